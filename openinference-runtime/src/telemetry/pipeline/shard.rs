//! The part of the queue that a thread pushes into: no two threads wait for each other, as long as there are shards.

use opentelemetry_sdk::trace::SpanData;

use super::{batch::Batch, budget::Budget, protobuf::SpanMessage};
use crate::telemetry::settings::BatchLimits;

/// Behind its lock, and alone in its cache lines.
#[derive(Debug, Default)]
#[repr(align(128))]
pub(super) struct Shard {
    /// What spans are added to; never empty.
    open: Option<Batch>,
    /// Spans that may be taken without asking the budget.
    credit: usize,
    /// Takes no more.
    closed: bool,
    /// Spans that came, and those of them that were not taken.
    pub(super) made: u64,
    pub(super) dropped: u64,
}

/// What the shards have in common.
#[derive(Debug)]
pub(super) struct Bounds {
    pub(super) budget: Budget,
    /// Spans of a batch.
    pub(super) batch_spans: usize,
    /// Spans that a shard takes from the budget at once.
    pub(super) credit: usize,
}

impl Bounds {
    pub(super) fn new(limits: &BatchLimits, shards: usize) -> Self {
        Self {
            budget: Budget::new(limits.queue_bytes, limits.queue_spans),
            batch_spans: limits.batch_spans,
            // So little that it does not matter what other shards have taken and do not use.
            credit: (limits.queue_spans / (4 * shards)).clamp(1, 64),
        }
    }
}

/// What became of a span.
#[derive(Debug)]
pub(super) enum Pushed {
    /// It waits beside others.
    Taken,
    /// It is the first of a batch: somebody has to see to it that it does not wait for ever.
    First,
    Refused(&'static str),
}

impl Shard {
    /// Takes a span; batches that are complete, of `batch_bytes` at most, go to `sealed`.
    pub(super) fn push(
        &mut self,
        span: &SpanData,
        bounds: &Bounds,
        batch_bytes: usize,
        mut sealed: impl FnMut(Batch),
    ) -> Pushed {
        self.made += 1;
        if self.closed {
            return self.refuse("telemetry was already shut down");
        }
        if self.credit == 0 {
            self.credit = bounds.budget.take_spans(bounds.credit);
        }
        if self.credit == 0 {
            return self.refuse("the export queue was full");
        }
        let message = SpanMessage::new(span);
        let fits = |batch: &Batch| {
            batch.size_with(&span.instrumentation_scope, message.encoded_size()) <= batch_bytes
        };
        if self.open.as_ref().is_some_and(|open| !fits(open)) {
            self.seal(&bounds.budget).into_iter().for_each(&mut sealed);
        }
        let mut batch = self.open.take().unwrap_or_default();
        let first = batch.spans() == 0;
        let taken = batch.add(span, message, &bounds.budget);
        self.open = (batch.spans() > 0).then_some(batch);
        if !taken {
            return self.refuse("the export queue was full");
        }
        self.credit -= 1;
        let full = |batch: &Batch| batch.spans() >= bounds.batch_spans || batch.size() >= batch_bytes;
        if self.open.as_ref().is_some_and(full) {
            self.seal(&bounds.budget).into_iter().for_each(sealed);
            return Pushed::Taken;
        }
        if first { Pushed::First } else { Pushed::Taken }
    }

    fn refuse(&mut self, problem: &'static str) -> Pushed {
        self.dropped += 1;
        Pushed::Refused(problem)
    }

    /// What is open, complete or not.
    pub(super) fn seal(&mut self, budget: &Budget) -> Option<Batch> {
        let mut batch = self.open.take()?;
        batch.seal(budget);
        Some(batch)
    }

    pub(super) fn close(&mut self) {
        self.closed = true;
    }
}
