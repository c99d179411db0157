//! What is known of fields by their names: which arrive in pieces, and which only grow.

use crate::json::JsonRef;

/// Fields whose texts arrive in pieces.
pub(super) const PIECES: &[&str] = &[
    "arguments",
    "code",
    "content",
    "data",
    "delta",
    "input",
    "output_text",
    "partial_json",
    "reasoning",
    "reasoning_content",
    "redactedContent",
    "refusal",
    "response",
    "summary",
    "text",
    "thinking",
    "tool_plan",
    "transcript",
];

/// Objects that hold such fields. All others come whole.
pub(super) const HOLDERS: &[&str] = &[
    "audio",
    "content",
    "custom",
    "delta",
    "function",
    "function_call",
    "logprobs",
    "message",
    "reasoningText",
    "reasoning_text",
    "toolUse",
    "tool_use",
];

/// Fields whose texts arrive in pieces, or again and again as a whole.
pub(super) const PIECES_OR_WHOLE: &[&str] = &["name", "signature"];

/// Whether a value is empty: it never replaces another.
pub(super) fn says_nothing(value: JsonRef<'_>) -> bool {
    match value {
        JsonRef::Null => true,
        JsonRef::String(text) => text.is_empty(),
        JsonRef::Array(items) => items.is_empty(),
        JsonRef::Object(fields) => fields.len() == 0,
        JsonRef::Bool(_) => false,
        number => number.as_f64() == Some(0.0),
    }
}

/// Counts of tokens, which only grow.
pub(super) fn is_usage(name: &str) -> bool {
    matches!(name, "usage" | "usageMetadata" | "usage_metadata")
}
