//! A queue with what is to be said of it.

use std::sync::Arc;
use std::time::Instant;

use super::queue::ExportQueue;
use crate::diagnostics::notices::Notices;
use crate::telemetry::counts::ItemCounts;

/// A way by which items leave the process.
#[derive(Debug)]
pub(crate) struct Route {
    pub(crate) queue: Arc<ExportQueue>,
    /// Where to, as it may be printed.
    pub(crate) target: String,
    /// What leaves by it, such as `spans`.
    pub(crate) items: &'static str,
}

impl Route {
    /// Exports what came so far. `false` when that was not done by `deadline`.
    pub(crate) fn flush(&self, deadline: Instant) -> bool {
        let target = self.queue.request_flush();
        self.queue.wait_flushed(target, deadline)
    }

    /// Exports what is left until `deadline` and ends. `false` when that was not done in time.
    pub(crate) fn stop(&self, deadline: Instant) -> bool {
        self.queue.close(deadline);
        self.queue.wait_closed()
    }

    /// Says what was lost, if anything was.
    pub(crate) fn report(&self, notices: Notices) {
        let ItemCounts { made, dropped, lost, .. } = self.queue.counts();
        if dropped == 0 {
            return;
        }
        let problem = self.queue.problem().map(|problem| format!(": {problem}")).unwrap_or_default();
        let reasons: Vec<String> = lost
            .by_reason()
            .into_iter()
            .filter(|(_, number)| *number > 0)
            .map(|(reason, number)| format!("{number} {reason}"))
            .collect();
        // One reason is what the problem says.
        let reasons = if reasons.len() > 1 { format!(" ({})", reasons.join(", ")) } else { String::new() };
        let Self { items, target, .. } = self;
        notices.say(&format!(
            "{dropped} of {made} {items} could not be delivered to {target}{reasons}{problem}"
        ));
    }
}
