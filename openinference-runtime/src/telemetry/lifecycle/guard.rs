//! The guard that keeps telemetry running and flushes it.

use std::{sync::Arc, time::Duration};

#[cfg(feature = "logs")]
mod logs;
#[cfg(feature = "metrics")]
mod meters;
#[cfg(feature = "prometheus")]
mod prometheus;
#[cfg(feature = "sdk")]
mod tracer;

use super::installation::Installation;
use crate::telemetry::Counts;

/// Keeps telemetry running; flushes and shuts it down when dropped, within a bound, inside any runtime or none.
///
/// ```no_run
/// # fn main() -> Result<(), openinference_runtime::InitError> {
/// let _telemetry = openinference_runtime::init()?;
/// # Ok(())
/// # }
/// ```
///
/// `let _ = openinference_runtime::init()?;` drops it at once, and nothing is exported; so does a statement of its own.
#[derive(Debug)]
#[must_use = "spans are exported only while the guard lives: write `let _telemetry = openinference_runtime::init()?;`"]
pub struct Telemetry {
    active: Arc<Installation>,
}

impl Telemetry {
    pub(crate) fn new(active: Arc<Installation>) -> Self {
        Self { active }
    }

    /// Exports what has ended so far. `false` when that was not done within `timeout`.
    pub fn flush(&self, timeout: Duration) -> bool {
        self.active.flush(timeout)
    }

    /// Flushes and stops the pipeline. `false` when that was not done within `timeout`.
    ///
    /// While another guard of the same set-up lives, it only flushes.
    pub fn shutdown(self, timeout: Duration) -> bool {
        match Arc::try_unwrap(self.active) {
            Ok(mut active) => active.stop(timeout),
            Err(shared) => shared.flush(timeout),
        }
    }

    /// Spans made, delivered and dropped so far.
    pub fn counts(&self) -> Counts {
        self.active.counts()
    }
}
