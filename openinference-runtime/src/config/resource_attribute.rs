//! What a program may say of itself.

use super::{REDACTED, TraceConfig};
use crate::opentelemetry::KeyValue;

impl TraceConfig {
    /// An attribute of the resource. Neither switches nor levels are about those, names of secrets and redactors are.
    pub(crate) fn mask_resource(&self, attribute: &KeyValue) -> KeyValue {
        let KeyValue { key, value, .. } = attribute.clone();
        if self.is_secret_parameter(key.as_str()) {
            return KeyValue::new(key, REDACTED);
        }
        KeyValue::new(key, self.clean(value, true))
    }
}
