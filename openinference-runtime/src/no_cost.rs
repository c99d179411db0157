//! Without the feature `cost` nothing is priced.

use std::time::SystemTime;

use crate::attributes::AttributeBuffer;
use crate::config::TraceConfig;
use crate::key::KeyRef;
use crate::value::Cost;

/// No attribute is read for a price.
pub(crate) fn reads<'k>(_: &TraceConfig, _: impl Into<KeyRef<'k>>) -> bool {
    false
}

/// There are no prices.
pub(crate) fn by_config(_: &TraceConfig, _: &AttributeBuffer, _: SystemTime) -> Option<Cost> {
    None
}

impl TraceConfig {
    /// There are no built-in prices.
    pub(crate) fn or_built_in_prices(self) -> Self {
        self
    }
}
