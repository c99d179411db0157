//! Messages.

use crate::json::JsonRef;
use crate::providers::compose::compose_message;
use crate::providers::read::{list, some, string, text};
use crate::value::{File, Message, MessageContent, Reasoning, Role, ToolCall};

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
    match json.get("content") {
        Some(JsonRef::String(text)) => parts.push(text.into()),
        Some(JsonRef::Array(content)) => parts.extend(content.iter().filter_map(part)),
        _ => {}
    }
    compose_message(message, parts)
}

fn part(part: JsonRef<'_>) -> Option<MessageContent> {
    match text(part, "type")? {
        "text" => Some(part.get("text")?.as_str()?.into()),
        "thinking" => Some(Reasoning::default().text(text(part, "thinking")?).into()),
        "image_url" => Some(MessageContent::image(text(some(part, "image_url")?, "url")?)),
        "document" => {
            let document = some(part, "document")?;
            match some(document, "data")? {
                JsonRef::String(text) => Some(text.into()),
                data => match string(data, "text").or_else(|| string(data, "snippet")) {
                    Some(text) => Some(text.into()),
                    None => Some(
                        File { id: string(document, "id"), name: string(data, "title"), ..File::default() }
                            .into(),
                    ),
                },
            }
        }
        _ => None,
    }
}

fn tool_call(call: JsonRef<'_>) -> ToolCall {
    let function = some(call, "function").unwrap_or(JsonRef::Null);
    ToolCall {
        id: string(call, "id"),
        name: string(function, "name"),
        arguments: some(function, "arguments").map(JsonRef::to_json),
        ..ToolCall::default()
    }
}
