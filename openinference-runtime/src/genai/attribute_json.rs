//! Attributes as JSON.

use opentelemetry::{Array, Value};

use crate::json::Json;

/// An attribute's value as JSON.
pub(super) fn json(value: &Value) -> Json {
    match value {
        Value::Bool(value) => Json::Bool(*value),
        Value::I64(value) => Json::Int(*value),
        Value::F64(value) => Json::from(*value),
        Value::String(text) => Json::from(text.as_str()),
        Value::Array(Array::Bool(list)) => Json::Array(list.iter().copied().map(Json::Bool).collect()),
        Value::Array(Array::I64(list)) => Json::Array(list.iter().copied().map(Json::Int).collect()),
        Value::Array(Array::F64(list)) => Json::Array(list.iter().copied().map(Json::from).collect()),
        Value::Array(Array::String(list)) => {
            Json::Array(list.iter().map(|text| Json::from(text.as_str())).collect())
        }
        _ => Json::Null,
    }
}
