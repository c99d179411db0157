//! What a producer has written, however it has written it.

use std::collections::BTreeMap;

use opentelemetry::{Array, KeyValue, Value};

use super::super::json;
use crate::attributes::AttributeBuffer;
use crate::json::Json;

/// The attributes of a span. What is not text in the conventions may be text here: `tracing` knows no lists.
pub(crate) struct Input<'a>(&'a [KeyValue]);

impl<'a> Input<'a> {
    pub(crate) fn new(attributes: &'a [KeyValue]) -> Self {
        Self(attributes)
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.value(key).is_some()
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = &'a str> {
        self.0.iter().map(|attribute| attribute.key.as_str())
    }

    /// A text that is not empty.
    pub(crate) fn text(&self, key: &str) -> Option<&'a str> {
        match self.value(key)? {
            Value::String(text) => Some(text.as_str()).filter(|text| !text.is_empty()),
            _ => None,
        }
    }

    /// Of several attributes with one key the last counts.
    pub(crate) fn value(&self, key: &str) -> Option<&'a Value> {
        let of_key = self.0.iter().rev().find(|attribute| attribute.key.as_str() == key);
        of_key.map(|attribute| &attribute.value)
    }

    /// A count, also as text.
    pub(crate) fn count(&self, key: &str) -> Option<u64> {
        self.value(key).and_then(AttributeBuffer::as_count).or_else(|| self.text(key)?.trim().parse().ok())
    }

    /// A number, also as text.
    pub(crate) fn float(&self, key: &str) -> Option<f64> {
        match self.value(key)? {
            Value::F64(number) => Some(*number),
            #[allow(clippy::cast_precision_loss, reason = "the nearest float is what is asked for")]
            Value::I64(number) => Some(*number as f64),
            Value::String(text) => text.as_str().trim().parse().ok(),
            _ => None,
        }
    }

    /// Texts: a list of them, a JSON list in one, or one.
    pub(crate) fn texts(&self, key: &str) -> Vec<String> {
        match self.value(key) {
            Some(Value::Array(Array::String(texts))) => {
                texts.iter().map(|text| text.as_str().to_owned()).collect()
            }
            Some(Value::String(text)) => match Json::parse(text.as_str()) {
                Some(Json::Array(items)) => {
                    items.iter().filter_map(|item| item.as_str().map(str::to_owned)).collect()
                }
                _ => vec![text.as_str().to_owned()],
            },
            _ => Vec::new(),
        }
    }

    /// Everything below a prefix, flattened.
    pub(crate) fn below(&self, prefix: &str) -> BTreeMap<String, Json> {
        let below = self.0.iter().filter(|attribute| attribute.key.as_str().starts_with(prefix));
        below.map(|attribute| (attribute.key.to_string(), json(&attribute.value))).collect()
    }

    /// The JSON in a text.
    pub(crate) fn json(&self, key: &str) -> Option<Json> {
        Json::parse(self.text(key)?)
    }

    /// The items of a JSON list in a text.
    pub(crate) fn list(&self, key: &str) -> Vec<Json> {
        match self.json(key) {
            Some(Json::Array(items)) => items,
            _ => Vec::new(),
        }
    }
}
