//! What the lock of a queue guards.

use std::collections::VecDeque;
use std::time::Instant;

use crate::telemetry::counts::{Loss, Losses};
use crate::telemetry::pipeline::batch::Batch;
use crate::telemetry::pipeline::delivery::ExportRequest;

/// What waits, what is under way, and what became of the rest.
#[derive(Debug, Default)]
pub(super) struct State {
    pub(super) ready: VecDeque<Ready>,
    pub(super) under_way: Settling,
    /// Since when a batch is open in some shard.
    pub(super) open_since: Option<Instant>,
    /// Batches that ever were ready, and how many of those were settled.
    pub(super) sealed: u64,
    pub(super) done: u64,
    /// Items of requests that were pushed whole.
    pub(super) made: u64,
    pub(super) delivered: u64,
    pub(super) lost: Losses,
    pub(super) problem: Option<String>,
    /// Closed: takes nothing, and is emptied until then.
    pub(super) deadline: Option<Instant>,
    /// The thread has ended, or is no longer waited for.
    pub(super) over: bool,
}

/// What waits for the export thread.
#[derive(Debug)]
pub(super) enum Ready {
    Batch(Batch),
    /// Encoded by somebody else.
    Request(ExportRequest),
}

/// Sums of what is settled together.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Settling {
    /// Pieces of `ready`.
    pub(super) pieces: u64,
    pub(super) items: u64,
    /// Taken from the budget.
    pub(super) bytes: usize,
    pub(super) counted: usize,
}

impl Settling {
    pub(super) fn and(self, ready: &Ready) -> Self {
        let (items, bytes, counted) = match ready {
            Ready::Batch(batch) => (batch.items() as u64, batch.reserved(), batch.items()),
            Ready::Request(request) => (request.items, request.body.len(), 0),
        };
        Self {
            pieces: self.pieces + 1,
            items: self.items + items,
            bytes: self.bytes + bytes,
            counted: self.counted + counted,
        }
    }
}

impl State {
    /// Adds a piece for the export thread.
    pub(super) fn push(&mut self, ready: Ready) {
        self.sealed += 1;
        self.ready.push_back(ready);
    }

    /// Notes what went wrong, unless something did before.
    pub(super) fn note_problem(&mut self, problem: &str) {
        self.problem.get_or_insert_with(|| problem.to_owned());
    }

    /// Counts what is under way as done, and gives what it takes of the budget.
    pub(super) fn settle(&mut self) -> Settling {
        let under_way = std::mem::take(&mut self.under_way);
        self.done += under_way.pieces;
        under_way
    }

    /// Drops what is ready, and gives what it takes of the budget.
    pub(super) fn drop_ready(&mut self, loss: Loss) -> Settling {
        let waiting = self.ready.iter().fold(Settling::default(), Settling::and);
        self.ready.clear();
        self.lost.add(loss, waiting.items);
        self.done += waiting.pieces;
        waiting
    }
}
