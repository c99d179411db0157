//! Messages, and with them the input and the output of a call.

use super::super::names;
use super::Input;
use crate::attributes::Attributes;
use crate::json::Json;
use crate::providers;
use crate::semconv::SpanKind;
use crate::semconv::attributes::{
    INPUT_MIME_TYPE, INPUT_VALUE, LLM_FINISH_REASON, OUTPUT_MIME_TYPE, OUTPUT_VALUE,
};
use crate::value::flat::FlatReader;
use crate::value::{
    Audio, File, Message, MessageContent, Reasoning, Role, ToolCall, write_input_messages,
    write_output_messages,
};

pub(super) fn read(input: &Input<'_>, kind: SpanKind, out: &mut Attributes<'_>) {
    let output_items = input.list(names::OUTPUT_MESSAGES);
    if kind == SpanKind::Llm {
        let mut messages: Vec<Message> = instructions(input).into_iter().collect();
        messages.extend(input.list(names::INPUT_MESSAGES).iter().flat_map(messages_of));
        if messages.is_empty() {
            messages = flattened(input, "gen_ai.prompt");
        }
        write_input_messages(&messages, out);
        let mut messages: Vec<Message> = output_items.iter().flat_map(messages_of).collect();
        if messages.is_empty() {
            messages = flattened(input, "gen_ai.completion");
        }
        write_output_messages(&messages, out);
        let reason = output_items.iter().find_map(|item| item.get("finish_reason")?.as_str());
        if let Some(reason) = reason.filter(|reason| !reason.is_empty())
            && out.get(LLM_FINISH_REASON).is_none()
        {
            out.push(LLM_FINISH_REASON, reason.to_owned());
        }
    }
    if matches!(kind, SpanKind::Llm | SpanKind::Agent | SpanKind::Chain) {
        write_value(input, &[names::INPUT_MESSAGES, "gen_ai.prompt"], INPUT_VALUE, INPUT_MIME_TYPE, out);
        let answer = only_text(&output_items);
        match answer {
            Some(text) => {
                out.push(OUTPUT_VALUE, text);
                out.push(OUTPUT_MIME_TYPE, "text/plain");
            }
            None => {
                let from = [names::OUTPUT_MESSAGES, "gen_ai.completion"];
                write_value(input, &from, OUTPUT_VALUE, OUTPUT_MIME_TYPE, out);
            }
        }
    }
}

fn write_value(
    input: &Input<'_>,
    from: &[&str],
    key: &'static str,
    mime_key: &'static str,
    out: &mut Attributes<'_>,
) {
    let Some(text) = from.iter().find_map(|from| input.text(from)) else { return };
    let is_json = matches!(Json::parse(text), Some(Json::Array(_) | Json::Object(_)));
    out.push(key, text.to_owned());
    out.push(mime_key, if is_json { "application/json" } else { "text/plain" });
}

/// The answer, where it is one text and nothing else.
fn only_text(output: &[Json]) -> Option<String> {
    let [item] = output else { return None };
    let [message] = messages_of(item).try_into().ok()?;
    if message.tool_calls.is_empty() && message.contents.is_empty() { message.content } else { None }
}

/// What the application told the model apart from the conversation: parts, or one text.
fn instructions(input: &Input<'_>) -> Option<Message> {
    let text = input.text(names::SYSTEM_INSTRUCTIONS)?;
    let parts: Vec<MessageContent> = match Json::parse(text) {
        Some(Json::Array(parts)) => parts.iter().filter_map(part).collect(),
        _ => vec![MessageContent::text(text)],
    };
    (!parts.is_empty()).then(|| providers::compose_message(Message::new(Role::System), parts))
}

/// The form before there was one: `gen_ai.prompt.0.content`.
fn flattened(input: &Input<'_>, list: &str) -> Vec<Message> {
    let flat = input.below(list);
    let call = |call: &FlatReader<'_>| ToolCall {
        id: call.text("id"),
        name: call.text("name"),
        arguments: call.get("arguments").cloned(),
        reasoning_signature: None,
    };
    let messages = FlatReader::new(&flat).items(list).into_iter();
    messages
        .map(|message| Message {
            role: message.text("role").map(Role::from),
            content: message.text("content"),
            tool_calls: message.items("tool_calls").iter().map(call).collect(),
            ..Message::default()
        })
        .filter(|message| *message != Message::default())
        .collect()
}

