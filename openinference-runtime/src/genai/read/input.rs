//! What a producer has written, however it has written it.

use std::collections::BTreeMap;

use opentelemetry::{Array, KeyValue, Value};

use super::super::json;
use crate::finished::Finished;
use crate::record::Json;

/// The attributes of a span. What is not text in the conventions may be text here: `tracing` knows no lists.
pub(in crate::genai) struct Input<'a>(Finished<'a>);

impl<'a> Input<'a> {
    pub(in crate::genai) fn new(attributes: &'a [KeyValue]) -> Self {
        Self(Finished::new(&[], attributes))
    }

    pub(in crate::genai) fn has(&self, key: &str) -> bool {
        self.0.get(key).is_some()
    }

    pub(in crate::genai) fn keys(&self) -> impl Iterator<Item = &'a str> {
        self.0.keys()
    }

    /// A text that is not empty.
    pub(in crate::genai) fn text(&self, key: &str) -> Option<&'a str> {
        self.0.text(key)
    }

    pub(super) fn value(&self, key: &str) -> Option<&'a Value> {
        self.0.get(key)
    }

    /// A count, also as text.
    pub(super) fn count(&self, key: &str) -> Option<u64> {
        self.0.count(key).or_else(|| self.text(key)?.trim().parse().ok())
    }

    /// A number, also as text.
    pub(super) fn float(&self, key: &str) -> Option<f64> {
        match self.value(key)? {
            Value::F64(number) => Some(*number),
            #[allow(clippy::cast_precision_loss, reason = "the nearest float is what is asked for")]
            Value::I64(number) => Some(*number as f64),
            Value::String(text) => text.as_str().trim().parse().ok(),
            _ => None,
        }
    }

    /// Texts: a list of them, a JSON list in one, or one.
    pub(super) fn texts(&self, key: &str) -> Vec<String> {
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
    pub(super) fn below(&self, prefix: &str) -> BTreeMap<String, Json> {
        let below = self.0.iter().filter(|(key, _)| key.starts_with(prefix));
        below.map(|(key, value)| (key.to_owned(), json(value))).collect()
    }

    /// The JSON in a text.
    pub(super) fn json(&self, key: &str) -> Option<Json> {
        Json::parse(self.text(key)?)
    }

    /// The items of a JSON list in a text.
    pub(super) fn list(&self, key: &str) -> Vec<Json> {
        match self.json(key) {
            Some(Json::Array(items)) => items,
            _ => Vec::new(),
        }
    }
}
