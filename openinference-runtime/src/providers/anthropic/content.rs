//! Content blocks.

use crate::json::{Items, JsonRef};
use crate::providers::compose::compose_message;
use crate::providers::read::{data_url, some, string, text};
use crate::value::{File, Message, MessageContent, Reasoning, Role, ToolCall};

/// What the application tells the model: a text, or blocks.
pub(super) fn system(system: JsonRef<'_>) -> Option<Message> {
    match system {
        JsonRef::String(text) => Some(Message::system(text)),
        JsonRef::Array(blocks) => Some(message(Role::System, blocks)),
        _ => None,
    }
}

/// A message of a request. Results of tools come inside of the user's message; each becomes a message of its own, as the
/// specification has it.
pub(in crate::providers) fn messages(json: JsonRef<'_>) -> Vec<Message> {
    let role = text(json, "role").map_or(Role::User, Role::from);
    let blocks = match json.get("content") {
        Some(JsonRef::String(text)) => return vec![Message::new(role).content(text)],
        Some(JsonRef::Array(blocks)) => blocks,
        _ => return vec![Message::new(role)],
    };
    let is_result = |block: JsonRef<'_>| text(block, "type") == Some("tool_result");
    blocks
        .chunk_by(|one, next| !is_result(one) && !is_result(next))
        .map(|run| match run.first().filter(|block| is_result(*block)) {
            Some(result) => tool_result(result),
            None => message(role.clone(), run),
        })
        .collect()
}

/// A message of blocks.
pub(super) fn message(role: Role, blocks: Items<'_>) -> Message {
    compose_message(Message::new(role), blocks.iter().filter_map(part).collect())
}

fn tool_result(block: JsonRef<'_>) -> Message {
    let message = Message { tool_call_id: string(block, "tool_use_id"), ..Message::new(Role::Tool) };
    match block.get("content") {
        Some(JsonRef::String(text)) => message.content(text),
        Some(JsonRef::Array(blocks)) => compose_message(message, blocks.iter().filter_map(part).collect()),
        _ => message,
    }
}

fn part(block: JsonRef<'_>) -> Option<MessageContent> {
    match text(block, "type")? {
        "text" => Some(block.get("text")?.as_str()?.into()),
        "thinking" => Some(
            Reasoning {
                text: string(block, "thinking"),
                signature: string(block, "signature"),
                ..Reasoning::default()
            }
            .into(),
        ),
        "redacted_thinking" => Some(Reasoning { data: string(block, "data"), ..Reasoning::default() }.into()),
        "tool_use" | "server_tool_use" | "mcp_tool_use" => Some(
            ToolCall {
                id: string(block, "id"),
                name: string(block, "name"),
                arguments: some(block, "input").map(JsonRef::to_json),
                ..ToolCall::default()
            }
            .into(),
        ),
        "image" => image(some(block, "source")?),
        "document" => document(block, some(block, "source")?),
        _ => None,
    }
}

fn image(source: JsonRef<'_>) -> Option<MessageContent> {
    match text(source, "type")? {
        "base64" => Some(MessageContent::image(inline(source)?)),
        "url" => Some(MessageContent::image(text(source, "url")?)),
        "file" => Some(File::default().id(text(source, "file_id")?).into()),
        _ => None,
    }
}

fn document(block: JsonRef<'_>, source: JsonRef<'_>) -> Option<MessageContent> {
    if text(source, "type") == Some("text") {
        return Some(text(source, "data")?.into());
    }
    let file = File {
        id: string(source, "file_id"),
        url: string(source, "url").or_else(|| inline(source)),
        mime_type: string(source, "media_type"),
        name: string(block, "title"),
    };
    Some(file.into())
}

fn inline(source: JsonRef<'_>) -> Option<String> {
    Some(data_url(text(source, "media_type"), text(source, "data")?))
}
