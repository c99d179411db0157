//! What a program is told when a span ends, for measurements of its own.

use std::fmt;
use std::time::Duration;

use crate::attributes::AttributeBuffer;
use crate::opentelemetry::Value;
use crate::opentelemetry::trace::Status;

/// A span at its end, as the macros' key `on_end` hands it to a function.
#[derive(Clone, Copy)]
pub struct SpanEnd<'a> {
    pub(crate) duration: Duration,
    pub(crate) status: &'a Status,
    pub(crate) attributes: &'a AttributeBuffer,
}

impl SpanEnd<'_> {
    /// How long the span took.
    pub fn duration(&self) -> Duration {
        self.duration
    }

    /// The status that is exported: an error for what failed, panicked or was cancelled.
    pub fn status(&self) -> &Status {
        self.status
    }

    /// Whether the status is an error.
    pub fn is_error(&self) -> bool {
        matches!(self.status, Status::Error { .. })
    }

    /// An attribute as it is exported: masked, and the last of those with its key. A span that the sampler dropped has only
    /// those it started with.
    pub fn attribute(&self, key: &str) -> Option<&Value> {
        self.attributes.get(key)
    }
}

impl fmt::Debug for SpanEnd<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { duration, status, .. } = self;
        f.debug_struct("SpanEnd").field("duration", duration).field("status", status).finish_non_exhaustive()
    }
}
