//! How long a delivery may take.

use std::time::{Duration, Instant};

use super::queue::ExportQueue;

/// How long a delivery may take: less once the process wants to exit.
#[derive(Debug)]
pub(crate) struct Deadline<'p> {
    queue: &'p ExportQueue,
    until: Instant,
}

impl<'p> Deadline<'p> {
    pub(super) fn new(queue: &'p ExportQueue, until: Instant) -> Self {
        Self { queue, until }
    }

    /// What is left. Zero when it is time to give up.
    pub(crate) fn left(&self) -> Duration {
        let until = match self.queue.deadline() {
            Some(deadline) => deadline.min(self.until),
            None => self.until,
        };
        until.saturating_duration_since(Instant::now())
    }

    /// Whether the queue is being closed, so that what fails now is not worth another round.
    pub(crate) fn is_closing(&self) -> bool {
        self.queue.deadline().is_some()
    }

    /// Waits before another try. Ends early when the queue is closed. `false` when the time is up.
    pub(crate) fn pause(&self, duration: Duration) -> bool {
        let left = self.left();
        if left <= duration {
            return false;
        }
        self.queue.pause(duration);
        !self.left().is_zero()
    }

    /// Waits until `at`, and no longer than there is time. `false` when that is sooner: at once where the queue is being
    /// closed.
    pub(crate) fn wait_until(&self, at: Instant) -> bool {
        loop {
            let (wait, left) = (at.saturating_duration_since(Instant::now()), self.left());
            if wait.is_zero() {
                return true;
            }
            if left.is_zero() || (self.is_closing() && wait >= left) {
                return false;
            }
            self.queue.pause(wait.min(left));
        }
    }
}
