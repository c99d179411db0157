//! Parts of contents that say by a `type` what they are: blocks of Anthropic, parts of OpenAI, chunks of Mistral, contents of
//! Google's interactions and of MCP. One reader for all of them, because proxies mix them.
//!
//! A part of a type that is not known says what text it has, or is written as JSON: it costs structure, never content.

use super::compose::compose_message;
use super::read::{data_url, either, image_type, list, some, string, text};
use crate::json::{Items, JsonRef};
use crate::value::{Audio, File, Message, MessageContent, Reasoning, Role, ToolCall};

/// A message of parts. Results of tools become messages of their own, as the specification has it.
pub(super) fn messages(message: &Message, parts: Items<'_>) -> Vec<Message> {
    parts
        .chunk_by(|one, next| !is_result(one) && !is_result(next))
        .map(|run| match run.first().filter(|part| is_result(*part)) {
            Some(answer) => result(answer),
            None => compose_message(message.clone(), run.iter().filter_map(part).collect()),
        })
        .collect()
}

/// What a content says: a text, a part, or a list of them.
pub(super) fn contents(content: JsonRef<'_>) -> Vec<MessageContent> {
    match content {
        JsonRef::Null => Vec::new(),
        JsonRef::String("") => Vec::new(),
        JsonRef::Array(parts) => parts.iter().filter_map(part).collect(),
        one => part(one).into_iter().collect(),
    }
}

/// A part of a message.
pub(super) fn part(part: JsonRef<'_>) -> Option<MessageContent> {
    if let Some(text) = part.as_str() {
        return Some(text.into());
    }
    known(part).or_else(|| unknown(part))
}

fn known(part: JsonRef<'_>) -> Option<MessageContent> {
    let Some(kind) = text(part, "type") else { return named(part) };
    match kind {
        "text" | "input_text" | "output_text" | "summary_text" | "reasoning_text" => plain(part),
        "refusal" => Some(text(part, "refusal")?.into()),
        "thinking"
        | "redacted_thinking"
        | "reasoning"
        | "thought"
        | "reasoning.text"
        | "reasoning.summary"
        | "reasoning.encrypted" => Some(reasoning(part)?.into()),
        "image_url" | "input_image" | "computer_screenshot" | "image" => image(part),
        "video_url" | "video" => {
            Some(MessageContent::Video(url(part, "video_url").or_else(|| media_url(part))?))
        }
        "audio_url" | "audio" | "input_audio" | "output_audio" => audio(part),
        "file" | "input_file" | "document_url" | "document" | "container_upload" => file(part),
        "tool_use" | "server_tool_use" | "mcp_tool_use" | "function_call" => Some(call(part).into()),
        kind if kind.ends_with("_call") => {
            let call = call(part);
            Some(ToolCall { name: call.name.or_else(|| Some(kind.to_owned())), ..call }.into())
        }
        _ => None,
    }
}

/// A part that says by the name of its field what it is, as DashScope has them.
fn named(part: JsonRef<'_>) -> Option<MessageContent> {
    let of = |name| string(part, name);
    of("image")
        .map(MessageContent::image)
        .or_else(|| of("video").map(MessageContent::Video))
        .or_else(|| of("audio").map(|url| Audio::default().url(url).into()))
}

/// A text, which some hold in an object.
fn plain(part: JsonRef<'_>) -> Option<MessageContent> {
    let said = part.get("text")?;
    let said = said.as_str().or_else(|| text(said, "value"))?;
    Some(match string(part, "signature") {
        Some(signature) => MessageContent::signed_text(said, signature),
        None => said.into(),
    })
}

/// What the model thought: text, parts or a summary, what only the provider can read, and its signature.
pub(super) fn reasoning(part: JsonRef<'_>) -> Option<Reasoning> {
    let said =
        ["thinking", "text", "reasoning", "summary", "content"].iter().find_map(|name| thought(part, name));
    let signature = string(part, "signature")
        .or_else(|| list(part, "summary").iter().find_map(|summary| string(summary, "signature")));
    let hidden = string(part, "data");
    // What OpenRouter calls data is what the provider has encrypted.
    let is_encrypted = text(part, "type") == Some("reasoning.encrypted")
        && text(part, "format").is_none_or(|format| !format.starts_with("anthropic"));
    let (data, encrypted) = if is_encrypted { (None, hidden) } else { (hidden, None) };
    let reasoning = Reasoning {
        text: said,
        id: string(part, "id"),
        signature,
        data,
        encrypted_content: string(part, "encrypted_content").or(encrypted),
    };
    (reasoning != Reasoning::default()).then_some(reasoning)
}

