//! The part of the queue that a thread pushes into: no two threads wait for each other, as long as there are shards.

use super::{
    batch::Batch,
    budget::QueueBudget,
    protobuf::{Item, Measured},
};
use crate::telemetry::counts::{ItemCounts, Loss, Losses};
use crate::telemetry::settings::BatchLimits;

/// Behind its lock, and alone in its cache lines.
#[derive(Debug, Default)]
#[repr(align(128))]
pub(super) struct Shard {
    /// What spans are added to; never empty.
    open: Option<Batch>,
    /// Items that may be taken without asking the budget.
    credit: usize,
    /// Takes no more.
    closed: bool,
    /// Items that came, and those of them that were not taken.
    made: u64,
    lost: Losses,
}

/// What the shards have in common.
#[derive(Debug)]
pub(super) struct Bounds {
    pub(super) budget: QueueBudget,
    /// Items of a batch.
    pub(super) batch_items: usize,
    /// Items that a shard takes from the budget at once.
    pub(super) credit: usize,
}

impl Bounds {
    pub(super) fn new(limits: &BatchLimits, shards: usize) -> Self {
        Self {
            budget: QueueBudget::new(limits.queue_bytes, limits.queue_items),
            batch_items: limits.batch_items,
            // So little that it does not matter what other shards have taken and do not use.
            credit: (limits.queue_items / (4 * shards)).clamp(1, 64),
        }
    }
}

/// What became of an item.
#[derive(Debug)]
pub(super) enum Pushed {
    /// It waits beside others.
    Taken,
    /// It is the first of a batch: somebody has to see to it that it does not wait for ever.
    First,
    Refused(Loss),
}

impl Shard {
    /// Takes an item; batches that are complete, of `batch_bytes` at most, go to `sealed`.
    pub(super) fn push(
        &mut self,
        item: &impl Item,
        bounds: &Bounds,
        batch_bytes: usize,
        mut sealed: impl FnMut(Batch),
    ) -> Pushed {
        self.made += 1;
        if self.closed {
            return self.refuse(Loss::ShutDown);
        }
        if self.credit == 0 {
            self.credit = bounds.budget.take_items(bounds.credit);
        }
        if self.credit == 0 {
            return self.refuse(Loss::QueueFull);
        }
        let item = Measured::new(item);
        let fits = |batch: &Batch| batch.size_with(&item) <= batch_bytes;
        if self.open.as_ref().is_some_and(|open| !fits(open)) {
            self.seal(&bounds.budget).into_iter().for_each(&mut sealed);
        }
        let mut batch = self.open.take().unwrap_or_default();
        let first = batch.items() == 0;
        let taken = batch.add(&item, &bounds.budget);
        self.open = (batch.items() > 0).then_some(batch);
        if !taken {
            return self.refuse(Loss::QueueFull);
        }
        self.credit -= 1;
        let full = |batch: &Batch| batch.items() >= bounds.batch_items || batch.size() >= batch_bytes;
        if self.open.as_ref().is_some_and(full) {
            self.seal(&bounds.budget).into_iter().for_each(sealed);
            return Pushed::Taken;
        }
        if first { Pushed::First } else { Pushed::Taken }
    }

    fn refuse(&mut self, loss: Loss) -> Pushed {
        self.lost.add(loss, 1);
        Pushed::Refused(loss)
    }

    /// What is open, complete or not.
    pub(super) fn seal(&mut self, budget: &QueueBudget) -> Option<Batch> {
        let mut batch = self.open.take()?;
        batch.seal(budget);
        Some(batch)
    }

    pub(super) fn counts(&self) -> ItemCounts {
        ItemCounts::new(self.made, 0, self.lost)
    }

    pub(super) fn close(&mut self) {
        self.closed = true;
    }
}
