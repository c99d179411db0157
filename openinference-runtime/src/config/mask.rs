//! The masking table of the reference implementation, and what every value goes through besides.

use std::borrow::Cow;

use super::dotted::is_below;
use super::key_class::{KeyClass, class_of};
use super::switches::Switch::{self, *};
use super::{
    CaptureLevel, Hidden, REDACTED, Redactor as _, SECRET_PATTERNS, TraceConfig, extensions, safe_json,
};
use crate::json::{Json, has_nul, not_finite};
use crate::key::{KeyRef, PatternSet};
use crate::limit;
use crate::opentelemetry::trace::Status;
use crate::opentelemetry::{Array, StringValue, Value};
use crate::semconv::attributes::{
    DOCUMENT_CONTENT, DOCUMENT_METADATA, EMBEDDING_EMBEDDINGS, EMBEDDING_TEXT, EMBEDDING_VECTOR,
    EXCEPTION_MESSAGE, EXCEPTION_STACKTRACE, IMAGE_URL, INPUT_IMAGES, INPUT_MIME_TYPE, INPUT_VALUE,
    LLM_CHOICES, LLM_INPUT_MESSAGES, LLM_INVOCATION_PARAMETERS, LLM_OUTPUT_MESSAGES, LLM_PROMPTS, LLM_TOOLS,
    MESSAGE_CONTENT, MESSAGE_CONTENT_IMAGE, MESSAGE_CONTENT_TEXT, MESSAGE_CONTENTS, OUTPUT_IMAGES,
    OUTPUT_MIME_TYPE, OUTPUT_VALUE, RERANKER_INPUT_DOCUMENTS, RERANKER_OUTPUT_DOCUMENTS, RERANKER_QUERY,
    RETRIEVAL_DOCUMENTS,
};
use crate::semconv::patterns;

/// What becomes of some keys when one of some switches is on.
struct Rule {
    switches: &'static [Switch],
    matches: fn(&str) -> bool,
    hidden: Hidden,
}

/// The rules of the reference implementation (Python, 0.1.72) but that of oversized images, in its order: the first that
/// matches decides. Younger than the specification are those for rerankers, retrieved documents and `input.images`.
const RULES: &[Rule] = &[
    rule(&[LlmInvocationParameters], |key| key == LLM_INVOCATION_PARAMETERS, Hidden::Dropped),
    rule(&[Inputs, LlmTools], |key| key.contains(LLM_TOOLS), Hidden::Dropped),
    rule(&[Inputs], |key| key == INPUT_VALUE, Hidden::Redacted),
    rule(&[Inputs], |key| key == INPUT_MIME_TYPE, Hidden::Dropped),
    rule(&[Inputs], |key| key == RERANKER_QUERY, Hidden::Redacted),
    rule(&[Inputs], |key| is_below(key, RERANKER_INPUT_DOCUMENTS), Hidden::Dropped),
    rule(&[Outputs], |key| key == OUTPUT_VALUE, Hidden::Redacted),
    rule(&[Outputs], |key| key == OUTPUT_MIME_TYPE, Hidden::Dropped),
    rule(&[Outputs], |key| is_below(key, RERANKER_OUTPUT_DOCUMENTS), Hidden::Dropped),
    rule(&[Outputs, RetrievalDocuments], is_document_content, Hidden::Redacted),
    rule(&[Inputs, InputMessages], |key| key.contains(LLM_INPUT_MESSAGES), Hidden::Dropped),
    rule(&[Inputs, Prompts], |key| key.contains(LLM_PROMPTS), Hidden::Redacted),
    rule(&[Outputs, OutputMessages], |key| key.contains(LLM_OUTPUT_MESSAGES), Hidden::Dropped),
    rule(&[Outputs, Choices], |key| key.contains(LLM_CHOICES), Hidden::Redacted),
    rule(&[InputText], |key| key.contains(LLM_INPUT_MESSAGES) && is_text(key), Hidden::Redacted),
    rule(&[OutputText], |key| key.contains(LLM_OUTPUT_MESSAGES) && is_text(key), Hidden::Redacted),
    rule(&[Inputs, InputImages], is_input_image, Hidden::Dropped),
    rule(&[Outputs], is_output_image, Hidden::Dropped),
    rule(
        &[EmbeddingsVectors],
        |key| key.contains(EMBEDDING_EMBEDDINGS) && key.contains(EMBEDDING_VECTOR),
        Hidden::Redacted,
    ),
    rule(
        &[EmbeddingsText],
        |key| key.contains(EMBEDDING_EMBEDDINGS) && key.contains(EMBEDDING_TEXT),
        Hidden::Redacted,
    ),
];

