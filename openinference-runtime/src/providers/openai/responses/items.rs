//! Items: what goes in and what comes out.

use crate::json::{Json, JsonRef};
use crate::providers::compose::compose_message;
use crate::providers::parts::{contents, reasoning, unknown};
use crate::providers::read::{data_url, image_type, some, string, text};
use crate::value::{Message, MessageContent, Role, ToolCall};

/// Where the arguments of a call stand, if not all of the item is arguments.
const ARGUMENTS: &[&str] =
    &["arguments", "input", "action", "actions", "queries", "query", "code", "operation", "request"];
/// Where the result of a call stands, in the item of the call or in one of its own.
const RESULTS: &[&str] = &["output", "outputs", "results", "result", "tools", "error"];
/// What is neither arguments nor result.
const LABELS: &[&str] = &["type", "id", "call_id", "status", "name", "object", "created_by", "index"];

/// The messages that an item stands for: one, or two for a call that comes with its result, or none for what says nothing.
pub(super) fn messages(item: JsonRef<'_>) -> Vec<Message> {
    let kind = text(item, "type");
    match kind {
        None | Some("message") if text(item, "role").is_some() => vec![message(item)],
        Some("reasoning" | "compaction") => {
            reasoning(item).map(|thought| Message::new(Role::Assistant).part(thought)).into_iter().collect()
        }
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
    if let Some((name, arguments)) = ARGUMENTS.iter().find_map(|name| Some((*name, some(item, name)?))) {
        let is_text = arguments.as_str().is_some() && name != "arguments";
        let arguments = arguments.to_json();
        return Some(if is_text { Json::Object(vec![(name.to_owned(), arguments)]) } else { arguments });
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
    match RESULTS.iter().find_map(|name| some(item, name)) {
        Some(JsonRef::String(text)) => message.content(text),
        Some(output @ JsonRef::Array(_)) => Message { contents: contents(output), ..message },
        // A screenshot, or an error.
        Some(output) => compose_message(message, contents(output)),
        None => message,
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
        arguments: some(item, "action").map(JsonRef::to_json).or_else(|| {
            let prompt = some(item, "revised_prompt")?.to_json();
            Some(Json::Object(vec![("revised_prompt".to_owned(), prompt)]))
        }),
        ..ToolCall::default()
    };
    Message { contents: image.into_iter().collect(), ..Message::assistant_calls([call]) }
}

/// By which a call and its result find each other.
fn identifier(item: JsonRef<'_>) -> Option<String> {
    string(item, "call_id").or_else(|| string(item, "id"))
}
