//! Items: what goes in and what comes out.

use crate::json::{Json, JsonRef};
use crate::providers::compose::compose_message;
use crate::providers::parts::{contents, reasoning, unknown};
use crate::providers::read::{data_url, image_type, list, some, string, text};
use crate::value::{Message, MessageContent, Role, ToolCall};

/// Where the arguments of a call stand, if not all of the item is arguments.
const ARGUMENTS: &[&str] =
    &["arguments", "input", "action", "actions", "queries", "query", "code", "operation", "request"];
/// Where the result of a call stands, in the item of the call or in one of its own.
const RESULTS: &[&str] =
    &["output", "outputs", "results", "result", "tools", "error", "acknowledged_safety_checks"];
/// What is neither arguments nor result.
const LABELS: &[&str] = &["type", "id", "call_id", "status", "name", "object", "created_by", "index"];

/// The messages that an item stands for: one, or two for a call that comes with its result, or none for what says nothing.
pub(super) fn messages(item: JsonRef<'_>) -> Vec<Message> {
    let kind = text(item, "type");
    match kind {
        None | Some("message") if text(item, "role").is_some() => vec![message(item)],
        Some("reasoning" | "compaction") => thoughts(item),
        Some("item_reference") => Vec::new(),
        Some("mcp_approval_response") => vec![approval(item)],
        Some(kind) if kind.ends_with("_output") || kind == "function_result" => vec![result(item)],
        Some("image_generation_call") => vec![image(item)],
        Some(kind) if is_call(kind) => {
            // A call whose result is an item of its own has none.
            let with_result = RESULTS.iter().any(|name| some(item, name).is_some());
            let result = with_result.then(|| Message { name: string(item, "name"), ..result(item) });
            [call(item, kind)].into_iter().chain(result).collect()
        }
        _ => {
            let role = text(item, "role").map_or(Role::Assistant, Role::from);
            unknown(item).map(|part| compose_message(Message::new(role), vec![part])).into_iter().collect()
        }
    }
}

/// What the model thought: a summary, and all of it where the provider shows that too.
fn thoughts(item: JsonRef<'_>) -> Vec<Message> {
    let Some(thought) = reasoning(item) else { return Vec::new() };
    let message = Message::new(Role::Assistant).part(thought);
    let is_summary = !list(item, "summary").is_empty();
    let shown = some(item, "content").filter(|_| is_summary).map(contents).unwrap_or_default();
    vec![shown.into_iter().fold(message, Message::part)]
}

fn is_call(kind: &str) -> bool {
    kind.ends_with("_call") || matches!(kind, "mcp_list_tools" | "mcp_approval_request" | "tool.execution")
}

fn message(item: JsonRef<'_>) -> Message {
    let message = Message { role: text(item, "role").map(Role::from), ..Message::default() };
    match item.get("content") {
        Some(JsonRef::String(text)) => message.content(text),
        Some(content) => Message { contents: contents(content), ..message },
        None => message,
    }
}

fn call(item: JsonRef<'_>, kind: &str) -> Message {
    Message::assistant_calls([ToolCall {
        id: identifier(item),
        name: string(item, "name").or_else(|| Some(kind.to_owned())),
        arguments: arguments(item),
        ..ToolCall::default()
    }])
}

/// The arguments: as they are where they are JSON, by their name where they are text, and all that is no label where they
/// have no name that is known.
fn arguments(item: JsonRef<'_>) -> Option<Json> {
    let checks = some(item, "pending_safety_checks").filter(|checks| !is_empty(*checks));
    let named = ARGUMENTS.iter().filter_map(|name| Some((*name, some(item, name)?)));
    let named: Vec<_> = named.chain(checks.map(|checks| ("pending_safety_checks", checks))).collect();
    match named.as_slice() {
        [] => {}
        [(name, arguments)] if *name == "arguments" || arguments.as_str().is_none() => {
            return Some(arguments.to_json());
        }
        several => {
            let members = several.iter().map(|(name, value)| ((*name).to_owned(), value.to_json()));
            return Some(Json::Object(members.collect()));
        }
    }
    let rest = item
        .as_object()?
        .iter()
        .filter(|(name, value)| !LABELS.contains(name) && !RESULTS.contains(name) && !value.is_null())
        .map(|(name, value)| (name.to_owned(), value.to_json()));
    let rest: Vec<_> = rest.collect();
    (!rest.is_empty()).then_some(Json::Object(rest))
}

fn result(item: JsonRef<'_>) -> Message {
    let message = Message { tool_call_id: identifier(item), ..Message::new(Role::Tool) };
    let results: Vec<JsonRef<'_>> =
        RESULTS.iter().filter_map(|name| some(item, name)).filter(|result| !is_empty(*result)).collect();
    match results.as_slice() {
        [JsonRef::String(text)] => message.content(*text),
        [output @ JsonRef::Array(_)] => Message { contents: contents(*output), ..message },
        // A screenshot, an error, or an error beside what there is.
        several => compose_message(message, several.iter().flat_map(|result| contents(*result)).collect()),
    }
}

fn is_empty(value: JsonRef<'_>) -> bool {
    match value {
        JsonRef::String(text) => text.is_empty(),
        JsonRef::Array(items) => items.is_empty(),
        JsonRef::Object(fields) => fields.len() == 0,
        _ => false,
    }
}

fn approval(item: JsonRef<'_>) -> Message {
    Message {
        tool_call_id: string(item, "approval_request_id"),
        content: Some(item.write(usize::MAX)),
        ..Message::new(Role::Tool)
    }
}

/// An image that the model has drawn, in the format that it has.
fn image(item: JsonRef<'_>) -> Message {
    let image = text(item, "result").map(|data| {
        let format = text(item, "output_format").map(|format| format!("image/{format}"));
        let mime_type = format.as_deref().or_else(|| image_type(data)).unwrap_or("image/png");
        MessageContent::image(data_url(Some(mime_type), data))
    });
    let call = ToolCall {
        id: identifier(item),
        name: string(item, "type"),
        arguments: match (some(item, "action"), some(item, "revised_prompt")) {
            (Some(action), None) => Some(action.to_json()),
            (action, Some(prompt)) => {
                let action = action.map(|action| ("action".to_owned(), action.to_json()));
                let prompt = ("revised_prompt".to_owned(), prompt.to_json());
                Some(Json::Object(action.into_iter().chain([prompt]).collect()))
            }
            (None, None) => None,
        },
        ..ToolCall::default()
    };
    let error = some(item, "error").map(contents).unwrap_or_default();
    Message { contents: image.into_iter().chain(error).collect(), ..Message::assistant_calls([call]) }
}

/// By which a call and its result find each other.
fn identifier(item: JsonRef<'_>) -> Option<String> {
    string(item, "call_id").or_else(|| string(item, "id"))
}
