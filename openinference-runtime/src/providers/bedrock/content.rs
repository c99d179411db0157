//! Content blocks: objects with one field that says what they are.

use crate::json::{Items, JsonRef};
use crate::providers::compose::compose_message;
use crate::providers::read::{data_url, either, list, some, string, text};
use crate::value::{Audio, File, Message, MessageContent, Reasoning, Role, ToolCall};

const KINDS: &[(&str, &str)] = &[
    ("text", "text"),
    ("image", "image"),
    ("document", "document"),
    ("video", "video"),
    ("audio", "audio"),
    ("toolUse", "tool_use"),
    ("toolResult", "tool_result"),
    ("reasoningContent", "reasoning_content"),
    ("guardContent", "guard_content"),
    ("cachePoint", "cache_point"),
    ("citationsContent", "citations_content"),
];

/// Whether this is a block of this API. Those of others have a type.
pub(in crate::providers) fn is_block(block: JsonRef<'_>) -> bool {
    some(block, "type").is_none() && KINDS.iter().any(|(camel, snake)| either(block, camel, snake).is_some())
}

/// A message of a request. Results of tools come inside of the user's message; each becomes a message of its own, as the
/// specification has it.
pub(in crate::providers) fn messages(json: JsonRef<'_>) -> Vec<Message> {
    let role = text(json, "role").map_or(Role::User, Role::from);
    list(json, "content")
        .chunk_by(|one, next| tool_result(one).is_none() && tool_result(next).is_none())
        .map(|run| match run.first().and_then(tool_result) {
            Some(result) => message_of_result(result),
            None => message(role.clone(), run),
        })
        .collect()
}

/// A message of blocks.
pub(super) fn message(role: Role, blocks: Items<'_>) -> Message {
    compose_message(Message::new(role), blocks.iter().filter_map(part).collect())
}

fn tool_result(block: JsonRef<'_>) -> Option<JsonRef<'_>> {
    either(block, "toolResult", "tool_result")
}

fn message_of_result(result: JsonRef<'_>) -> Message {
    let id = either(result, "toolUseId", "tool_use_id").and_then(JsonRef::as_str).map(str::to_owned);
    let message = Message { tool_call_id: id, ..Message::new(Role::Tool) };
    compose_message(message, list(result, "content").iter().filter_map(part).collect())
}

fn part(block: JsonRef<'_>) -> Option<MessageContent> {
    if let Some(text) = text(block, "text") {
        return Some(text.into());
    }
    if let Some(json) = some(block, "json") {
        return Some(json.write(usize::MAX).into());
    }
    if let Some(call) = either(block, "toolUse", "tool_use") {
        let call = ToolCall {
            id: either(call, "toolUseId", "tool_use_id").and_then(JsonRef::as_str).map(str::to_owned),
            name: string(call, "name"),
            arguments: some(call, "input").map(JsonRef::to_json),
            ..ToolCall::default()
        };
        return Some(call.into());
    }
    if let Some(content) = either(block, "reasoningContent", "reasoning_content") {
        return Some(reasoning(content).into());
    }
    if let Some(image) = some(block, "image") {
        return Some(MessageContent::image(source(image, "image")?));
    }
    if let Some(video) = some(block, "video") {
        return Some(MessageContent::Video(source(video, "video")?));
    }
    if let Some(audio) = some(block, "audio") {
        return Some(Audio::default().url(source(audio, "audio")?).into());
    }
    if let Some(document) = some(block, "document") {
        let file =
            File { url: source(document, "application"), name: string(document, "name"), ..File::default() };
        return Some(file.into());
    }
    let guarded = either(block, "guardContent", "guard_content")?;
    Some(text(some(guarded, "text")?, "text")?.into())
}

fn reasoning(content: JsonRef<'_>) -> Reasoning {
    let visible = either(content, "reasoningText", "reasoning_text").unwrap_or(JsonRef::Null);
    let hidden = either(content, "redactedContent", "redacted_content").and_then(JsonRef::as_str);
    Reasoning {
        text: string(visible, "text"),
        signature: string(visible, "signature"),
        data: hidden.map(str::to_owned),
        ..Reasoning::default()
    }
}

/// Bytes in base64, or where they are kept.
fn source(media: JsonRef<'_>, family: &str) -> Option<String> {
    let source = some(media, "source")?;
    if let Some(data) = text(source, "bytes") {
        let format = text(media, "format").unwrap_or("octet-stream");
        return Some(data_url(Some(&format!("{family}/{format}")), data));
    }
    let location = either(source, "s3Location", "s3_location")?;
    string(location, "uri")
}
