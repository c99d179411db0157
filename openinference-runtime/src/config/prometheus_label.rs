//! Labels of Prometheus, whose names are keys without dots.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use super::MetricMask;
use super::key_class::{GENAI_CONTENT, ROWS, SAFE};

impl MetricMask {
    /// What is written in place of the value of a label; `None` leaves it.
    pub(crate) fn masked_label(&self, label: &str, value: &str) -> Option<String> {
        self.masked(&key_of(label), value)
    }
}

/// The key that is written so.
fn key_of(label: &str) -> Cow<'_, str> {
    static KEYS: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
        let rows = ROWS.iter().flat_map(|(_, keys)| keys.iter());
        rows.chain(SAFE).chain(GENAI_CONTENT).map(|key| (key.replace('.', "_"), *key)).collect()
    });
    KEYS.get(label).map_or(Cow::Borrowed(label), |key| Cow::Borrowed(*key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{CaptureLevel, TraceConfig};

    #[test]
    fn a_label_is_hidden_as_its_key_is() {
        let mask = MetricMask::new(TraceConfig::builder().without_env().hide_inputs(true).build());
        assert!(mask.masked_label("input_value", "text").is_some());
        assert!(mask.masked_label("my_api_key", "text").is_some());
        assert_eq!(mask.masked_label("output_value", "text"), None);
        let nothing = TraceConfig::builder().without_env().capture(CaptureLevel::Nothing).build();
        let nothing = MetricMask::new(nothing);
        assert_eq!(nothing.masked_label("gen_ai_request_model", "gpt-4o"), None);
        assert!(nothing.masked_label("customer", "Alice").is_some());
    }
}
