//! The masked list that every attribute passes through.

use super::{AttributeBuffer, Rank};
use crate::config::{Hidden, REDACTED, TraceConfig};
use crate::json::{Json, JsonRef};
use crate::key::{AttributeKey, KeyPrefix, KeyRef};
use crate::opentelemetry::{Array, KeyValue, StringValue, Value};
use crate::semconv::KeyPattern;

/// A list of span attributes in which nothing hidden can be: every value is masked, cleaned and cut by a
/// [`TraceConfig`] on its way in.
///
/// Values that are expensive to build should be asked for first:
///
/// ```
/// use openinference_runtime::{Attributes, config::TraceConfig};
///
/// let config = TraceConfig::default();
/// let mut attributes = Attributes::new(&config);
/// if attributes.wants("input.value") {
///     attributes.push("input.value", "built only when it is not hidden".to_owned());
/// } else {
///     attributes.hide("input.value");
/// }
/// assert_eq!(attributes.len(), 1);
/// ```
///
/// Keys of the conventions cost the least as [`AttributeKey`]s or [patterns](crate::semconv::patterns).
#[derive(Clone, Debug)]
pub struct Attributes<'c> {
    config: &'c TraceConfig,
    rank: Rank,
    buffer: AttributeBuffer,
}

impl<'c> Attributes<'c> {
    /// An empty list that masks by `config`.
    #[must_use]
    pub fn new(config: &'c TraceConfig) -> Self {
        Self::onto(AttributeBuffer::default(), config, Rank::Detected)
    }

    /// Adds to what a span has already.
    pub(crate) fn onto(buffer: AttributeBuffer, config: &'c TraceConfig, rank: Rank) -> Self {
        Self { config, rank, buffer }
    }

    /// What is added from now on is written by somebody of this rank.
    pub(crate) fn ranked(&mut self, rank: Rank) -> &mut Self {
        self.rank = rank;
        self
    }

    /// All that there is, to be taken on.
    pub(crate) fn buffer_mut(&mut self) -> &mut AttributeBuffer {
        &mut self.buffer
    }

    /// Makes room for so many members of lists.
    pub(crate) fn reserve_indexed(&mut self, more: usize) {
        self.buffer.reserve_indexed(more);
    }

    /// Ends masking: all that there is, with its ranks.
    pub(crate) fn into_buffer(self) -> AttributeBuffer {
        self.buffer
    }

