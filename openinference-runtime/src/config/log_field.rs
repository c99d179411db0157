//! What the fields of log records may say.

use super::key_class::class_of;
use super::{Hidden, TraceConfig};
use crate::opentelemetry::StringValue;

impl TraceConfig {
    /// Whether a field of this name is hidden. Of an event that happens in no span nobody is the subject: a level hides what it
    /// knows to be content, and leaves what it does not know.
    pub(crate) fn hides_field(&self, name: &str) -> Hidden {
        let by_level = if class_of(name).is_some() { self.hidden_by_level(name) } else { Hidden::Visible };
        self.hidden_by_switches(name).max(by_level).max(self.hidden_by_name(name))
    }

    /// The text of a field that is not hidden.
    pub(crate) fn clean_field(&self, text: StringValue) -> StringValue {
        let text = self.without_patterns(text.as_str()).map_or(text, StringValue::from);
        self.clean_text(text, true)
    }
}
