//! Fields of other types, read from what they serialise to.

use super::field::{FieldRole, role};
use super::tokens::token_count;
use crate::json::Json;
use crate::json::JsonRef;
use crate::providers::values;
use crate::value::{
    Cost, Document, DocumentId, Embedding, Message, TokenCount, ToolCall, ToolCallChunk, ToolDefinition,
};

impl FieldRole for role::Text {
    type Value = Option<String>;

    fn read(json: JsonRef<'_>, to: &mut Self::Value) {
        *to = text(json);
    }
}

impl FieldRole for role::Texts {
    type Value = Vec<String>;

    fn read(json: JsonRef<'_>, to: &mut Self::Value) {
        match json {
            JsonRef::Array(items) => to.extend(items.iter().filter_map(text)),
            other => to.extend(text(other)),
        }
    }
}

impl FieldRole for role::Count {
    type Value = Option<u64>;

    fn read(json: JsonRef<'_>, to: &mut Self::Value) {
        *to = json.as_i64().and_then(|count| u64::try_from(count).ok());
    }
}

impl FieldRole for role::Number {
    type Value = Option<f64>;

    fn read(json: JsonRef<'_>, to: &mut Self::Value) {
        *to = json.as_f64();
    }
}

impl FieldRole for role::Identifier {
    type Value = Option<DocumentId>;

    fn read(json: JsonRef<'_>, to: &mut Self::Value) {
        *to = json.as_i64().map(DocumentId::from).or_else(|| text(json).map(DocumentId::from));
    }
}

impl FieldRole for role::Json {
    type Value = Option<Json>;

    fn read(json: JsonRef<'_>, to: &mut Self::Value) {
        *to = Some(json).filter(|json| !json.is_null()).map(JsonRef::to_json);
    }
}

impl FieldRole for role::Messages {
    type Value = Vec<Message>;

    fn read(json: JsonRef<'_>, to: &mut Self::Value) {
        values::messages(json, to);
    }
}

impl FieldRole for role::Tools {
    type Value = Vec<ToolDefinition>;

    fn read(json: JsonRef<'_>, to: &mut Self::Value) {
        to.extend(items(json).filter(|tool| tool.as_object().is_some()).map(ToolDefinition::from_json));
    }
}

impl FieldRole for role::ToolCalls {
    type Value = Vec<ToolCall>;

    fn read(json: JsonRef<'_>, to: &mut Self::Value) {
        to.extend(items(json).filter_map(values::tool_call));
    }
}

impl FieldRole for role::ToolCallChunks {
    type Value = Vec<ToolCallChunk>;

    fn read(json: JsonRef<'_>, to: &mut Self::Value) {
        to.extend(items(json).filter_map(|call| {
            let index =
                call.get("index").and_then(JsonRef::as_i64).and_then(|index| usize::try_from(index).ok());
            Some(ToolCallChunk { index, ..values::tool_call(call)?.into() })
        }));
    }
}

impl FieldRole for role::TokenCount {
    type Value = TokenCount;

    fn read(json: JsonRef<'_>, to: &mut Self::Value) {
        *to = token_count(json);
    }
}

impl FieldRole for role::Cost {
    type Value = Cost;

    fn read(json: JsonRef<'_>, to: &mut Self::Value) {
        let part = |name: &str| json.get(name).and_then(JsonRef::as_f64);
        *to = match json.as_f64() {
            Some(total) => Cost::of_total(total),
            None => Cost {
                prompt: part("prompt").or_else(|| part("input")),
                completion: part("completion").or_else(|| part("output")),
                total: part("total"),
                ..Cost::default()
            },
        };
    }
}

impl FieldRole for role::Documents {
    type Value = Vec<Document>;

    fn read(json: JsonRef<'_>, to: &mut Self::Value) {
        values::documents(json, to);
    }
}

impl FieldRole for role::Embeddings {
    type Value = Vec<Embedding>;

    fn read(json: JsonRef<'_>, to: &mut Self::Value) {
        values::embeddings(json, to);
    }
}

impl FieldRole for role::Vector {
    type Value = Vec<f64>;

    fn read(json: JsonRef<'_>, to: &mut Self::Value) {
        *to = values::vector(json).unwrap_or_default();
    }
}

/// The members of a list, or the one thing that stands in place of it.
fn items(json: JsonRef<'_>) -> impl Iterator<Item = JsonRef<'_>> {
    let one = Some(json).filter(|json| !json.is_null() && json.as_array().is_none());
    json.as_array().unwrap_or_default().iter().chain(one)
}

/// A text, or what a number or a variant without content says as text.
fn text(json: JsonRef<'_>) -> Option<String> {
    match json {
        JsonRef::String(text) => Some(text.to_owned()),
        JsonRef::Null | JsonRef::Array(_) | JsonRef::Object(_) => None,
        other => Some(other.write(usize::MAX)),
    }
}