    /// The configuration this list masks by.
    #[must_use]
    pub fn config(&self) -> &'c TraceConfig {
        self.config
    }

    /// Adds an attribute as [`TraceConfig::mask`] leaves it, or nothing where it is to be dropped.
    ///
    /// A key pushed twice is in the list twice; the span keeps the last.
    pub fn push(&mut self, key: impl Into<AttributeKey>, value: impl Into<Value>) {
        self.push_value(key.into(), value.into());
    }

    /// Adds a text of ours that is short and needs no cleaning: the kind of a span, a MIME type.
    pub(crate) fn push_constant(&mut self, key: KeyPattern, text: &'static str) {
        if self.config.has_redactors() || !self.wants_key(key) {
            self.push(key, text);
        } else {
            self.buffer.push(self.rank, key.into(), text.into());
        }
    }

    fn push_value(&mut self, key: AttributeKey, value: Value) {
        if let Some(value) = self.config.mask_key(&key, value) {
            self.buffer.push(self.rank, key, value);
        }
    }

    /// Adds what `value` makes, which is not called when it is hidden.
    pub(crate) fn push_with<V: Into<Value>>(
        &mut self,
        key: impl Into<AttributeKey>,
        value: impl FnOnce() -> V,
    ) {
        let key = key.into();
        match self.config.hides_key(&key) {
            Hidden::Visible => {
                let value = self.config.visible_value(key.by_ref(), value().into());
                self.buffer.push(self.rank, key, value);
            }
            Hidden::Redacted => self.buffer.push(self.rank, key, REDACTED.into()),
            Hidden::Dropped => {}
        }
    }

    /// Adds JSON that recording has written, in which nothing is left to be cleaned.
    pub(crate) fn push_written(&mut self, key: KeyPattern, json: String) {
        if !self.config.leaves_json() || !self.wants_key(key) {
            self.push(key, json);
        } else {
            self.buffer.push(self.rank, key.into(), json.into());
        }
    }

    /// Adds a text, if there is one. Not copied when it is hidden.
    pub(crate) fn push_text(&mut self, key: impl Into<AttributeKey>, text: Option<&str>) {
        if let Some(text) = text {
            self.push_with(key, || text.to_owned());
        }
    }

    /// The text of a field, if there is one.
    pub(crate) fn push_field(&mut self, prefix: &KeyPrefix, row: KeyPattern, text: Option<&str>) {
        if let Some(text) = text {
            self.push_with(prefix.field(row), || text.to_owned());
        }
    }

    /// Adds a JSON value as text that is valid JSON within the length limit. Not written out when hidden.
    pub fn push_json(&mut self, key: impl Into<AttributeKey>, value: &Json) {
        self.push_json_ref(key, value.view());
    }

    /// As [`push_json`](Self::push_json), of a value that is kept in any way.
    pub(crate) fn push_json_ref(&mut self, key: impl Into<AttributeKey>, value: JsonRef<'_>) {
        let limit = self.config.value_length_limit();
        self.push_with(key, || value.write(limit));
    }

    /// Adds what has to be JSON text, if there is any: a string is taken for such text already.
    pub(crate) fn push_json_or_text(&mut self, key: impl Into<AttributeKey>, value: Option<&Json>) {
        match value {
            None | Some(Json::Null) => {}
            Some(Json::String(text)) => self.push_text(key, Some(text)),
            Some(value) => self.push_json(key, value),
        }
    }

    /// Adds a list of strings.
    pub fn push_strings<S: Into<StringValue>>(
        &mut self,
        key: impl Into<AttributeKey>,
        values: impl IntoIterator<Item = S>,
    ) {
        self.push_with(key, || {
            let values: Vec<StringValue> = values.into_iter().map(Into::into).collect();
            Value::Array(Array::String(values))
        });
    }

    /// Adds a list of floats. Not copied when hidden.
    pub fn push_floats(&mut self, key: impl Into<AttributeKey>, values: &[f64]) {
        self.push_with(key, || Value::Array(Array::F64(values.to_vec())));
    }

    /// Whether a value under this key would be kept. When `false`, do not build it: call [`Attributes::hide`].
    #[must_use]
    pub fn wants(&self, key: &str) -> bool {
        self.config.hides(key) == Hidden::Visible
    }

    /// The same by the key itself.
    pub(crate) fn wants_key<'k>(&self, key: impl Into<KeyRef<'k>>) -> bool {
        self.config.hides_key(key) == Hidden::Visible
    }

    /// Writes what stands for a hidden value: the redaction where the masking table says so, else nothing.
    pub fn hide(&mut self, key: impl Into<AttributeKey>) {
        let key = key.into();
        if self.config.hides_key(&key) == Hidden::Redacted {
            self.buffer.push(self.rank, key, REDACTED.into());
        }
    }

    /// The last value pushed under `key`, as it will be exported.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.buffer.get(key)
    }

    /// How many attributes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.buffer.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.buffer.is_empty()
    }

    /// The attributes in the order in which they came, members of lists behind all others.
    pub fn iter(&self) -> impl Iterator<Item = (&AttributeKey, &Value)> {
        self.buffer.values()
    }

    /// Ends masking: the attributes as they may be exported, in the order of [`iter`](Self::iter).
    #[must_use]
    pub fn into_vec(self) -> Vec<KeyValue> {
        self.buffer.into_vec()
    }
}
