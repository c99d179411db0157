//! What a batch is handed to, and what comes back.

use std::time::{Duration, Instant};

use bytes::Bytes;

use super::queue::ExportQueue;

/// Takes requests somewhere. Lives on the export thread, where it may block.
pub(crate) trait Transport {
    /// Delivers `request` or gives up. `patience` says how long it may take.
    fn send(&mut self, request: Request, patience: &Deadline<'_>) -> Delivery;
}

/// An encoded `ExportTraceServiceRequest`.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) body: Bytes,
    /// How many it carries.
    pub(crate) spans: u64,
}

/// What became of a request.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Delivery {
    pub(crate) delivered: u64,
    pub(crate) dropped: u64,
    /// Why spans were dropped; never holds credentials or what a server said.
    pub(crate) problem: Option<String>,
    /// Nobody is there at all: not worth trying again while the process wants to exit.
    pub(crate) unreachable: bool,
}

impl Delivery {
    pub(crate) fn delivered(spans: u64) -> Self {
        Self { delivered: spans, ..Self::default() }
    }

    pub(crate) fn dropped(spans: u64, problem: impl Into<String>) -> Self {
        Self { dropped: spans, problem: Some(problem.into()), ..Self::default() }
    }

    /// Both together.
    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            delivered: self.delivered + other.delivered,
            dropped: self.dropped + other.dropped,
            problem: other.problem.or(self.problem),
            unreachable: self.unreachable || other.unreachable,
        }
    }
}

/// How long a delivery may take: less once the process wants to exit.
#[derive(Debug)]
pub(crate) struct Deadline<'p> {
    pipeline: &'p ExportQueue,
    until: Instant,
}

impl<'p> Deadline<'p> {
    pub(super) fn new(pipeline: &'p ExportQueue, until: Instant) -> Self {
        Self { pipeline, until }
    }

    /// What is left. Zero when it is time to give up.
    pub(crate) fn left(&self) -> Duration {
        let until = match self.pipeline.deadline() {
            Some(deadline) => deadline.min(self.until),
            None => self.until,
        };
        until.saturating_duration_since(Instant::now())
    }

    /// Whether the pipeline is being closed, so that what fails now is not worth another round.
    #[cfg(feature = "_wire")]
    pub(crate) fn is_closing(&self) -> bool {
        self.pipeline.deadline().is_some()
    }

    /// Waits before another try. Ends early when the pipeline is closed. `false` when the time is up.
    #[cfg(feature = "_wire")]
    pub(crate) fn pause(&self, duration: Duration) -> bool {
        let left = self.left();
        if left <= duration {
            return false;
        }
        self.pipeline.pause(duration);
        !self.left().is_zero()
    }
}