const fn rule(switches: &'static [Switch], matches: fn(&str) -> bool, hidden: Hidden) -> Rule {
    Rule { switches, matches, hidden }
}

/// The text of a message or of one of its parts.
fn is_text(key: &str) -> bool {
    (key.contains(MESSAGE_CONTENT) && !key.contains(MESSAGE_CONTENTS)) || key.contains(MESSAGE_CONTENT_TEXT)
}

/// What a retrieved document says, beside its id and score.
fn is_document_content(key: &str) -> bool {
    is_below(key, RETRIEVAL_DOCUMENTS)
        && (key.ends_with(DOCUMENT_CONTENT) || key.ends_with(DOCUMENT_METADATA))
}

fn is_input_image(key: &str) -> bool {
    (key.contains(LLM_INPUT_MESSAGES) && key.contains(MESSAGE_CONTENT_IMAGE)) || is_below(key, INPUT_IMAGES)
}

fn is_output_image(key: &str) -> bool {
    (key.contains(LLM_OUTPUT_MESSAGES) && key.contains(MESSAGE_CONTENT_IMAGE)) || is_below(key, OUTPUT_IMAGES)
}

static PARAMETERS: PatternSet = PatternSet::new(|key| class_of(key) == Some(KeyClass::Parameters));
static SCHEMAS: PatternSet = PatternSet::new(|key| class_of(key) == Some(KeyClass::Schema));

/// What libraries say of what went wrong, in which they quote what they were given.
static ERRORS: PatternSet = PatternSet::new(|key| matches!(key, EXCEPTION_MESSAGE | EXCEPTION_STACKTRACE));
static IMAGES: PatternSet =
    PatternSet::new(|key| key.ends_with(IMAGE_URL) && (is_input_image(key) || is_output_image(key)));

/// Where an image stands that may be too long.
pub(super) fn is_image<'k>(key: impl Into<KeyRef<'k>>) -> bool {
    IMAGES.contains(key)
}

/// How an image begins that stands in its own URL.
const DATA_IMAGE: &str = "data:image/";

impl TraceConfig {
    /// Whether a value under `key` is written, redacted or dropped: for keys alone and in flattened form
    /// (`llm.input_messages.0.message.content`) alike.
    #[must_use]
    pub fn hides(&self, key: &str) -> Hidden {
        self.hides_key(key)
    }

