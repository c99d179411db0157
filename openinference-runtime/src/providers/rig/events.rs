//! Items of a stream.

use crate::json::Json;
use crate::json::JsonRef;
use crate::providers::merge::{Fields, Fragments, Indexed, ResponseBuilder, keep};
use crate::providers::read::{count, some, text};

/// A response, as far as it has arrived.
#[derive(Debug, Default)]
pub(super) struct Events(Indexed<Part>);

/// A part of the choice.
#[derive(Debug, Default)]
struct Part {
    kind: Json,
    name: Json,
    pieces: Fragments,
    /// What the part was in the end.
    content: Json,
}

impl ResponseBuilder for Events {
    fn add(&mut self, item: JsonRef<'_>) {
        let event = some(item, "value").unwrap_or(item);
        let at = count(event, "part").and_then(|part| usize::try_from(part).ok());
        let Some(part) = at.and_then(|at| self.0.at(at)) else { return };
        match text(event, "event") {
            Some("start") => {
                keep(&mut part.kind, event, "kind");
                keep(&mut part.name, event, "name");
            }
            Some("text" | "reasoning") => part.pieces.push_field(event, "text"),
            Some("arguments") => part.pieces.push_field(event, "json"),
            Some("end") => keep(&mut part.content, event, "content"),
            _ => {}
        }
    }

    fn response(&mut self) -> Json {
        let parts = self.0.iter_mut().map(|(_, part)| part.take()).filter(|part| !part.is_null());
        let mut response = Fields::default();
        response.put("choice", Json::Array(parts.collect()));
        response.json()
    }
}

impl Part {
    /// The part: what it was in the end, else what its pieces make.
    fn take(&mut self) -> Json {
        if !self.content.is_null() {
            return std::mem::take(&mut self.content);
        }
        let mut part = Fields::default();
        match self.kind.as_str() {
            Some("tool_call") => {
                let mut function = Fields::default();
                function.put("name", std::mem::take(&mut self.name));
                function.put("arguments", self.pieces.take_json());
                part.put("type", "toolcall");
                part.put("function", function.json());
            }
            Some(kind @ ("text" | "reasoning")) if !self.pieces.is_empty() => {
                part.put("type", kind);
                part.put("text", self.pieces.take_json());
            }
            _ => {}
        }
        part.json_if_any()
    }
}
