//! Events of a stream.

use crate::json::Json;
use crate::json::JsonRef;
use crate::providers::merge::{Fields, Fragments, Indexed, ResponseBuilder, keep};
use crate::providers::read::{count, some, text};

/// A message, as far as it has arrived.
#[derive(Debug, Default)]
pub(super) struct Events {
    id: Json,
    model: Json,
    stop_reason: Json,
    stop_sequence: Json,
    usage: Vec<(String, Json)>,
    blocks: Indexed<Block>,
}

/// A content block: what it began with, and what was added to it.
#[derive(Debug, Default)]
struct Block {
    start: Json,
    text: Fragments,
    thinking: Fragments,
    signature: Fragments,
    input: Fragments,
}

impl ResponseBuilder for Events {
    fn add(&mut self, event: JsonRef<'_>) {
        match text(event, "type") {
            Some("message_start") => {
                if let Some(message) = some(event, "message") {
                    keep(&mut self.id, message, "id");
                    keep(&mut self.model, message, "model");
                    self.add_usage(message);
                }
            }
            Some("content_block_start") => {
                if let Some(block) = self.block(event) {
                    keep(&mut block.start, event, "content_block");
                }
            }
            Some("content_block_delta") => {
                if let (Some(block), Some(delta)) = (self.block(event), some(event, "delta")) {
                    block.text.push_field(delta, "text");
                    block.thinking.push_field(delta, "thinking");
                    block.signature.push_field(delta, "signature");
                    block.input.push_field(delta, "partial_json");
                }
            }
            Some("message_delta") => {
                if let Some(delta) = some(event, "delta") {
                    keep(&mut self.stop_reason, delta, "stop_reason");
                    keep(&mut self.stop_sequence, delta, "stop_sequence");
                }
                self.add_usage(event);
            }
            _ => {}
        }
    }

    fn response(&mut self) -> Json {
        let mut fields = Fields::default();
        fields.put("id", std::mem::take(&mut self.id));
        fields.put("type", "message");
        fields.put("role", "assistant");
        fields.put("model", std::mem::take(&mut self.model));
        fields.put("content", Json::Array(self.blocks.iter_mut().map(|(_, block)| block.json()).collect()));
        fields.put("stop_reason", std::mem::take(&mut self.stop_reason));
        fields.put("stop_sequence", std::mem::take(&mut self.stop_sequence));
        fields.put("usage", Json::Object(std::mem::take(&mut self.usage)));
        fields.json()
    }
}

impl Events {
    fn block(&mut self, event: JsonRef<'_>) -> Option<&mut Block> {
        self.blocks.at(usize::try_from(count(event, "index")?).ok()?)
    }

    /// Counts of later events stand for the whole message so far.
    fn add_usage(&mut self, holder: JsonRef<'_>) {
        let Some(counts) = some(holder, "usage").and_then(JsonRef::as_object) else { return };
        for (name, count) in counts.iter().filter(|(_, count)| !count.is_null()) {
            match self.usage.iter_mut().find(|(known, _)| known == name) {
                Some((_, known)) => *known = count.to_json(),
                None => self.usage.push((name.to_owned(), count.to_json())),
            }
        }
    }
}

impl Block {
    fn json(&mut self) -> Json {
        let Json::Object(mut fields) = std::mem::take(&mut self.start) else { return Json::Null };
        let mut add = |name: &str, fragments: &mut Fragments| {
            if !fragments.is_empty() {
                let added = fragments.take();
                match fields.iter_mut().find(|(known, _)| known == name) {
                    Some((_, Json::String(text))) => text.push_str(&added),
                    Some((_, other)) => *other = Json::String(added),
                    None => fields.push((name.to_owned(), Json::String(added))),
                }
            }
        };
        add("text", &mut self.text);
        add("thinking", &mut self.thinking);
        add("signature", &mut self.signature);
        add("input", &mut self.input);
        // The input of a tool arrives as JSON text; what is not complete stays text.
        if let Some((_, input)) = fields.iter_mut().find(|(name, _)| name == "input")
            && let Some(parsed) = input.as_str().and_then(Json::parse)
        {
            *input = parsed;
        }
        Json::Object(fields)
    }
}
