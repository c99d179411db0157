//! `gen_ai.input.messages` and `gen_ai.output.messages`.

use super::super::names;
use super::writer::GenAiWriter;
use crate::json::Json;
use crate::semconv::attributes as keys;
use crate::value::{Message, MessageContent, Role, ToolCall};

pub(super) fn write(writer: &mut GenAiWriter<'_, '_>) {
    let reason = writer.span.text(keys::LLM_FINISH_REASON).map(finish_reason);
    let mut input: Vec<Json> =
        writer.reader.messages(keys::LLM_INPUT_MESSAGES).iter().filter_map(|it| message(it, None)).collect();
    if input.is_empty() {
        input = texts(writer, keys::LLM_PROMPTS, keys::PROMPT_TEXT, "user", None);
    }
    let of_output = |message: &Message| {
        let asks = !message.tool_calls.is_empty();
        reason.clone().unwrap_or_else(|| if asks { "tool_call" } else { "stop" }.to_owned())
    };
    let mut output = Vec::new();
    let mut reasons = Vec::new();
    for one in writer.reader.messages(keys::LLM_OUTPUT_MESSAGES) {
        let reason = of_output(&one);
        if let Some(message) = message(&one, Some(&reason)) {
            output.push(message);
            reasons.push(reason);
        }
    }
    if output.is_empty() {
        let stop = reason.clone().unwrap_or_else(|| "stop".to_owned());
        output = texts(writer, keys::LLM_CHOICES, keys::COMPLETION_TEXT, "assistant", Some(&stop));
        reasons = vec![stop; output.len()];
    }
    if !input.is_empty() {
        writer.set_json(names::INPUT_MESSAGES, &Json::Array(input));
    }
    if !output.is_empty() {
        writer.set_json(names::OUTPUT_MESSAGES, &Json::Array(output));
    }
    let reasons = reason.map_or(reasons, |reason| vec![reason]);
    if !reasons.is_empty() {
        writer.set_strings(names::RESPONSE_FINISH_REASONS, reasons);
    }
}

/// The texts of an API that completes texts, as messages.
fn texts(
    writer: &GenAiWriter<'_, '_>,
    list: &str,
    suffix: &str,
    role: &str,
    reason: Option<&str>,
) -> Vec<Json> {
    let texts = writer.reader.items(list).into_iter().filter_map(|item| item.text(suffix));
    texts
        .map(|text| {
            let parts =
                Json::Array(vec![object([("type", Json::from("text")), ("content", Json::from(text))])]);
            with_reason(vec![field("role", Json::from(role)), field("parts", parts)], reason)
        })
        .collect()
}

fn with_reason(mut fields: Vec<(String, Json)>, reason: Option<&str>) -> Json {
    fields.extend(reason.map(|reason| field("finish_reason", Json::from(reason))));
    Json::Object(fields)
}

fn message(message: &Message, reason: Option<&str>) -> Option<Json> {
    let role = match message.role.as_ref()? {
        Role::Function => "tool".to_owned(),
        Role::Other(role) if role.eq_ignore_ascii_case("agent") => "assistant".to_owned(),
        role => role.as_str().to_ascii_lowercase(),
    };
    let parts = match (&message.tool_call_id, role.as_str()) {
        (Some(id), "tool") => vec![response(id, message)],
        _ => parts(message),
    };
    if parts.is_empty() {
        return None;
    }
    let mut fields = vec![field("role", Json::from(role)), field("parts", Json::Array(parts))];
    let name = message.name.as_ref().or(message.function_call.as_ref().and_then(|call| call.name.as_ref()));
    fields.extend(name.map(|name| field("name", Json::from(name.as_str()))));
    Some(with_reason(fields, reason))
}

fn parts(message: &Message) -> Vec<Json> {
    let mut parts = Vec::new();
    if let Some(content) = &message.content {
        let is_said_in_parts = matches!(texts_of(&message.contents).as_slice(), [only] if *only == content);
        if !is_said_in_parts {
            parts.push(text(content));
        }
    }
    parts.extend(message.contents.iter().filter_map(part));
    let among_parts: Vec<&ToolCall> = message
        .contents
        .iter()
        .filter_map(|part| match part {
            MessageContent::ToolUse(call) => Some(call),
            _ => None,
        })
        .collect();
    // A call that stands among the parts, for its place, is in the list of calls once more.
    let is_new = |call: &&ToolCall| {
        !among_parts
            .iter()
            .any(|known| if known.id.is_some() { known.id == call.id } else { known.name == call.name })
    };
    parts.extend(message.tool_calls.iter().filter(is_new).map(tool_call));
    parts
}

