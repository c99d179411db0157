//! Events of a stream.

use crate::json::{Json, JsonRef};
use crate::providers::read::{fields_of, some, text};
use crate::providers::stream::{Budget, Growing, ResponseBuilder};

/// Most calls that are kept of one answer.
const MOST_CALLS: usize = 1024;

/// Events that bring a piece of text, and the parts that the pieces make.
const PIECES: &[(&str, &str)] = &[
    ("ThoughtSignatureChunk", "ThoughtSignature"),
    ("ReasoningChunk", "ReasoningContent"),
    ("Chunk", "Text"),
];

/// A response, as far as it has arrived.
#[derive(Debug, Default)]
pub(super) struct GenAiEvents {
    pieces: [Growing; PIECES.len()],
    /// Calls, so far as the last event knows them: each holds all that came before.
    calls: Vec<(Option<String>, Json)>,
    /// What the crate has put together itself, where it was asked to, under the names of a response.
    captured: Growing,
    budget: Budget,
}

impl ResponseBuilder for GenAiEvents {
    fn budget(&mut self) -> &mut Budget {
        &mut self.budget
    }

    fn add(&mut self, event: JsonRef<'_>) {
        let Self { pieces, captured, budget, .. } = self;
        for ((name, _), kept) in PIECES.iter().zip(pieces) {
            if let Some(piece) = some(event, name).and_then(|piece| text(piece, "content")) {
                kept.append(JsonRef::String(piece), budget);
            }
        }
        for (name, value) in fields_of(some(event, "End").unwrap_or_default()) {
            if let Some(field) = captured.field(name.trim_start_matches("captured_"), budget) {
                field.update(value, budget);
            }
        }
        if let Some(call) = some(event, "ToolCallChunk").and_then(|piece| some(piece, "tool_call")) {
            self.call(call);
        }
    }

    fn response(&mut self) -> Json {
        let mut fields = self.captured.take_fields();
        if !fields.iter().any(|(name, _)| name == "content") {
            fields.insert(0, ("content".to_owned(), self.content()));
        }
        Json::Object(fields)
    }
}

impl GenAiEvents {
    fn call(&mut self, call: JsonRef<'_>) {
        let id = text(call, "call_id");
        if let Some((_, known)) = self.calls.iter_mut().find(|(known, _)| known.as_deref() == id) {
            *known = call.to_json();
        } else if self.calls.len() < MOST_CALLS {
            self.calls.push((id.map(str::to_owned), call.to_json()));
        }
    }

    fn content(&mut self) -> Json {
        let part = |name: &str, value: Json| Json::Object(vec![(name.to_owned(), value)]);
        let texts = PIECES.iter().zip(&mut self.pieces).filter(|(_, text)| !text.is_nothing());
        let mut parts: Vec<Json> = texts.map(|((_, name), text)| part(name, text.take())).collect();
        parts.extend(self.calls.drain(..).map(|(_, call)| part("ToolCall", call)));
        Json::Array(parts)
    }
}
