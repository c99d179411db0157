//! Messages of chat completions.

use crate::attributes::Attributes;
use crate::json::JsonRef;
use crate::providers::compose::compose_message;
use crate::providers::parts::{self, contents, part, reasoning};
use crate::providers::read::{data_url, list, some, string, text};
use crate::value::{Audio, Message, MessageContent, MessageWriter, Reasoning, Role, ToolCall};

/// Writes the messages that one of a request or of a choice stands for. Of an answer it is clear who speaks.
pub(in crate::providers) fn write_message(
    json: JsonRef<'_>,
    default_role: Option<Role>,
    writer: &mut MessageWriter,
    out: &mut Attributes<'_>,
) {
    match plain(json) {
        Some((role, content)) => {
            writer.write_plain(role.or(default_role.as_ref().map(Role::as_str)), content, out);
        }
        None => messages(json).for_each(|message| {
            let role = message.role.or_else(|| default_role.clone());
            writer.write(Message { role, ..message }, out);
        }),
    }
}

/// The messages that one of a request or of a choice stands for: results of tools in it are messages of their own.
pub(in crate::providers) fn messages(json: JsonRef<'_>) -> impl Iterator<Item = Message> {
    let (one, several) = match plain(json) {
        Some((role, content)) => {
            (Some(Message { role: role.map(Role::from), ..Message::default().content(content) }), Vec::new())
        }
        None => {
            let content = list(json, "content");
            if content.iter().any(parts::is_result) {
                let role = text(json, "role").map_or(Role::User, Role::from);
                (None, parts::messages(&Message::new(role), content))
            } else {
                (Some(message(json)), Vec::new())
            }
        }
    };
    one.into_iter().chain(several)
}

/// A message of a role and a text and nothing else. Most are, and need not be asked for everything else that one may have.
fn plain(json: JsonRef<'_>) -> Option<(Option<&str>, &str)> {
    let (mut role, mut content) = (None, None);
    for (name, value) in json.as_object()?.iter() {
        match (name, value) {
            ("role", JsonRef::String(text)) if !text.is_empty() => role = Some(text),
            ("content", JsonRef::String(text)) if !text.is_empty() => content = Some(text),
            (_, JsonRef::Null) => {}
            _ => return None,
        }
    }
    Some((role, content?))
}

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
    let mut parts: Vec<MessageContent> = thoughts(json).into_iter().map(Into::into).collect();
    let content = json.get("content").unwrap_or_default();
    parts.extend(contents(content));
    parts.extend(text(json, "refusal").map(Into::into));
    parts.extend(some(json, "audio").and_then(spoken));
    // What the model drew, as OpenRouter says it.
    parts.extend(list(json, "images").iter().filter_map(part));
    if content.as_array().is_some() {
        Message { contents: parts, ..message }
    } else {
        compose_message(message, parts)
    }
}

/// What the model thought: in detail, with signatures, as OpenRouter (`reasoning_details`), LiteLLM (`thinking_blocks`) and
/// Portkey (`content_blocks`) say it, or as a text, as DeepSeek (`reasoning_content`) and OpenRouter (`reasoning`) say it.
fn thoughts(json: JsonRef<'_>) -> Vec<Reasoning> {
    let details = ["reasoning_details", "thinking_blocks", "content_blocks"]
        .into_iter()
        .map(|name| list(json, name))
        .find(|details| !details.is_empty())
        .unwrap_or_default();
    let mut thoughts: Vec<Reasoning> = details
        .iter()
        .map(|detail| some(detail, "delta").unwrap_or(detail))
        .filter(|detail| text(*detail, "type").is_some() || some(*detail, "thinking").is_some())
        .filter(|detail| text(*detail, "type") != Some("text"))
        .filter_map(reasoning)
        .collect();
    if thoughts.iter().all(|thought| thought.text.is_none()) {
        let said = ["reasoning_content", "reasoning", "thinking"].iter().find_map(|name| text(json, name));
        if let Some(said) = said {
            thoughts.insert(0, Reasoning::default().text(said));
        }
    }
    thoughts
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
        (None, None) => parts::call(call),
    };
    ToolCall { id: string(call, "id"), reasoning_signature: signature(call), ..called }
}

/// What Google wants to be given back with a call, where its models are reached by this API: beside the call, or in its
/// identifier.
fn signature(call: JsonRef<'_>) -> Option<String> {
    let beside = ["extra_content", "provider_specific_fields"].iter().find_map(|name| {
        let extra = some(call, name)?;
        string(extra, "thought_signature").or_else(|| {
            extra.as_object()?.iter().find_map(|(_, provider)| string(provider, "thought_signature"))
        })
    });
    beside.or_else(|| string(call, "thought_signature")).or_else(|| {
        let (_, signature) = text(call, "id")?.split_once("__thought__")?;
        Some(signature.to_owned())
    })
}

fn function(called: JsonRef<'_>, arguments: &str) -> ToolCall {
    ToolCall {
        name: string(called, "name"),
        arguments: some(called, arguments).map(JsonRef::to_json),
        ..ToolCall::default()
    }
}