    /// The same by the key itself.
    pub(crate) fn hides_key<'k>(&self, key: impl Into<KeyRef<'k>>) -> Hidden {
        match key.into() {
            KeyRef::Known(known) => self.key_table.hides(known.pattern(), |key| self.hidden_by_rules(key)),
            KeyRef::Foreign(text) => self.hidden_by_rules(text).max(self.hidden_by_name(text)),
        }
    }

    /// A key that the conventions do not know may be the name of a secret, whoever writes it.
    pub(super) fn hidden_by_name(&self, key: &str) -> Hidden {
        if self.is_secret_parameter(key) { Hidden::Redacted } else { Hidden::Visible }
    }

    /// What the rules say of a key's text. Of all keys of one pattern they say the same.
    pub(super) fn hidden_by_rules(&self, key: &str) -> Hidden {
        self.hidden_by_switches(key).max(self.hidden_by_level(key))
    }

    pub(super) fn hidden_by_switches(&self, key: &str) -> Hidden {
        self.hidden_by_switch(key).max(extensions::hides(self.hide, self.payloads, key))
    }

    pub(super) fn hidden_by_level(&self, key: &str) -> Hidden {
        if self.capture() != CaptureLevel::All && self.kept_keys.iter().any(|kept| is_below(key, kept)) {
            return Hidden::Visible;
        }
        self.capture().hides(key)
    }

    /// What is to be exported in place of `value`, or nothing where the attribute is to be dropped.
    ///
    /// Hiding comes first, so that a hidden value is not even looked at. Then [redactors](super::Redactor) see the
    /// strings that are left, and what a backend would lose the whole span for is repaired: NUL characters are taken
    /// out of strings, numbers that are not finite become strings, and strings are cut at the length limit with a
    /// visible marker. JSON text that is redacted or cut stays valid JSON.
    #[must_use]
    pub fn mask(&self, key: &str, value: Value) -> Option<Value> {
        self.mask_key(key, value)
    }

    /// The same by the key itself.
    pub(crate) fn mask_key<'k>(&self, key: impl Into<KeyRef<'k>>, value: Value) -> Option<Value> {
        let key = key.into();
        match self.hides_key(key) {
            Hidden::Dropped => None,
            Hidden::Redacted => Some(REDACTED.into()),
            Hidden::Visible => Some(self.visible_value(key, value)),
        }
    }

    /// What is to be exported under a key that is not hidden.
    #[inline]
    pub(crate) fn visible_value(&self, key: KeyRef<'_>, value: Value) -> Value {
        let value = match &value {
            Value::String(text) if ERRORS.contains(key) => {
                self.without_patterns(text.as_str()).map_or(value, Value::from)
            }
            _ => value,
        };
        match &value {
            _ if self.filters_values() => self.changed_value(key, self.known_parts(key, value)),
            Value::Bool(_) | Value::I64(_) => value,
            Value::String(text) if self.stays(text.as_str()) => value,
            _ => self.changed_value(key, value),
        }
    }

    /// Whether JSON text of ours is written as it is, wherever it stands: nothing in it is left to be cleaned.
    pub(crate) fn leaves_json(&self) -> bool {
        !self.has_redactors() && !self.filters_values()
    }

    /// Whether of some values only known parts may be said.
    fn filters_values(&self) -> bool {
        self.capture() != CaptureLevel::All || self.hide.any(&[Inputs])
    }

    /// Whether nothing has to be done to a text, wherever it stands: so it is with most.
    #[inline]
    fn stays(&self, text: &str) -> bool {
        text.len() <= self.value_length_limit()
            && !self.has_redactors()
            && !text.starts_with(DATA_IMAGE)
            && !has_nul(text)
            && matches!(self.secrets.text(text), Cow::Borrowed(_))
    }

    fn changed_value(&self, key: KeyRef<'_>, value: Value) -> Value {
        match value {
            Value::String(text) if self.is_oversized_image(key, text.as_str()) => {
                self.image_stand_in(text.as_str()).into()
            }
            value => self.clean(value, key.pattern() != Some(patterns::OPENINFERENCE_SPAN_KIND)),
        }
    }

    /// What may be said of a value of which only known parts may.
    fn known_parts(&self, key: KeyRef<'_>, value: Value) -> Value {
        let is_level = self.capture() != CaptureLevel::All;
        let filter = if !is_level && !self.hide.any(&[Inputs]) {
            return value;
        } else if PARAMETERS.contains(key) {
            safe_json::parameters
        } else if is_level && SCHEMAS.contains(key) {
            safe_json::schema
        } else {
            return value;
        };
        match value {
            Value::String(text) => filter(text.as_str()).into(),
            _ => REDACTED.into(),
        }
    }

    fn is_oversized_image(&self, key: KeyRef<'_>, text: &str) -> bool {
        text.starts_with(DATA_IMAGE) && is_image(key) && self.is_oversized_data_url(text)
    }

    /// The status of an error that says `description`: an error's message, wherever it stands.
    pub(crate) fn mask_error(&self, description: Cow<'static, str>) -> Status {
        match self.mask(EXCEPTION_MESSAGE, description.into_owned().into()) {
            Some(Value::String(text)) => Status::error(String::from(text)),
            _ => Status::error(""),
        }
    }

    /// A text that is written elsewhere than into an attribute, the name of a span or an event: as redactors leave it.
    pub(crate) fn mask_name(&self, name: Cow<'static, str>) -> Cow<'static, str> {
        let name = match self.secrets.text(&name) {
            Cow::Borrowed(_) => name,
            Cow::Owned(redacted) => redacted.into(),
        };
        let name = self.without_patterns(&name).map_or(name, Cow::Owned);
        match self.redact.text(&name) {
            Cow::Borrowed(_) => name,
            Cow::Owned(redacted) => redacted.into(),
        }
    }

    /// A text that nobody has written for the trace without what looks like a secret; `None` where nothing does.
    pub(super) fn without_patterns(&self, text: &str) -> Option<String> {
        if !self.secret_patterns {
            return None;
        }
        match SECRET_PATTERNS.redact(text) {
            Cow::Borrowed(_) => None,
            Cow::Owned(redacted) => Some(redacted),
        }
    }

    fn hidden_by_switch(&self, key: &str) -> Hidden {
        if self.hide.is_empty() {
            return Hidden::Visible;
        }
        let rule = RULES.iter().find(|rule| self.hide.any(rule.switches) && (rule.matches)(key));
        rule.map_or(Hidden::Visible, |rule| rule.hidden)
    }

    /// Whether `text` is a base64 image that is longer than allowed.
    pub(crate) fn is_oversized_data_url(&self, text: &str) -> bool {
        text.starts_with(DATA_IMAGE)
            && text.contains("base64")
            && limit::original_length(text) > self.base64_image_max_length()
    }

    pub(super) fn clean(&self, value: Value, redact: bool) -> Value {
        match value {
            Value::String(text) => Value::String(self.clean_text(text, redact)),
            Value::F64(number) if !number.is_finite() => not_finite(number).into(),
            Value::Array(Array::F64(numbers)) if numbers.iter().any(|number| !number.is_finite()) => {
                // OpenTelemetry arrays are homogeneous: one non-finite value turns all into strings.
                Value::Array(Array::String(numbers.into_iter().map(as_text).collect()))
            }
            Value::Array(Array::String(texts)) => {
                let texts = texts.into_iter().map(|text| self.clean_text(text, redact));
                Value::Array(Array::String(texts.collect()))
            }
            other => other,
        }
    }

    pub(super) fn clean_text(&self, text: StringValue, redact: bool) -> StringValue {
        let max = self.value_length_limit();
        let text = match if redact { self.secrets.text(text.as_str()) } else { Cow::Borrowed("") } {
            Cow::Owned(redacted) => redacted.into(),
            Cow::Borrowed(_) => text,
        };
        let text = match if redact { self.redact.value(text.as_str()) } else { Cow::Borrowed("") } {
            Cow::Owned(redacted) => redacted.into(),
            Cow::Borrowed(_) => text,
        };
        let text = if text.as_str().contains('\0') { text.as_str().replace('\0', "").into() } else { text };
        if text.as_str().len() <= max {
            return text;
        }
        shortened_json(text.as_str(), max)
            .unwrap_or_else(|| limit::cut(text.as_str(), max).into_owned())
            .into()
    }
}

/// A JSON object or list, cut in such a way that it can still be read; `None` for other text.
fn shortened_json(text: &str, max: usize) -> Option<String> {
    let text = text.trim_start();
    if !text.starts_with(['{', '[']) {
        return None;
    }
    Some(Json::parse(text)?.write(max))
}

fn as_text(number: f64) -> StringValue {
    if number.is_finite() { number.to_string().into() } else { not_finite(number).into() }
}

#[cfg(test)]
mod tests;
