//! What the attributes of metrics may say.

use std::hash::{BuildHasher as _, RandomState};

use super::{Hidden, REDACTED, TraceConfig};

/// Masks the attributes of metrics. Two values that are hidden stay two: else their series would be one, with two values.
#[derive(Clone, Debug)]
pub(crate) struct MetricMask {
    config: TraceConfig,
    /// Of this process alone, so that nobody can try what a number stands for.
    numbers: RandomState,
}

impl MetricMask {
    pub(crate) fn new(config: TraceConfig) -> Self {
        Self { config, numbers: RandomState::new() }
    }

    /// What is written in place of `value`, whatever its type; `None` leaves it.
    pub(crate) fn masked(&self, key: &str, value: &str) -> Option<String> {
        let redacted = match self.config.hides(key) {
            Hidden::Visible => match self.config.mask(key, value.to_owned().into()) {
                Some(masked) if masked.as_str() == value => return None,
                Some(masked) => masked.as_str().into_owned(),
                None => REDACTED.to_owned(),
            },
            Hidden::Redacted | Hidden::Dropped => REDACTED.to_owned(),
        };
        Some(format!("{redacted}#{:08x}", self.numbers.hash_one((key, value)) >> 32))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_values_stay_apart_and_stay_the_same() {
        let mask = MetricMask::new(TraceConfig::default());
        let (one, other) = (mask.masked("api_key", "k-1"), mask.masked("api_key", "k-2"));
        assert!(one.as_ref().is_some_and(|one| one.starts_with("__REDACTED__#") && !one.contains("k-1")));
        assert_ne!(one, other);
        assert_eq!(one, mask.masked("api_key", "k-1"));
        assert_eq!(mask.masked("customer", "Alice"), None);
    }
}
