//! Messages.

use crate::json::JsonRef;
use crate::providers::compose::compose_message;
use crate::providers::parts::contents;
use crate::providers::read::{list, some, string, text};
use crate::value::{Message, MessageContent, Role, ToolCall};

pub(super) fn message(json: JsonRef<'_>) -> Message {
    let message = Message {
        role: text(json, "role").map(Role::from),
        tool_calls: list(json, "tool_calls").iter().map(tool_call).collect(),
        tool_call_id: string(json, "tool_call_id"),
        ..Message::default()
    };
    // What the model is going to do, and why.
    let mut parts: Vec<MessageContent> =
        string(json, "tool_plan").map(MessageContent::from).into_iter().collect();
    parts.extend(contents(json.get("content").unwrap_or_default()));
    compose_message(message, parts)
}

fn tool_call(call: JsonRef<'_>) -> ToolCall {
    let function = some(call, "function").unwrap_or_default();
    ToolCall {
        id: string(call, "id"),
        name: string(function, "name"),
        arguments: some(function, "arguments").map(JsonRef::to_json),
        ..ToolCall::default()
    }
}
