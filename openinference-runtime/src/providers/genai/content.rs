//! Messages and the parts of their contents: objects with one field, the name of a variant.

use crate::json::{Items, JsonRef};
use crate::providers::compose::compose_message;
use crate::providers::parts::{media, unknown};
use crate::providers::read::{data_url, list, some, string, text};
use crate::value::{File, Message, MessageContent, Reasoning, Role, ToolCall};

/// Whether this is a message of this crate. Roles of others are in lower case.
pub(in crate::providers) fn is_message(message: JsonRef<'_>) -> bool {
    matches!(text(message, "role"), Some("System" | "User" | "Assistant" | "Tool"))
        && message.get("content").is_some_and(|content| content.as_array().is_some())
}

/// A message of a request. Each result of a tool becomes a message of its own, as the specification has it.
pub(in crate::providers) fn messages(json: JsonRef<'_>) -> Vec<Message> {
    let role = Role::from(text(json, "role").unwrap_or("user").to_ascii_lowercase());
    list(json, "content")
        .chunk_by(|one, next| some(one, "ToolResponse").is_none() && some(next, "ToolResponse").is_none())
        .map(|run| match run.first().and_then(|part| some(part, "ToolResponse")) {
            Some(result) => tool_result(result),
            None => message(role.clone(), run),
        })
        .collect()
}

/// What the model has answered: what it thought first, where that stands apart, and the parts.
pub(super) fn answer(thought: Option<&str>, parts: Items<'_>) -> Message {
    let thought = thought.map(|text| Reasoning::default().text(text).into());
    compose_message(
        Message::new(Role::Assistant),
        thought.into_iter().chain(parts.iter().filter_map(part)).collect(),
    )
}

/// A message of parts.
fn message(role: Role, parts: Items<'_>) -> Message {
    compose_message(Message::new(role), parts.iter().filter_map(part).collect())
}

fn tool_result(result: JsonRef<'_>) -> Message {
    Message {
        tool_call_id: string(result, "call_id"),
        name: string(result, "fn_name"),
        content: string(result, "content"),
        ..Message::new(Role::Tool)
    }
}

fn part(part: JsonRef<'_>) -> Option<MessageContent> {
    known(part).or_else(|| unknown(part))
}

fn known(part: JsonRef<'_>) -> Option<MessageContent> {
    if let Some(text) = text(part, "Text") {
        return Some(text.into());
    }
    if let Some(call) = some(part, "ToolCall") {
        return Some(tool_call(call).into());
    }
    if let Some(thought) = text(part, "ReasoningContent") {
        return Some(Reasoning::default().text(thought).into());
    }
    if let Some(signature) = text(part, "ThoughtSignature") {
        return Some(Reasoning::default().signature(signature).into());
    }
    binary(some(part, "Binary")?)
}

fn tool_call(call: JsonRef<'_>) -> ToolCall {
    let signatures: Vec<&str> = list(call, "thought_signatures").iter().filter_map(JsonRef::as_str).collect();
    ToolCall {
        id: string(call, "call_id"),
        name: string(call, "fn_name"),
        arguments: some(call, "fn_arguments").map(JsonRef::to_json),
        reasoning_signature: signatures.first().map(|signature| (*signature).to_owned()),
    }
}

fn binary(binary: JsonRef<'_>) -> Option<MessageContent> {
    let mime_type = text(binary, "content_type");
    let source = some(binary, "source")?;
    let url =
        string(source, "Url").or_else(|| text(source, "Base64").map(|data| data_url(mime_type, data)))?;
    Some(match media(url, mime_type) {
        MessageContent::File(file) => File { name: string(binary, "name"), ..file }.into(),
        other => other,
    })
}