fn thought(part: JsonRef<'_>, name: &str) -> Option<String> {
    let said = match some(part, name)? {
        JsonRef::String(text) => text.to_owned(),
        JsonRef::Array(parts) => {
            parts.iter().filter_map(|part| part.as_str().or_else(|| text(part, "text"))).collect()
        }
        _ => String::new(),
    };
    (!said.is_empty()).then_some(said)
}

/// `{"url": ...}`, or the URL itself, as some write it.
pub(super) fn url(part: JsonRef<'_>, name: &str) -> Option<String> {
    let url = some(part, name)?;
    url.as_str().or_else(|| text(url, "url")).map(str::to_owned)
}

fn image(part: JsonRef<'_>) -> Option<MessageContent> {
    let url = url(part, "image_url").or_else(|| media_url(part)).or_else(|| string(part, "image"));
    match url {
        Some(url) => Some(MessageContent::image(url)),
        None => Some(File::default().id(file_id(part)?).into()),
    }
}

fn audio(part: JsonRef<'_>) -> Option<MessageContent> {
    if let Some(url) = url(part, "audio_url") {
        return Some(Audio::default().url(url).into());
    }
    let sound = some(part, "input_audio").unwrap_or(part);
    let mime_type = match text(sound, "format") {
        Some("mp3") => Some("audio/mpeg".to_owned()),
        Some(format) => Some(format!("audio/{format}")),
        None => mime_type(sound).map(str::to_owned),
    };
    // Realtime has the sound itself under its own name.
    let data = text(sound, "data").or_else(|| text(sound, "audio"));
    let data = data.map(|data| data_url(mime_type.as_deref(), data));
    let audio =
        Audio { url: data.or_else(|| media_url(sound)), mime_type, transcript: string(sound, "transcript") };
    (audio != Audio::default()).then(|| audio.into())
}

fn file(part: JsonRef<'_>) -> Option<MessageContent> {
    if let Some(url) = url(part, "document_url") {
        return Some(File::default().url(url).into());
    }
    if let Some(source) = some(part, "source").filter(|source| source.as_object().is_some()) {
        return document(part, source);
    }
    let held = ["file", "document"].iter().find_map(|name| some(part, name)).unwrap_or(part);
    // A document of Cohere may be one text.
    if let Some(text) = some(part, "document").and_then(|document| text(document, "data")) {
        return Some(text.into());
    }
    if let Some(data) = some(held, "data").filter(|data| data.as_object().is_some()) {
        return Some(cited(held, data));
    }
    let file = File {
        id: string(held, "file_id").or_else(|| string(held, "id").filter(|_| text(held, "type").is_none())),
        url: ["file_data", "file_url", "url", "uri"]
            .iter()
            .find_map(|name| string(held, name))
            .or_else(|| inline(held)),
        mime_type: mime_type(held).map(str::to_owned),
        name: ["filename", "name", "title"].iter().find_map(|name| string(held, name)),
    };
    (file != File::default()).then(|| file.into())
}

/// A document of Cohere: fields, of which one is the text.
fn cited(document: JsonRef<'_>, data: JsonRef<'_>) -> MessageContent {
    match string(data, "text").or_else(|| string(data, "snippet")) {
        Some(text) => text.into(),
        None => unknown(data).unwrap_or_else(|| {
            File { id: string(document, "id"), name: string(data, "title"), ..File::default() }.into()
        }),
    }
}

/// A document of Anthropic: text, parts, bytes, or where it is.
fn document(part: JsonRef<'_>, source: JsonRef<'_>) -> Option<MessageContent> {
    match text(source, "type") {
        Some("text") => return Some(text(source, "data")?.into()),
        Some("content") => return None,
        _ => {}
    }
    let file = File {
        id: string(source, "file_id"),
        url: string(source, "url").or_else(|| inline(source)),
        mime_type: mime_type(source).map(str::to_owned),
        name: string(part, "title"),
    };
    Some(file.into())
}

/// Where a picture, a sound or a film is, or the thing itself.
fn media_url(part: JsonRef<'_>) -> Option<String> {
    let source = some(part, "source").filter(|source| source.as_object().is_some()).unwrap_or(part);
    ["url", "uri"].iter().find_map(|name| string(source, name)).or_else(|| inline(source))
}

