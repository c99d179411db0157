//! Parts of contents.

use crate::json::{Items, JsonRef};
use crate::providers::compose::compose_message;
use crate::providers::parts::{media, unknown};
use crate::providers::read::{data_url, either, list, some, string, text};
use crate::value::{Message, MessageContent, Reasoning, Role, ToolCall};

/// The messages of a content. Results of functions come inside of the user's content; each becomes a message of its own, as
/// the specification has it.
pub(in crate::providers) fn messages(content: JsonRef<'_>) -> Vec<Message> {
    let role = text(content, "role").map_or(Role::User, Role::from);
    list(content, "parts")
        .chunk_by(|one, next| function_response(one).is_none() && function_response(next).is_none())
        .map(|run| match run.first().and_then(|part| Some((part, function_response(part)?))) {
            Some((part, response)) => result(response, signature(part)),
            None => message(role.clone(), run),
        })
        .collect()
}

/// A message of parts.
pub(super) fn message(role: Role, parts: Items<'_>) -> Message {
    compose_message(Message::new(role), parts.iter().flat_map(self::parts).collect())
}

fn function_response(part: JsonRef<'_>) -> Option<JsonRef<'_>> {
    either(part, "functionResponse", "function_response")
}

/// What a function has answered.
pub(super) fn result(response: JsonRef<'_>, signature: Option<String>) -> Message {
    let message = Message {
        tool_call_id: string(response, "id"),
        name: string(response, "name"),
        ..Message::new(Role::Tool)
    };
    let answer = some(response, "response").map(|answer| match answer {
        JsonRef::String(text) => text_of(text, signature.clone()),
        value => text_of(&value.write(usize::MAX), signature.clone()),
    });
    compose_message(
        message,
        answer.into_iter().chain(list(response, "parts").iter().flat_map(parts)).collect(),
    )
}

/// What a part says, and its signature, where it is of a kind that has no place for one.
pub(super) fn parts(json: JsonRef<'_>) -> impl Iterator<Item = MessageContent> {
    let said = part(json);
    let has_place = matches!(
        said,
        Some(MessageContent::Text { .. } | MessageContent::Reasoning(_) | MessageContent::ToolUse(_))
    );
    let signed = signature(json).filter(|_| !has_place);
    said.into_iter().chain(signed.map(|signature| Reasoning::default().signature(signature).into()))
}

fn signature(part: JsonRef<'_>) -> Option<String> {
    either(part, "thoughtSignature", "thought_signature").and_then(JsonRef::as_str).map(str::to_owned)
}

/// A text with the signature of its part.
fn text_of(text: &str, signature: Option<String>) -> MessageContent {
    match signature {
        Some(signature) => MessageContent::signed_text(text, signature),
        None => text.into(),
    }
}

fn part(part: JsonRef<'_>) -> Option<MessageContent> {
    let signature = signature(part);
    if let Some(text) = part.get("text").and_then(JsonRef::as_str) {
        let is_thought = part.get("thought").and_then(JsonRef::as_bool) == Some(true);
        return match (is_thought, signature) {
            (true, signature) => {
                Some(Reasoning { text: Some(text.to_owned()), signature, ..Reasoning::default() }.into())
            }
            // The end of a stream, which says nothing.
            (false, None) if text.is_empty() => None,
            (false, signature) => Some(text_of(text, signature)),
        };
    }
    if let Some(call) = either(part, "functionCall", "function_call") {
        let call = ToolCall {
            id: string(call, "id"),
            name: string(call, "name"),
            arguments: some(call, "args").map(JsonRef::to_json),
            reasoning_signature: signature,
        };
        return Some(call.into());
    }
    if let Some(data) = either(part, "inlineData", "inline_data") {
        return blob(data);
    }
    if let Some(file) = either(part, "fileData", "file_data") {
        let url = either(file, "fileUri", "file_uri")?.as_str()?;
        return Some(media(url.to_owned(), mime_type(file)));
    }
    if let Some(code) = either(part, "executableCode", "executable_code") {
        return Some(text_of(text(code, "code")?, signature));
    }
    match either(part, "codeExecutionResult", "code_execution_result") {
        Some(result) => Some(text_of(text(result, "output")?, signature)),
        None => unknown(part),
    }
}

/// Bytes, by what they are.
pub(super) fn blob(data: JsonRef<'_>) -> Option<MessageContent> {
    let mime_type = mime_type(data);
    Some(media(data_url(mime_type, text(data, "data")?), mime_type))
}

fn mime_type(data: JsonRef<'_>) -> Option<&str> {
    either(data, "mimeType", "mime_type").and_then(JsonRef::as_str)
}
