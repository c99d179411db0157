//! Where the attributes come from and where they go.

use opentelemetry::{Array, StringValue, Value};

use crate::attributes::{AttributeBuffer, Attributes};
use crate::json::Json;
use crate::semconv::SpanKind;
use crate::value::flat::FlatReader;

/// A span that is put into the words of the other conventions.
pub(super) struct GenAiWriter<'w, 'c> {
    pub(super) span: &'w AttributeBuffer,
    pub(super) reader: FlatReader<'w>,
    pub(super) kind: Option<SpanKind>,
    pub(super) out: &'w mut Attributes<'c>,
}

impl GenAiWriter<'_, '_> {
    pub(super) fn set(&mut self, key: &'static str, value: impl Into<Value>) {
        if self.span.get(key).is_none() {
            self.out.push(key, value);
        }
    }

    pub(super) fn set_text(&mut self, key: &'static str, text: Option<&str>) {
        if let Some(text) = text {
            self.set(key, text.to_owned());
        }
    }

    pub(super) fn set_json(&mut self, key: &'static str, value: &Json) {
        if self.span.get(key).is_none() {
            self.out.push_json(key, value);
        }
    }

    pub(super) fn set_strings(&mut self, key: &'static str, texts: Vec<String>) {
        self.set(key, strings(texts));
    }

    pub(super) fn copy(&mut self, key: &'static str, from: &str) {
        self.set_text(key, self.span.text(from));
    }
}

pub(super) fn strings(texts: Vec<String>) -> Value {
    let texts: Vec<StringValue> = texts.into_iter().map(Into::into).collect();
    Value::Array(Array::String(texts))
}