fn file_id(part: JsonRef<'_>) -> Option<String> {
    string(some(part, "source").unwrap_or(part), "file_id")
}

fn inline(source: JsonRef<'_>) -> Option<String> {
    let data = ["data", "b64_json"].iter().find_map(|name| text(source, name))?;
    Some(data_url(mime_type(source).or_else(|| image_type(data)), data))
}

fn mime_type<'a>(part: JsonRef<'a>) -> Option<&'a str> {
    text(part, "media_type").or_else(|| either(part, "mimeType", "mime_type").and_then(JsonRef::as_str))
}

/// Content by where it is and what it is.
pub(super) fn media(url: String, mime_type: Option<&str>) -> MessageContent {
    let owned = mime_type.map(str::to_owned);
    match mime_type.and_then(|mime_type| mime_type.split('/').next()) {
        Some("image") => MessageContent::Image(url),
        Some("video") => MessageContent::Video(url),
        Some("audio") => Audio { url: Some(url), mime_type: owned, transcript: None }.into(),
        _ => File { url: Some(url), mime_type: owned, ..File::default() }.into(),
    }
}

/// A call between other parts.
pub(super) fn call(part: JsonRef<'_>) -> ToolCall {
    ToolCall {
        id: ["call_id", "id"].iter().find_map(|name| string(part, name)),
        name: string(part, "name"),
        arguments: ["input", "arguments"].iter().find_map(|name| some(part, name)).map(JsonRef::to_json),
        reasoning_signature: string(part, "signature"),
    }
}

/// Whether a part is what a tool has answered.
pub(super) fn is_result(part: JsonRef<'_>) -> bool {
    let names_call = || some(part, "call_id").is_some() || some(part, "tool_use_id").is_some();
    text(part, "type").is_some_and(|kind| {
        kind.ends_with("tool_result")
            || kind == "function_result"
            || kind.ends_with("_result") && names_call()
    })
}

/// What a tool has answered, as a message of its own.
pub(super) fn result(part: JsonRef<'_>) -> Message {
    let id = ["tool_use_id", "call_id", "tool_call_id"].iter().find_map(|name| string(part, name));
    let message = Message { tool_call_id: id, name: string(part, "name"), ..Message::new(Role::Tool) };
    let answer = ["content", "result", "output"].iter().find_map(|name| some(part, name));
    let signature = string(part, "signature");
    match (answer, signature) {
        (Some(JsonRef::String(text)), None) => message.content(text),
        (Some(JsonRef::String(text)), Some(signature)) => {
            message.part(MessageContent::signed_text(text, signature))
        }
        (answer, signature) => {
            let signed = signature.map(|signature| Reasoning::default().signature(signature).into());
            let answer = answer.map(contents).unwrap_or_default();
            compose_message(message, answer.into_iter().chain(signed).collect())
        }
    }
}

/// A part of a type that is not known: its text, where it says nothing else, else all of it; `None` where
/// it has no text.
pub(super) fn unknown(part: JsonRef<'_>) -> Option<MessageContent> {
    if part.as_object().is_none() {
        return (!part.is_null()).then(|| part.write(usize::MAX).into());
    }
    let mut leaves = Vec::new();
    collect_leaves(part, "", &mut leaves);
    match leaves.as_slice() {
        [(name, Some(text))] if TEXTS.contains(name) => Some((*text).into()),
        leaves if leaves.iter().any(|(_, text)| text.is_some()) => Some(part.write(usize::MAX).into()),
        _ => None,
    }
}

/// Fields that say what a part is, not what it says.
const LABELS: &[&str] = &["type", "id", "index", "status", "role", "object", "cache_control"];
/// Fields whose text says by itself what it is.
const TEXTS: &[&str] = &["text", "content", "value", "output", "message", "logs", "markdown", "transcript"];

/// What a part says: its texts, and `None` for everything else, each with the name of its field.
fn collect_leaves<'a>(value: JsonRef<'a>, name: &'a str, to: &mut Vec<(&'a str, Option<&'a str>)>) {
    match value {
        JsonRef::Null => {}
        JsonRef::String("") => {}
        JsonRef::String(text) => to.push((name, Some(text))),
        JsonRef::Array(items) => items.iter().for_each(|item| collect_leaves(item, name, to)),
        JsonRef::Object(fields) => fields
            .iter()
            .filter(|(name, _)| !LABELS.contains(name))
            .for_each(|(name, value)| collect_leaves(value, name, to)),
        _ => to.push((name, None)),
    }
}
