//! Attribute values that cannot grow without bound: models are configured by people, errors are named by libraries.

use std::collections::{HashMap, HashSet};

use opentelemetry::KeyValue;

use crate::fork_lock::ForkLock;

/// Distinct values that one attribute may have in a process. Later ones are counted as `_OTHER`.
pub const MAX_VALUES: usize = 100;

/// Bytes of a value; longer ones are counted as `_OTHER`, whatever they are.
const MAX_LENGTH: usize = 256;

/// What the conventions call a value that is not told apart.
pub(super) const OTHER: &str = "_OTHER";

#[derive(Debug, Default)]
pub(super) struct Labels(ForkLock<HashMap<&'static str, HashSet<String>>>);

impl Labels {
    /// The attribute, with `_OTHER` for a value too many.
    pub(super) fn label(&self, key: &'static str, value: &str) -> KeyValue {
        if self.admits(key, value) { KeyValue::new(key, value.to_owned()) } else { KeyValue::new(key, OTHER) }
    }

    fn admits(&self, key: &'static str, value: &str) -> bool {
        if value.len() > MAX_LENGTH {
            return false;
        }
        let Some(mut known) = self.0.lock() else { return false };
        let values = known.entry(key).or_default();
        if values.contains(value) {
            return true;
        }
        values.len() < MAX_VALUES && values.insert(value.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use opentelemetry::KeyValue;

    use super::{Labels, MAX_LENGTH, MAX_VALUES, OTHER};

    #[test]
    fn values_beyond_the_limit_are_one() {
        let labels = Labels::default();
        for value in 0..MAX_VALUES {
            assert_ne!(labels.label("model", &value.to_string()), KeyValue::new("model", OTHER));
        }
        assert_eq!(labels.label("model", "one too many"), KeyValue::new("model", OTHER));
        assert_eq!(labels.label("model", "0"), KeyValue::new("model", "0"), "a known value stays");
        assert_eq!(
            labels.label("tool", "first"),
            KeyValue::new("tool", "first"),
            "each attribute for itself"
        );
    }

    #[test]
    fn a_value_of_any_length_takes_no_room() {
        let labels = Labels::default();
        assert_eq!(labels.label("model", &"x".repeat(MAX_LENGTH + 1)), KeyValue::new("model", OTHER));
    }
}
