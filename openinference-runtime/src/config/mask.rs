//! The masking table of the reference implementation, and what every value goes through besides.

use opentelemetry::{Array, StringValue, Value};

use super::flags::Switch::{self, *};
use super::{Hidden, REDACTED, TraceConfig, limit};

impl TraceConfig {
    /// Whether a value under `key` is written, redacted or dropped: for keys alone and in flattened form
    /// (`llm.input_messages.0.message.content`) alike.
    #[must_use]
    pub fn hides(&self, key: &str) -> Hidden {
        self.hidden_by_switch(key).max(self.capture().hides(key))
    }

    /// What is to be exported in place of `value`, or nothing where the attribute is to be dropped.
    ///
    /// Hiding comes first, so that a hidden value is not even looked at. Then what a backend would lose the whole
    /// span for is repaired: NUL characters are taken out of strings, numbers that are not finite become strings,
    /// and strings are cut at the length limit with a visible marker. JSON text that is cut stays valid JSON.
    #[must_use]
    pub fn mask(&self, key: &str, value: Value) -> Option<Value> {
        match self.hides(key) {
            Hidden::Dropped => None,
            Hidden::Redacted => Some(REDACTED.into()),
            Hidden::No if self.is_oversized_image(key, &value) => Some(REDACTED.into()),
            Hidden::No => Some(self.clean(value)),
        }
    }

    /// The table, rules 1 to 18 without 16, in its order: the first that matches decides.
    fn hidden_by_switch(&self, key: &str) -> Hidden {
        if self.hide.is_empty() {
            return Hidden::No;
        }
        let any = |switches: &[Switch]| self.hide.any(switches);
        let has = |part: &str| key.contains(part);
        let text = || (has("message.content") && !has("message.contents")) || has("message_content.text");

        if any(&[LlmInvocationParameters]) && key == "llm.invocation_parameters" {
            Hidden::Dropped
        } else if any(&[Inputs, LlmTools]) && has("llm.tools") {
            Hidden::Dropped
        } else if any(&[Inputs]) && key == "input.value" {
            Hidden::Redacted
        } else if any(&[Inputs]) && key == "input.mime_type" {
            Hidden::Dropped
        } else if any(&[Outputs]) && key == "output.value" {
            Hidden::Redacted
        } else if any(&[Outputs]) && key == "output.mime_type" {
            Hidden::Dropped
        } else if any(&[Inputs, InputMessages]) && has("llm.input_messages") {
            Hidden::Dropped
        } else if any(&[Inputs, Prompts]) && has("llm.prompts") {
            Hidden::Redacted
        } else if any(&[Outputs, OutputMessages]) && has("llm.output_messages") {
            Hidden::Dropped
        } else if any(&[Outputs, Choices]) && has("llm.choices") {
            Hidden::Redacted
        } else if any(&[InputText]) && has("llm.input_messages") && text() {
            Hidden::Redacted
        } else if any(&[OutputText]) && has("llm.output_messages") && text() {
            Hidden::Redacted
        } else if any(&[InputImages]) && has("llm.input_messages") && has("message_content.image") {
            Hidden::Dropped
        } else if any(&[EmbeddingVectors, EmbeddingsVectors]) && has("embedding.embeddings") && has("embedding.vector")
        {
            Hidden::Redacted
        } else if any(&[EmbeddingsText]) && has("embedding.embeddings") && has("embedding.text") {
            Hidden::Redacted
        } else {
            Hidden::No
        }
    }

    /// Rule 16: an inline image in a message, longer than allowed. The length is the one before recording cut it.
    fn is_oversized_image(&self, key: &str, value: &Value) -> bool {
        let Value::String(text) = value else { return false };
        key.ends_with("image.url")
            && key.contains("message_content.image")
            && (key.contains("llm.input_messages") || key.contains("llm.output_messages"))
            && self.is_oversized_data_url(text.as_str())
    }

    /// Whether `text` is a base64 image that is longer than allowed.
    pub(crate) fn is_oversized_data_url(&self, text: &str) -> bool {
        text.starts_with("data:image/")
            && text.contains("base64")
            && limit::original_length(text) > self.base64_image_max_length()
    }

    fn clean(&self, value: Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.clean_text(text)),
            Value::F64(number) if !number.is_finite() => not_finite(number).into(),
            Value::Array(Array::F64(numbers)) if numbers.iter().any(|number| !number.is_finite()) => {
                // A list has one type, so one odd number makes all of them text.
                Value::Array(Array::String(numbers.into_iter().map(as_text).collect()))
            }
            Value::Array(Array::String(texts)) => {
                Value::Array(Array::String(texts.into_iter().map(|text| self.clean_text(text)).collect()))
            }
            other => other,
        }
    }

    fn clean_text(&self, text: StringValue) -> StringValue {
        let max = self.value_length_limit();
        let text = if text.as_str().contains('\0') { text.as_str().replace('\0', "").into() } else { text };
        if text.as_str().len() <= max {
            return text;
        }
        limit::cut(text.as_str(), max).into_owned().into()
    }
}

fn as_text(number: f64) -> StringValue {
    if number.is_finite() { number.to_string().into() } else { not_finite(number).into() }
}

/// The spelling of JavaScript and Python's `json` module; the `f64` itself would be dropped by the backend.
pub(crate) fn not_finite(number: f64) -> &'static str {
    if number.is_nan() {
        "NaN"
    } else if number > 0.0 {
        "Infinity"
    } else {
        "-Infinity"
    }
}
