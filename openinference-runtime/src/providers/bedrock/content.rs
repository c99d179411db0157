//! Content blocks: objects with one field that says what they are.

use crate::json::{Items, JsonRef};
use crate::providers::compose::compose_message;
use crate::providers::parts::unknown;
use crate::providers::read::{data_url, either, list, some, string, text};
use crate::value::{Audio, File, Message, MessageContent, Reasoning, Role, ToolCall};

/// Blocks, in the spellings of the API and of clients.
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
    ("searchResult", "search_result"),
];

/// Whether this is a block of this API. Those of others have a type.
pub(in crate::providers) fn is_block(block: JsonRef<'_>) -> bool {
    some(block, "type").is_none() && KINDS.iter().any(|(camel, snake)| either(block, camel, snake).is_some())
}

/// A message of a request. Results of tools come inside of the user's message; each becomes a message of its own, as the
/// specification has it.
pub(in crate::providers) fn messages(json: JsonRef<'_>) -> Vec<Message> {
    let role = text(json, "role").map_or(Role::User, Role::from);
    answers(&role, list(json, "content"))
}

/// The messages that blocks make: one, unless there are results of tools among them.
pub(super) fn answers(role: &Role, blocks: Items<'_>) -> Vec<Message> {
    blocks
        .chunk_by(|one, next| tool_result(one).is_none() && tool_result(next).is_none())
        .map(|run| match run.first().and_then(tool_result) {
            Some(result) => message_of_result(result),
            None => compose_message(Message::new(role.clone()), run.iter().flat_map(parts).collect()),
        })
        .collect()
}

fn tool_result(block: JsonRef<'_>) -> Option<JsonRef<'_>> {
    either(block, "toolResult", "tool_result")
}

fn message_of_result(result: JsonRef<'_>) -> Message {
    let id = either(result, "toolUseId", "tool_use_id").and_then(JsonRef::as_str).map(str::to_owned);
    let message = Message { tool_call_id: id, ..Message::new(Role::Tool) };
    compose_message(message, list(result, "content").iter().flat_map(parts).collect())
}

/// A block is one part, or the parts of a text with citations.
fn parts(block: JsonRef<'_>) -> Vec<MessageContent> {
    match either(block, "citationsContent", "citations_content") {
        Some(cited) => list(cited, "content").iter().flat_map(parts).collect(),
        None => {
            let error = ["image", "audio", "video"]
                .iter()
                .find_map(|media| text(some(some(block, media)?, "error")?, "message"));
            let said = known(block).or_else(|| error.is_none().then(|| unknown_block(block)).flatten());
            said.into_iter().chain(error.map(Into::into)).collect()
        }
    }
}

/// A block that is not known; one that marks a place to cache says nothing.
fn unknown_block(block: JsonRef<'_>) -> Option<MessageContent> {
    let marks = ["cachePoint", "cache_point", "text"];
    if marks.iter().any(|mark| some(block, mark).is_some()) { None } else { unknown(block) }
}

fn known(block: JsonRef<'_>) -> Option<MessageContent> {
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
        return Some(self::document(document));
    }
    let guarded = either(block, "guardContent", "guard_content")?;
    Some(text(some(guarded, "text")?, "text")?.into())
}

/// A document: bytes, where it is, or its text.
fn document(document: JsonRef<'_>) -> MessageContent {
    let text = some(document, "source").and_then(|source| {
        string(source, "text").or_else(|| {
            let parts = list(source, "content").iter().filter_map(|part| text(part, "text"));
            Some(parts.collect::<String>()).filter(|text| !text.is_empty())
        })
    });
    match text {
        Some(text) => text.into(),
        None => {
            File { url: source(document, "application"), name: string(document, "name"), ..File::default() }
                .into()
        }
    }
}

fn reasoning(content: JsonRef<'_>) -> Reasoning {
    let visible = either(content, "reasoningText", "reasoning_text").unwrap_or_default();
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
