//! Items: what goes in and what comes out.

use crate::json::JsonRef;
use crate::providers::read::{data_url, list, some, string, text};
use crate::value::{Audio, File, Message, MessageContent, Reasoning, Role, ToolCall};

/// The messages that an item stands for: one, or two for a call that comes with its result, or none for what says nothing.
pub(super) fn messages(item: JsonRef<'_>) -> Vec<Message> {
    match text(item, "type") {
        None | Some("message") if text(item, "role").is_some() => vec![message(item)],
        Some("function_call") => vec![call(item, text(item, "name"), "arguments")],
        Some("custom_tool_call") => vec![call(item, text(item, "name"), "input")],
        Some("mcp_call") => {
            let result = some(item, "output").map(|_| Message { name: string(item, "name"), ..result(item) });
            [call(item, text(item, "name"), "arguments")].into_iter().chain(result).collect()
        }
        Some(kind @ ("web_search_call" | "computer_call" | "local_shell_call" | "shell_call")) => {
            vec![call(item, Some(kind), "action")]
        }
        Some(kind @ "file_search_call") => vec![call(item, Some(kind), "queries")],
        Some(kind @ "code_interpreter_call") => vec![call(item, Some(kind), "code")],
        Some(kind @ "image_generation_call") => {
            let image =
                text(item, "result").map(|data| MessageContent::image(data_url(Some("image/png"), data)));
            vec![Message { contents: image.into_iter().collect(), ..call(item, Some(kind), "action") }]
        }
        Some(kind) if kind.ends_with("_call_output") => vec![result(item)],
        Some("reasoning") => vec![Message::new(Role::Assistant).part(reasoning(item))],
        _ => Vec::new(),
    }
}

fn message(item: JsonRef<'_>) -> Message {
    let message = Message { role: text(item, "role").map(Role::from), ..Message::default() };
    match item.get("content") {
        Some(JsonRef::String(text)) => message.content(text),
        Some(JsonRef::Array(parts)) => {
            Message { contents: parts.iter().filter_map(part).collect(), ..message }
        }
        _ => message,
    }
}

fn call(item: JsonRef<'_>, name: Option<&str>, arguments: &str) -> Message {
    Message::assistant_calls([ToolCall {
        id: identifier(item),
        name: name.map(str::to_owned),
        arguments: some(item, arguments).map(JsonRef::to_json),
        ..ToolCall::default()
    }])
}

fn result(item: JsonRef<'_>) -> Message {
    let message = Message { tool_call_id: identifier(item), ..Message::new(Role::Tool) };
    match item.get("output") {
        Some(JsonRef::String(text)) => message.content(text),
        Some(JsonRef::Array(parts)) => {
            Message { contents: parts.iter().filter_map(part).collect(), ..message }
        }
        // A screenshot.
        Some(output @ JsonRef::Object(_)) => {
            Message { contents: part(output).into_iter().collect(), ..message }
        }
        _ => message,
    }
}

/// By which a call and its result find each other.
fn identifier(item: JsonRef<'_>) -> Option<String> {
    string(item, "call_id").or_else(|| string(item, "id"))
}

/// The summary where there is one: its texts belong together.
fn reasoning(item: JsonRef<'_>) -> Reasoning {
    let texts = |name| -> String { list(item, name).iter().filter_map(|part| text(part, "text")).collect() };
    let said = [texts("summary"), texts("content")].into_iter().find(|text| !text.is_empty());
    Reasoning {
        text: said,
        id: string(item, "id"),
        encrypted_content: string(item, "encrypted_content"),
        ..Reasoning::default()
    }
}

fn part(part: JsonRef<'_>) -> Option<MessageContent> {
    match text(part, "type")? {
        "input_text" | "output_text" | "text" | "summary_text" => Some(part.get("text")?.as_str()?.into()),
        "refusal" => Some(text(part, "refusal")?.into()),
        "input_image" | "computer_screenshot" => match text(part, "image_url") {
            Some(url) => Some(MessageContent::image(url)),
            None => Some(File::default().id(text(part, "file_id")?).into()),
        },
        "input_file" => Some(
            File {
                id: string(part, "file_id"),
                url: string(part, "file_url").or_else(|| string(part, "file_data")),
                name: string(part, "filename"),
                ..File::default()
            }
            .into(),
        ),
        "input_audio" => {
            let audio = some(part, "input_audio")?;
            let mime_type = text(audio, "format").map(|format| format!("audio/{format}"));
            let url = data_url(mime_type.as_deref(), text(audio, "data")?);
            Some(Audio { url: Some(url), mime_type, transcript: None }.into())
        }
        _ => None,
    }
}
