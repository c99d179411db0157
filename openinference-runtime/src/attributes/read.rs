//! What a span says, for those who derive something from it.

use std::borrow::Cow;

use super::AttributeBuffer;
use crate::json::has_nul;
use crate::key::{KeyRef, PatternSet};
use crate::opentelemetry::Value;

impl AttributeBuffer {
    /// The value that counts under a key, where it is known here.
    pub(crate) fn get<'k>(&self, key: impl Into<KeyRef<'k>>) -> Option<&Value> {
        self.find(key)?.value()
    }

    /// Every attribute whose value is known here.
    pub(crate) fn texts_and_values(&self) -> impl Iterator<Item = (Cow<'_, str>, &Value)> {
        self.values().map(|(key, value)| (key.text(), value))
    }

    /// How many keys the span has, without those that have a NUL in them. Their values are clean.
    pub(crate) fn count_clean(&self) -> usize {
        let is_clean = |key: &KeyRef<'_>| match key {
            KeyRef::Known(_) => true,
            KeyRef::Foreign(text) => !has_nul(text),
        };
        self.kept_keys().filter(is_clean).count()
    }

    /// Whether there is an attribute with one of these keys.
    pub(crate) fn has_any(&self, keys: &PatternSet) -> bool {
        self.kept_keys().any(|key| keys.contains(key))
    }

    /// A text that is not empty.
    pub(crate) fn text<'k>(&self, key: impl Into<KeyRef<'k>>) -> Option<&str> {
        match self.get(key)? {
            Value::String(text) if !text.as_str().is_empty() => Some(text.as_str()),
            _ => None,
        }
    }

    /// A number that is a count.
    pub(crate) fn count<'k>(&self, key: impl Into<KeyRef<'k>>) -> Option<u64> {
        Self::as_count(self.get(key)?)
    }

    /// A number that is a count, also where foreign code wrote it as a float.
    pub(crate) fn as_count(value: &Value) -> Option<u64> {
        match value {
            Value::I64(count) => u64::try_from(*count).ok(),
            // Exactly the floats that are whole numbers of 53 bits, for which the conversion loses nothing.
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the guard bounds it")]
            Value::F64(count) if count.fract() == 0.0 && (0.0..9_007_199_254_740_992.0).contains(count) => {
                Some(*count as u64)
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attributes::Rank;

    #[test]
    fn the_later_attribute_counts() {
        let mut attributes = AttributeBuffer::default();
        for (key, value) in [("a", "first"), ("b", "only"), ("a", "last")] {
            attributes.push(Rank::Detected, key.into(), value.into());
        }
        let found = ["a", "b", "c"].map(|key| attributes.text(key));
        assert_eq!(found, [Some("last"), Some("only"), None]);
    }

    #[test]
    fn a_count_is_whole_and_not_negative() {
        for (value, expected) in [
            (Value::I64(3), Some(3)),
            (Value::F64(3.0), Some(3)),
            (Value::I64(-3), None),
            (Value::F64(3.5), None),
            (Value::F64(f64::INFINITY), None),
            (Value::from("3"), None),
        ] {
            assert_eq!(AttributeBuffer::as_count(&value), expected, "{value:?}");
        }
    }
}
