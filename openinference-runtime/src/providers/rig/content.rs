//! Messages and the parts of their contents.

use crate::json::{Items, JsonRef};
use crate::providers::compose::compose_message;
use crate::providers::parts::unknown;
use crate::providers::read::{data_url, list, some, string, text};
use crate::value::{Audio, File, Message, MessageContent, Reasoning, Role, ToolCall};

/// A message of a request. Each result of a tool becomes a message of its own, as the specification has it.
pub(in crate::providers) fn messages(json: JsonRef<'_>) -> Vec<Message> {
    let role = text(json, "role").map_or(Role::User, Role::from);
    if let Some(text) = text(json, "content") {
        return vec![Message::new(role).content(text)];
    }
    list(json, "content")
        .chunk_by(|one, next| !is_result(one) && !is_result(next))
        .map(|run| match run.first().filter(|part| is_result(*part)) {
            Some(result) => tool_result(result),
            None => message(role.clone(), run),
        })
        .collect()
}

/// A message of parts.
pub(super) fn message(role: Role, parts: Items<'_>) -> Message {
    compose_message(Message::new(role), parts.iter().filter_map(part).collect())
}

fn is_result(part: JsonRef<'_>) -> bool {
    text(part, "type") == Some("toolresult")
}

fn tool_result(result: JsonRef<'_>) -> Message {
    let id = some(result, "call").and_then(identifier).or_else(|| string(result, "id"));
    let message = Message { tool_call_id: id, name: string(result, "name"), ..Message::new(Role::Tool) };
    let parts = list(result, "content").iter().filter_map(|part| match text(part, "type") {
        Some("json") => Some(some(part, "value")?.write(usize::MAX).into()),
        _ => self::part(part),
    });
    compose_message(message, parts.collect())
}

/// The identifier of a call: text, or an object that says whose it is.
fn identifier(id: JsonRef<'_>) -> Option<String> {
    id.as_str().or_else(|| id.as_object()?.first()?.1.as_str()).map(str::to_owned)
}

fn part(part: JsonRef<'_>) -> Option<MessageContent> {
    known(part).or_else(|| unknown(part))
}

fn known(part: JsonRef<'_>) -> Option<MessageContent> {
    match text(part, "type") {
        Some("text") | None if text(part, "text").is_some() => string(part, "text").map(MessageContent::text),
        Some("toolcall") => Some(tool_call(part).into()),
        // What follows in older releases has no type.
        None if some(part, "function").is_some() => Some(tool_call(part).into()),
        Some("reasoning") => {
            let lines =
                list(part, "reasoning").iter().filter_map(JsonRef::as_str).collect::<Vec<_>>().join("\n");
            let thought = string(part, "text").or_else(|| (!lines.is_empty()).then_some(lines));
            Some(Reasoning { text: thought, ..Reasoning::default() }.into())
        }
        Some("image") => Some(MessageContent::image(source(part, "image")?)),
        Some("video") => Some(MessageContent::Video(source(part, "video")?)),
        Some("audio") => Some(Audio::default().url(source(part, "audio")?).into()),
        Some("document") => {
            let data = some(part, "data")?;
            match text(data, "type") {
                Some("string") => Some(text(data, "value")?.into()),
                Some("fileId") => Some(File::default().id(text(data, "value")?).into()),
                _ => Some(File::default().url(source(part, "application")?).into()),
            }
        }
        _ => None,
    }
}

fn tool_call(call: JsonRef<'_>) -> ToolCall {
    let function = some(call, "function").unwrap_or(JsonRef::Null);
    let arguments = some(function, "invalid_arguments").or_else(|| some(function, "arguments"));
    ToolCall {
        id: string(call, "call_id").or_else(|| some(call, "id").and_then(identifier)),
        name: string(function, "name"),
        arguments: arguments.map(JsonRef::to_json),
        reasoning_signature: string(call, "signature"),
    }
}

/// Bytes in base64, or where they are kept.
fn source(media: JsonRef<'_>, family: &str) -> Option<String> {
    let data = some(media, "data")?;
    let value = text(data, "value").or_else(|| data.as_str())?;
    Some(match text(data, "type") {
        Some("base64") | None => {
            let format = text(media, "media_type").unwrap_or("octet-stream");
            data_url(Some(&format!("{family}/{format}")), value)
        }
        _ => value.to_owned(),
    })
}
