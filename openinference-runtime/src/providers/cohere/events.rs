//! Events of a stream.

use crate::json::Json;
use crate::json::JsonRef;
use crate::providers::merge::{Fields, Fragments, Indexed, ResponseBuilder, keep};
use crate::providers::read::{count, some, text};

/// A response, as far as it has arrived.
#[derive(Debug, Default)]
pub(super) struct Events {
    id: Json,
    role: Json,
    finish_reason: Json,
    usage: Json,
    tool_plan: Fragments,
    contents: Indexed<Content>,
    calls: Indexed<Call>,
}

#[derive(Debug, Default)]
struct Content {
    text: Fragments,
    thinking: Fragments,
}

#[derive(Debug, Default)]
struct Call {
    id: Json,
    name: Json,
    arguments: Fragments,
}

impl ResponseBuilder for Events {
    fn add(&mut self, event: JsonRef<'_>) {
        let Some(delta) = some(event, "delta") else { return };
        let at = count(event, "index").and_then(|index| usize::try_from(index).ok()).unwrap_or_default();
        let message = some(delta, "message").unwrap_or(JsonRef::Null);
        match text(event, "type") {
            Some("message-start") => {
                keep(&mut self.id, event, "id");
                keep(&mut self.role, message, "role");
            }
            Some("content-start" | "content-delta") => {
                if let (Some(kept), Some(content)) = (self.contents.at(at), some(message, "content")) {
                    kept.text.push_field(content, "text");
                    kept.thinking.push_field(content, "thinking");
                }
            }
            Some("tool-plan-delta") => self.tool_plan.push_field(message, "tool_plan"),
            Some("tool-call-start" | "tool-call-delta") => {
                if let (Some(kept), Some(call)) = (self.calls.at(at), some(message, "tool_calls")) {
                    keep(&mut kept.id, call, "id");
                    if let Some(function) = some(call, "function") {
                        keep(&mut kept.name, function, "name");
                        kept.arguments.push_field(function, "arguments");
                    }
                }
            }
            Some("message-end") => {
                keep(&mut self.finish_reason, delta, "finish_reason");
                keep(&mut self.usage, delta, "usage");
            }
            _ => {}
        }
    }

    fn response(&mut self) -> Json {
        let mut message = Fields::default();
        let role = std::mem::take(&mut self.role);
        message.put("role", if role.is_null() { Json::from("assistant") } else { role });
        message.put("tool_plan", self.tool_plan.take_json());
        message.put(
            "content",
            Json::Array(self.contents.iter_mut().map(|(_, content)| content.json()).collect()),
        );
        let calls: Vec<Json> = self.calls.iter_mut().map(|(_, call)| call.json()).collect();
        if !calls.is_empty() {
            message.put("tool_calls", Json::Array(calls));
        }
        let mut fields = Fields::default();
        fields.put("id", std::mem::take(&mut self.id));
        fields.put("finish_reason", std::mem::take(&mut self.finish_reason));
        fields.put("message", message.json());
        fields.put("usage", std::mem::take(&mut self.usage));
        fields.json()
    }
}

impl Content {
    fn json(&mut self) -> Json {
        let (kind, text) = if self.thinking.is_empty() {
            ("text", self.text.take())
        } else {
            ("thinking", self.thinking.take())
        };
        let mut fields = Fields::default();
        fields.put("type", kind);
        fields.put(kind, text);
        fields.json()
    }
}

impl Call {
    fn json(&mut self) -> Json {
        let mut function = Fields::default();
        function.put("name", std::mem::take(&mut self.name));
        function.put("arguments", self.arguments.take_json());
        let mut fields = Fields::default();
        fields.put("id", std::mem::take(&mut self.id));
        fields.put("type", "function");
        fields.put("function", function.json());
        fields.json()
    }
}
