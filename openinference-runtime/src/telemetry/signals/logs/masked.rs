//! What log records may say.

use opentelemetry::Key;
use opentelemetry::logs::AnyValue;

use crate::config::{CaptureLevel, Hidden, REDACTED, TraceConfig};

/// Masks the values of one record.
#[derive(Clone, Copy, Debug)]
pub(super) struct MaskedRecord<'c> {
    config: &'c TraceConfig,
    /// How much of its content is kept.
    capture: CaptureLevel,
}

impl<'c> MaskedRecord<'c> {
    /// What happens in a span is what the span is about; a server that starts says nothing of anybody.
    pub(super) fn new(config: &'c TraceConfig, is_of_a_span: bool) -> Self {
        Self { config, capture: if is_of_a_span { config.capture() } else { CaptureLevel::All } }
    }

    /// What becomes of content that no key says anything of.
    fn hides_content(&self) -> Hidden {
        match self.capture {
            CaptureLevel::All => Hidden::Visible,
            CaptureLevel::Structure => Hidden::Redacted,
            CaptureLevel::Nothing => Hidden::Dropped,
        }
    }

    /// What is written in place of the value of `key`; `None` writes nothing.
    pub(super) fn value(&self, key: &str, value: AnyValue) -> Option<AnyValue> {
        let hidden = if is_content(&value) { self.hides_content() } else { Hidden::Visible };
        match hidden.max(self.config.hides_field(key)) {
            Hidden::Dropped => None,
            Hidden::Redacted => Some(REDACTED.into()),
            Hidden::Visible => Some(self.clean(value)),
        }
    }

    /// Every text in a value as an attribute of a span would have it.
    fn clean(&self, value: AnyValue) -> AnyValue {
        match value {
            AnyValue::String(text) => AnyValue::String(self.config.clean_field(text)),
            AnyValue::ListAny(items) => {
                AnyValue::ListAny(Box::new(items.into_iter().map(|item| self.clean(item)).collect()))
            }
            AnyValue::Map(fields) => {
                let field = |(name, value): (Key, AnyValue)| {
                    let value = if self.config.is_secret_field(name.as_str()) {
                        REDACTED.into()
                    } else {
                        self.clean(value)
                    };
                    (name, value)
                };
                AnyValue::Map(Box::new(fields.into_iter().map(field).collect()))
            }
            other => other,
        }
    }
}

/// Texts and what may be made of them; counts, times and flags are none.
fn is_content(value: &AnyValue) -> bool {
    !matches!(value, AnyValue::Int(_) | AnyValue::Double(_) | AnyValue::Boolean(_))
}
