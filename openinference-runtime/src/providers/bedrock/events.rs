//! Events of a stream.

use crate::json::{Json, JsonRef};
use crate::providers::read::{either, fields_of, some};
use crate::providers::stream::{Budget, Growing, Indexed, ResponseBuilder};

/// A response, as far as it has arrived.
#[derive(Debug, Default)]
pub(super) struct BedrockEvents {
    message: Growing,
    /// What belongs to the whole.
    fields: Growing,
    blocks: Indexed<Block>,
    budget: Budget,
}

#[derive(Debug, Default)]
struct Block {
    /// The one field that says what the block is.
    content: Growing,
    citations: Growing,
}

/// Events, in the spellings of the API and of clients.
const START: (&str, &str) = ("contentBlockStart", "content_block_start");
const DELTA: (&str, &str) = ("contentBlockDelta", "content_block_delta");
const MESSAGE: (&str, &str) = ("messageStart", "message_start");

impl ResponseBuilder for BedrockEvents {
    fn budget(&mut self) -> &mut Budget {
        &mut self.budget
    }

    fn add(&mut self, event: JsonRef<'_>) {
        for (name, held) in fields_of(event) {
            let is = |(camel, snake): (&str, &str)| name == camel || name == snake;
            let Self { message, fields, blocks, budget } = self;
            if is(START) {
                let at = index(held).unwrap_or_else(|| blocks.next());
                if let (Some(block), Some(start)) = (blocks.at(at), some(held, "start")) {
                    block.start(start, budget);
                }
            } else if is(DELTA) {
                let at = index(held).or(blocks.last()).unwrap_or_default();
                if let (Some(block), Some(delta)) = (blocks.at(at), some(held, "delta")) {
                    block.add(delta, budget);
                }
            } else if is(MESSAGE) {
                message.update(held, budget);
            } else if matches!(name, "messageStop" | "message_stop" | "metadata") {
                fields.update(held, budget);
            } else if !matches!(name, "contentBlockStop" | "content_block_stop")
                && let Some(field) = fields.field(name, budget)
            {
                field.update(held, budget);
            }
        }
    }

    fn response(&mut self) -> Json {
        let mut message = self.message.take_fields();
        if !message.iter().any(|(name, _)| name == "role") {
            message.push(("role".to_owned(), Json::from("assistant")));
        }
        let blocks = self.blocks.iter_mut().map(|(_, block)| block.json()).collect();
        message.push(("content".to_owned(), Json::Array(blocks)));
        let output = Json::Object(vec![("message".to_owned(), Json::Object(message))]);
        let mut fields = vec![("output".to_owned(), output)];
        fields.extend(self.fields.take_fields());
        Json::Object(fields)
    }
}

fn index(event: JsonRef<'_>) -> Option<u64> {
    let index = either(event, "contentBlockIndex", "content_block_index")?.as_i64()?;
    u64::try_from(index).ok()
}

impl Block {
    fn start(&mut self, start: JsonRef<'_>, budget: &mut Budget) {
        self.content.update(start, budget);
    }

    fn add(&mut self, delta: JsonRef<'_>, budget: &mut Budget) {
        for (name, value) in fields_of(delta) {
            match name {
                "citation" => self.citations.push(value, budget),
                // What a tool of the server answers, block by block.
                "toolResult" | "tool_result" => {
                    if let Some(result) = self.content.field(name, budget)
                        && let Some(content) = result.field("content", budget)
                    {
                        content.append(value, budget);
                    }
                }
                "reasoningContent" | "reasoning_content" => self.add_reasoning(name, value, budget),
                _ => self.content.append_field(name, value, budget),
            }
        }
    }

    /// Text and signature stand in an object of their own in the whole.
    fn add_reasoning(&mut self, name: &str, value: JsonRef<'_>, budget: &mut Budget) {
        let inner = if name == "reasoningContent" { "reasoningText" } else { "reasoning_text" };
        let Some(reasoning) = self.content.field(name, budget) else { return };
        for (name, value) in fields_of(value) {
            if matches!(name, "text" | "signature") {
                if let Some(text) = reasoning.field(inner, budget) {
                    text.append_field(name, value, budget);
                }
            } else {
                reasoning.append_field(name, value, budget);
            }
        }
    }

    fn json(&mut self) -> Json {
        let mut content = self.content.take_fields();
        // The input arrives as JSON text; what is not complete stays text.
        for (_, call) in content.iter_mut().filter(|(name, _)| matches!(&**name, "toolUse" | "tool_use")) {
            if let Json::Object(fields) = call
                && let Some((_, input)) = fields.iter_mut().find(|(name, _)| name == "input")
                && let Some(parsed) = input.as_str().and_then(Json::parse)
            {
                *input = parsed;
            }
        }
        if self.citations.is_nothing() {
            return Json::Object(content);
        }
        // As the whole answer has a text with citations.
        let fields = vec![
            ("content".to_owned(), Json::Array(vec![Json::Object(content)])),
            ("citations".to_owned(), self.citations.take()),
        ];
        Json::Object(vec![("citationsContent".to_owned(), Json::Object(fields))])
    }
}
