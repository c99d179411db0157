//! Events of a stream.

use crate::json::{Json, JsonRef};
use crate::providers::read::{count, fields_of, list, some, text};
use crate::providers::stream::{Budget, Growing, Indexed, ResponseBuilder};

/// A message, as far as it has arrived.
#[derive(Debug, Default)]
pub(super) struct AnthropicEvents {
    message: Growing,
    blocks: Indexed<Growing>,
    budget: Budget,
}

/// The type of a block that was not announced, by that of its first piece.
const TYPES: &[(&str, &str)] = &[
    ("text_delta", "text"),
    ("thinking_delta", "thinking"),
    ("signature_delta", "thinking"),
    ("input_json_delta", "tool_use"),
    ("citations_delta", "text"),
    ("compaction_delta", "compaction"),
];

impl ResponseBuilder for AnthropicEvents {
    fn budget(&mut self) -> &mut Budget {
        &mut self.budget
    }

    fn add(&mut self, event: JsonRef<'_>) {
        match text(event, "type") {
            Some("message_start") => {
                let message = some(event, "message").unwrap_or_default();
                self.add_fields(message, &["content"]);
                for (at, block) in (0..).zip(list(message, "content")) {
                    self.add_block(at, block);
                }
                self.add_fields(event, &["type", "message"]);
            }
            Some("content_block_start") => {
                let at = count(event, "index").unwrap_or_else(|| self.blocks.next());
                self.add_block(at, some(event, "content_block").unwrap_or_default());
                self.add_fields(event, &["type", "index", "content_block"]);
            }
            Some("content_block_delta") => {
                let at = count(event, "index").or(self.blocks.last()).unwrap_or_default();
                self.add_delta(at, some(event, "delta").unwrap_or_default());
                self.add_fields(event, &["type", "index", "delta"]);
            }
            Some("message_delta") => {
                self.add_fields(some(event, "delta").unwrap_or_default(), &["type"]);
                self.add_fields(event, &["type", "delta"]);
            }
            _ => self.add_fields(event, &["type", "index"]),
        }
    }

    fn response(&mut self) -> Json {
        let mut fields = self.message.take_fields();
        for (name, value) in [("role", "assistant"), ("type", "message")] {
            if !fields.iter().any(|(known, _)| known == name) {
                fields.insert(0, (name.to_owned(), Json::from(value)));
            }
        }
        let blocks = Json::Array(self.blocks.iter_mut().map(|(_, block)| take(block)).collect());
        let before = fields.iter().position(|(name, _)| name.starts_with("stop_")).unwrap_or(fields.len());
        fields.insert(before, ("content".to_owned(), blocks));
        Json::Object(fields)
    }
}

impl AnthropicEvents {
    /// What stands for the whole message so far; its counts only grow.
    fn add_fields(&mut self, holder: JsonRef<'_>, except: &[&str]) {
        let Self { message, budget, .. } = self;
        for (name, value) in fields_of(holder) {
            if !except.contains(&name)
                && let Some(field) = message.field(name, budget)
            {
                match name {
                    "usage" => field.update_counts(value, budget),
                    _ => field.update(value, budget),
                }
            }
        }
    }

    fn add_block(&mut self, at: u64, block: JsonRef<'_>) {
        let Self { blocks, budget, .. } = self;
        if let Some(kept) = blocks.at(at) {
            kept.update(block, budget);
        }
    }

    fn add_delta(&mut self, at: u64, delta: JsonRef<'_>) {
        let Self { blocks, budget, .. } = self;
        let Some(block) = blocks.at(at) else { return };
        let kind = text(delta, "type").unwrap_or_default();
        if block.text_of("type").is_none()
            && let Some((_, kind)) = TYPES.iter().find(|(delta, _)| *delta == kind)
            && let Some(field) = block.field("type", budget)
        {
            field.update(JsonRef::String(kind), budget);
        }
        for (name, value) in fields_of(delta) {
            match name {
                "type" => {}
                "citation" => {
                    if let Some(list) = block.field("citations", budget) {
                        list.push(value, budget);
                    }
                }
                _ => block.append_field(name, value, budget),
            }
        }
    }
}

/// A block. The input of a tool arrives as JSON text; what is not complete stays text.
fn take(block: &mut Growing) -> Json {
    let input =
        block.remove("partial_json").filter(|input| !input.is_nothing()).map(|mut input| input.take());
    let Json::Object(mut fields) = block.take() else { return Json::Null };
    if let Some(input) = input {
        let input = input.as_str().and_then(Json::parse).unwrap_or(input);
        match fields.iter_mut().find(|(name, _)| name == "input") {
            Some((_, known)) => *known = input,
            None => fields.push(("input".to_owned(), input)),
        }
    }
    Json::Object(fields)
}
