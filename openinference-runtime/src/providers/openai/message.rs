//! Messages of chat completions.

use super::super::compose::compose_message;
use super::super::read::{data_url, list, some, string, text};
use crate::json::JsonRef;
use crate::value::{Audio, File, Message, MessageContent, Reasoning, Role, ToolCall};

/// A message of a request, or of a choice.
pub(in crate::providers) fn message(json: JsonRef<'_>) -> Message {
    let message = Message {
        role: text(json, "role").map(Role::from),
        tool_calls: list(json, "tool_calls").iter().map(tool_call).collect(),
        tool_call_id: string(json, "tool_call_id"),
        name: string(json, "name"),
        function_call: some(json, "function_call").map(|call| function(call, "arguments")),
        ..Message::default()
    };
    let mut parts: Vec<MessageContent> = reasoning(json).map(Into::into).into_iter().collect();
    let mut is_list = false;
    match json.get("content") {
        Some(JsonRef::String(text)) if !text.is_empty() => parts.push(text.into()),
        Some(JsonRef::Array(content)) => {
            is_list = true;
            parts.extend(content.iter().filter_map(part));
        }
        _ => {}
    }
    parts.extend(text(json, "refusal").map(Into::into));
    parts.extend(some(json, "audio").and_then(spoken));
    // What the model drew, as OpenRouter says it.
    parts.extend(list(json, "images").iter().filter_map(part));
    if is_list { Message { contents: parts, ..message } } else { compose_message(message, parts) }
}

/// What the model thought, as DeepSeek (`reasoning_content`) and OpenRouter (`reasoning`) say it.
fn reasoning(json: JsonRef<'_>) -> Option<Reasoning> {
    let text = text(json, "reasoning_content").or_else(|| text(json, "reasoning"))?;
    Some(Reasoning::default().text(text))
}

fn part(part: JsonRef<'_>) -> Option<MessageContent> {
    if let Some(text) = part.as_str() {
        return Some(text.into());
    }
    match text(part, "type")? {
        "text" => Some(part.get("text")?.as_str()?.into()),
        "refusal" => Some(text(part, "refusal")?.into()),
        // Mistral's `thinking` is a list of parts, of which only text is known.
        "thinking" => {
            let thoughts = list(part, "thinking").iter().filter_map(|thought| text(thought, "text"));
            Some(Reasoning::default().text(thoughts.collect::<String>()).into())
        }
        "image_url" => url(part, "image_url").map(MessageContent::image),
        "video_url" => url(part, "video_url").map(MessageContent::Video),
        "audio_url" => Some(Audio::default().url(url(part, "audio_url")?).into()),
        "input_audio" => Some(recorded(some(part, "input_audio")?).into()),
        "file" => {
            let file = some(part, "file")?;
            Some(
                File {
                    id: string(file, "file_id"),
                    url: string(file, "file_data"),
                    name: string(file, "filename"),
                    ..File::default()
                }
                .into(),
            )
        }
        "document_url" => Some(File::default().url(url(part, "document_url")?).into()),
        _ => None,
    }
}

/// `{"url": ...}`, or the URL itself, as some write it.
fn url(part: JsonRef<'_>, name: &str) -> Option<String> {
    let url = some(part, name)?;
    url.as_str().or_else(|| text(url, "url")).map(str::to_owned)
}

/// Sound that is sent to the model.
fn recorded(audio: JsonRef<'_>) -> Audio {
    let mime_type = match text(audio, "format") {
        Some("mp3") => Some("audio/mpeg".to_owned()),
        Some(format) => Some(format!("audio/{format}")),
        None => None,
    };
    let data = text(audio, "data").map(|data| data_url(mime_type.as_deref(), data));
    Audio { url: data, mime_type, transcript: None }
}

/// Sound that the model made.
fn spoken(audio: JsonRef<'_>) -> Option<MessageContent> {
    let audio = Audio {
        url: text(audio, "data").map(|data| data_url(None, data)),
        mime_type: None,
        transcript: string(audio, "transcript"),
    };
    (audio != Audio::default()).then(|| audio.into())
}

fn tool_call(call: JsonRef<'_>) -> ToolCall {
    let called = match (some(call, "function"), some(call, "custom")) {
        (Some(called), _) => function(called, "arguments"),
        (None, Some(called)) => function(called, "input"),
        (None, None) => ToolCall::default(),
    };
    ToolCall { id: string(call, "id"), ..called }
}

fn function(called: JsonRef<'_>, arguments: &str) -> ToolCall {
    ToolCall {
        name: string(called, "name"),
        arguments: some(called, arguments).map(JsonRef::to_json),
        ..ToolCall::default()
    }
}