fn texts_of(contents: &[MessageContent]) -> Vec<&String> {
    contents
        .iter()
        .filter_map(|part| match part {
            MessageContent::Text { text, .. } => Some(text),
            _ => None,
        })
        .collect()
}

fn text(content: &str) -> Json {
    object([("type", Json::from("text")), ("content", Json::from(content))])
}

fn part(part: &MessageContent) -> Option<Json> {
    Some(match part {
        MessageContent::Text { text: content, .. } => text(content),
        MessageContent::Image(url) => media("image", url, None),
        MessageContent::Video(url) => media("video", url, None),
        MessageContent::Audio(audio) => media("audio", audio.url.as_deref()?, audio.mime_type.as_deref()),
        MessageContent::File(file) => match (&file.id, &file.url) {
            (Some(id), _) => {
                let file_id = ("file_id", Json::from(id.as_str()));
                object([("type", Json::from("file")), ("modality", Json::from("document")), file_id])
            }
            (None, url) => media("document", url.as_deref()?, file.mime_type.as_deref()),
        },
        MessageContent::Reasoning(reasoning) => {
            let mut fields = vec![
                field("type", Json::from("reasoning")),
                field("content", Json::from(reasoning.text.as_deref().unwrap_or_default())),
            ];
            for (name, value) in [
                ("id", &reasoning.id),
                ("signature", &reasoning.signature),
                ("data", &reasoning.data),
                ("encrypted_content", &reasoning.encrypted_content),
            ] {
                fields.extend(value.as_ref().map(|value| field(name, Json::from(value.as_str()))));
            }
            Json::Object(fields)
        }
        MessageContent::ToolUse(call) => tool_call(call),
    })
}

/// What is inline is a blob, everything else a reference.
fn media(modality: &str, url: &str, mime_type: Option<&str>) -> Json {
    let inline = url.strip_prefix("data:").and_then(|data| data.split_once(";base64,"));
    let (kind, mime_type, key, value) = match inline {
        Some((mime_type, data)) => ("blob", Some(mime_type), "content", data),
        None => ("uri", mime_type, "uri", url),
    };
    let mut fields = vec![field("type", Json::from(kind)), field("modality", Json::from(modality))];
    fields.extend(mime_type.map(|mime_type| field("mime_type", Json::from(mime_type))));
    fields.push(field(key, Json::from(value)));
    Json::Object(fields)
}

fn tool_call(call: &ToolCall) -> Json {
    let mut fields = vec![
        field("type", Json::from("tool_call")),
        field("name", Json::from(call.name.as_deref().unwrap_or_default())),
        field("arguments", call.arguments.as_ref().map_or(Json::Null, parsed)),
    ];
    fields.extend(call.id.as_ref().map(|id| field("id", Json::from(id.as_str()))));
    Json::Object(fields)
}

/// What a tool has answered: JSON where it is such.
fn response(id: &str, message: &Message) -> Json {
    let texts = texts_of(&message.contents);
    let answer = match (&message.content, texts.as_slice()) {
        (Some(content), _) => parsed(&Json::from(content.as_str())),
        (None, [only]) if message.contents.len() == 1 => Json::from(only.as_str()),
        (None, _) => Json::Array(message.contents.iter().filter_map(part).collect()),
    };
    object([("type", Json::from("tool_call_response")), ("id", Json::from(id)), ("response", answer)])
}

/// The JSON in a text, else the text.
pub(super) fn parsed(value: &Json) -> Json {
    value.as_str().and_then(Json::parse).unwrap_or_else(|| value.clone())
}

fn finish_reason(reason: &str) -> String {
    match reason.to_ascii_lowercase().as_str() {
        "tool_calls" | "function_call" | "tool_use" => "tool_call".to_owned(),
        other => other.to_owned(),
    }
}

pub(super) fn field(name: &str, value: Json) -> (String, Json) {
    (name.to_owned(), value)
}

pub(super) fn object<const N: usize>(fields: [(&str, Json); N]) -> Json {
    Json::Object(fields.into_iter().map(|(name, value)| field(name, value)).collect())
}
