//! What the queue may still hold.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// Bytes and items that are left, shared by the shards. They take more than they need at once, so that not every item writes
/// to it.
#[derive(Debug)]
pub(super) struct QueueBudget {
    bytes: AtomicUsize,
    items: AtomicUsize,
}

impl QueueBudget {
    pub(super) fn new(bytes: usize, items: usize) -> Self {
        Self { bytes: AtomicUsize::new(bytes), items: AtomicUsize::new(items) }
    }

    /// `false` where there are not so many left.
    pub(super) fn take_bytes(&self, bytes: usize) -> bool {
        self.bytes.fetch_update(Relaxed, Relaxed, |left| left.checked_sub(bytes)).is_ok()
    }

    /// At most `items`, and as many as there are.
    pub(super) fn take_items(&self, items: usize) -> usize {
        let taken = self.items.fetch_update(Relaxed, Relaxed, |left| Some(left.saturating_sub(items)));
        taken.map_or(0, |left| left.min(items))
    }

    pub(super) fn give_back(&self, bytes: usize, items: usize) {
        self.bytes.fetch_add(bytes, Relaxed);
        self.items.fetch_add(items, Relaxed);
    }
}
