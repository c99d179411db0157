//! Events of a stream.

use crate::json::Json;
use crate::json::JsonRef;
use crate::providers::merge::{Fields, Fragments, Indexed, ResponseBuilder, keep};
use crate::providers::read::{some, text};

/// A response, as far as it has arrived.
#[derive(Debug, Default)]
pub(super) struct Events {
    text: Fragments,
    reasoning: Fragments,
    signature: Fragments,
    calls: Indexed<Call>,
    stop_reason: Json,
    usage: Json,
    /// What the crate has put together itself, where it was asked to.
    content: Json,
    reasoning_content: Json,
}

/// A call, so far as the last event knows it: each holds all that came before.
#[derive(Debug, Default)]
struct Call(Json);

impl ResponseBuilder for Events {
    fn add(&mut self, event: JsonRef<'_>) {
        for (name, fragments) in [
            ("Chunk", &mut self.text),
            ("ReasoningChunk", &mut self.reasoning),
            ("ThoughtSignatureChunk", &mut self.signature),
        ] {
            if let Some(piece) = some(event, name) {
                fragments.push_field(piece, "content");
            }
        }
        if let Some(call) = some(event, "ToolCallChunk").and_then(|piece| some(piece, "tool_call")) {
            self.call(call);
        }
        if let Some(end) = some(event, "End") {
            keep(&mut self.usage, end, "captured_usage");
            keep(&mut self.stop_reason, end, "captured_stop_reason");
            keep(&mut self.content, end, "captured_content");
            keep(&mut self.reasoning_content, end, "captured_reasoning_content");
        }
    }

    fn response(&mut self) -> Json {
        let mut response = Fields::default();
        response.put("content", self.content());
        response.put("reasoning_content", std::mem::take(&mut self.reasoning_content));
        response.put("stop_reason", std::mem::take(&mut self.stop_reason));
        response.put("usage", std::mem::take(&mut self.usage));
        response.json()
    }
}

impl Events {
    fn call(&mut self, call: JsonRef<'_>) {
        let id = text(call, "call_id");
        let known =
            self.calls.iter_mut().find(|(_, known)| text(known.0.view(), "call_id") == id).map(|(at, _)| at);
        let at = known.unwrap_or_else(|| self.calls.len());
        if let Some(kept) = self.calls.at(at) {
            kept.0 = call.to_json();
        }
    }

    fn content(&mut self) -> Json {
        let content = std::mem::take(&mut self.content);
        if !content.is_null() {
            return content;
        }
        let mut parts = Vec::new();
        for (name, fragments) in [
            ("ThoughtSignature", &mut self.signature),
            ("ReasoningContent", &mut self.reasoning),
            ("Text", &mut self.text),
        ] {
            let mut part = Fields::default();
            part.put(name, fragments.take_json());
            parts.push(part.json_if_any());
        }
        for (_, call) in self.calls.iter_mut() {
            let mut part = Fields::default();
            part.put("ToolCall", std::mem::take(&mut call.0));
            parts.push(part.json_if_any());
        }
        parts.retain(|part| !part.is_null());
        Json::Array(parts)
    }
}
