//! Without the feature `cost` nothing is priced.

use crate::config::TraceConfig;

impl TraceConfig {
    /// There are no built-in prices.
    pub(crate) fn or_built_in_prices(self) -> Self {
        self
    }
}
