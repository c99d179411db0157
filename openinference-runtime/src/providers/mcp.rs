//! Results of tools of the Model Context Protocol.

use super::parts::contents;
use super::read::{either, is_list_of, list, text};
use crate::json::JsonRef;
use crate::record::Recorded;
use crate::value::{ApiError, MessageContent};

/// Reads the result of a tool: where it is one of MCP, its structured content is the output, and its text the error, where it
/// says that it is one.
pub(super) fn read_result(recorded: Recorded) -> (Recorded, Option<ApiError>) {
    let result = recorded.view();
    let is_error = either(result, "isError", "is_error").and_then(JsonRef::as_bool);
    let structured = either(result, "structuredContent", "structured_content");
    let has_content = is_list_of(result.get("content"), |part| text(part, "type").is_some());
    if !has_content || (is_error.is_none() && structured.is_none()) {
        return (recorded, None);
    }
    if is_error == Some(true) {
        let error = ApiError { kind: None, message: message(result) };
        return (recorded, Some(error));
    }
    match structured.map(JsonRef::to_json) {
        Some(structured) => (Recorded::Json(structured), None),
        None => (recorded, None),
    }
}

fn message(result: JsonRef<'_>) -> String {
    let texts = list(result, "content").iter().flat_map(contents).filter_map(|part| match part {
        MessageContent::Text { text, .. } => Some(text),
        _ => None,
    });
    texts.collect::<Vec<_>>().join("\n")
}
