//! The masked list that every attribute passes through.

use crate::opentelemetry::{Array, Key, KeyValue, StringValue, Value};

use crate::config::{Hidden, REDACTED, TraceConfig};
use crate::json::Json;
use crate::json::JsonRef;

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
#[derive(Clone, Debug)]
pub struct Attributes<'c> {
    config: &'c TraceConfig,
    list: Vec<KeyValue>,
}

impl<'c> Attributes<'c> {
    /// An empty list that masks by `config`.
    #[must_use]
    pub fn new(config: &'c TraceConfig) -> Self {
        Self { config, list: Vec::new() }
    }

    /// The configuration this list masks by.
    #[must_use]
    pub fn config(&self) -> &'c TraceConfig {
        self.config
    }

    /// Adds an attribute as [`TraceConfig::mask`] leaves it, or nothing where it is to be dropped.
    ///
    /// A key pushed twice is in the list twice; the span keeps the last.
    pub fn push(&mut self, key: impl Into<Key>, value: impl Into<Value>) {
        let key = key.into();
        if let Some(value) = self.config.mask(key.as_str(), value.into()) {
            self.list.push(KeyValue::new(key, value));
        }
    }

    /// Adds a JSON value as text that is valid JSON within the length limit. Not written out when hidden.
    pub fn push_json(&mut self, key: impl Into<Key>, value: &Json) {
        self.push_json_ref(key, value.view());
    }

    /// As [`push_json`](Self::push_json), of a value that is kept in any way.
    pub(crate) fn push_json_ref(&mut self, key: impl Into<Key>, value: JsonRef<'_>) {
        let key = key.into();
        if self.wants(key.as_str()) {
            self.push(key, value.write(self.config.value_length_limit()));
        } else {
            self.hide(key);
        }
    }

    /// Adds a list of strings.
    pub fn push_strings<S: Into<StringValue>>(
        &mut self,
        key: impl Into<Key>,
        values: impl IntoIterator<Item = S>,
    ) {
        let key = key.into();
        if self.wants(key.as_str()) {
            let values: Vec<StringValue> = values.into_iter().map(Into::into).collect();
            self.push(key, Value::Array(Array::String(values)));
        } else {
            self.hide(key);
        }
    }

    /// Adds a list of floats. Not copied when hidden.
    pub fn push_floats(&mut self, key: impl Into<Key>, values: &[f64]) {
        let key = key.into();
        if self.wants(key.as_str()) {
            self.push(key, Value::Array(Array::F64(values.to_vec())));
        } else {
            self.hide(key);
        }
    }

    /// Whether a value under this key would be kept. When `false`, do not build it: call [`Attributes::hide`].
    #[must_use]
    pub fn wants(&self, key: &str) -> bool {
        self.config.hides(key) == Hidden::Visible
    }

    /// Writes what stands for a hidden value: the redaction where the masking table says so, else nothing.
    pub fn hide(&mut self, key: impl Into<Key>) {
        let key = key.into();
        if self.config.hides(key.as_str()) == Hidden::Redacted {
            self.list.push(KeyValue::new(key, REDACTED));
        }
    }

    /// The last value pushed under `key`, as it will be exported.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.list.iter().rev().find(|pair| pair.key.as_str() == key).map(|pair| &pair.value)
    }

    /// How many attributes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The attributes, in the order in which they came.
    pub fn iter(&self) -> std::slice::Iter<'_, KeyValue> {
        self.list.iter()
    }

    /// Ends masking: the attributes as they may be exported.
    #[must_use]
    pub fn into_vec(self) -> Vec<KeyValue> {
        self.list
    }
}

impl<'a> IntoIterator for &'a Attributes<'_> {
    type Item = &'a KeyValue;
    type IntoIter = std::slice::Iter<'a, KeyValue>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