/// The messages in one: the results of several calls are several messages. None where it is no message at all.
fn messages_of(item: &Json) -> Vec<Message> {
    let Some(role) = item.get("role").and_then(Json::as_str) else { return Vec::new() };
    let mut message = Message::new(role);
    message.name = text(item, &["name"]);
    let parts = match item.get("parts").or_else(|| item.get("content")) {
        Some(Json::Array(parts)) => parts.as_slice(),
        Some(Json::String(content)) => {
            let mut message = message.content(content.clone());
            message.tool_call_id = text(item, &["tool_call_id"]);
            return vec![message];
        }
        _ => &[],
    };
    let mut said = Vec::new();
    let mut messages = Vec::new();
    for item in parts {
        match response(item) {
            Some(mut response) => {
                response.name = response.name.or_else(|| message.name.clone());
                messages.push(response);
            }
            None => said.extend(part(item)),
        }
    }
    if !said.is_empty() || messages.is_empty() {
        messages.insert(0, providers::compose_message(message, said));
    }
    messages
}

/// What a tool has answered to a call.
fn response(part: &Json) -> Option<Message> {
    const ANSWERS: &[&str] =
        &["tool_call_response", "tool_result", "toolresult", "server_tool_call_response"];
    if !ANSWERS.contains(&kind(part)?) {
        return None;
    }
    let answer = ["response", "result", "content", "server_tool_call_response"];
    let answer = answer.iter().find_map(|name| part.get(name).filter(|answer| !answer.is_null()));
    let mut message = Message::new(Role::Tool);
    message.tool_call_id = text(part, &["id", "call_id", "tool_call_id", "tool_use_id"]);
    message.name = text(part, &["name"]);
    message.content = answer.map(|answer| match answer {
        Json::String(text) => text.clone(),
        other => other.write(usize::MAX),
    });
    Some(message)
}

fn part(part: &Json) -> Option<MessageContent> {
    if let Json::String(content) = part {
        return Some(MessageContent::text(content.as_str()));
    }
    Some(match kind(part)? {
        "reasoning" | "thinking" => MessageContent::Reasoning(Reasoning {
            text: text(part, &["content", "text", "thinking"]),
            id: text(part, &["id"]),
            signature: text(part, &["signature"]),
            data: text(part, &["data"]),
            encrypted_content: text(part, &["encrypted_content"]),
        }),
        "tool_call" | "tool_use" | "toolcall" | "function_call" | "server_tool_call" => {
            MessageContent::ToolUse(tool_call(part))
        }
        "blob" => {
            let mime_type = text(part, &["mime_type"]);
            let default = match text(part, &["modality"]).as_deref() {
                Some("image") => "image/*",
                _ => "application/octet-stream",
            };
            let data = text(part, &["content", "data"])?;
            let url = format!("data:{};base64,{data}", mime_type.as_deref().unwrap_or(default));
            media(part, url, mime_type)?
        }
        "uri" => media(part, text(part, &["uri", "url"])?, text(part, &["mime_type"]))?,
        "file" => MessageContent::File(File {
            id: text(part, &["file_id", "id"]),
            mime_type: text(part, &["mime_type"]),
            ..File::default()
        }),
        // Text, and what a producer has added to the conventions, as far as it is text.
        _ => MessageContent::text(text(part, &["content", "text"])?),
    })
}

fn kind(part: &Json) -> Option<&str> {
    part.get("type")?.as_str()
}

/// Something to see or to hear, by its modality or its MIME type.
fn media(part: &Json, url: String, mime_type: Option<String>) -> Option<MessageContent> {
    let modality = text(part, &["modality"]);
    let of_mime = mime_type.as_deref().and_then(|mime_type| mime_type.split('/').next());
    Some(match modality.as_deref().or(of_mime)? {
        "image" => MessageContent::Image(url),
        "video" => MessageContent::Video(url),
        "audio" => MessageContent::Audio(Audio { url: Some(url), mime_type, transcript: None }),
        _ => MessageContent::File(File { url: Some(url), mime_type, ..File::default() }),
    })
}

fn tool_call(part: &Json) -> ToolCall {
    let function = part.get("function").unwrap_or(part);
    let arguments = ["arguments", "input", "server_tool_call"];
    ToolCall {
        id: text(part, &["id", "call_id"]),
        name: text(function, &["name"]),
        arguments: arguments.iter().find_map(|name| function.get(name)).cloned(),
        reasoning_signature: None,
    }
}

fn text(value: &Json, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| value.get(name)?.as_str().filter(|text| !text.is_empty()).map(str::to_owned))
}
