//! What the queue may still hold.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// Bytes and spans that are left, shared by the shards. They take more than they need at once, so that not every span writes
/// to it.
#[derive(Debug)]
pub(super) struct Budget {
    bytes: AtomicUsize,
    spans: AtomicUsize,
}

impl Budget {
    pub(super) fn new(bytes: usize, spans: usize) -> Self {
        Self { bytes: AtomicUsize::new(bytes), spans: AtomicUsize::new(spans) }
    }

    /// `false` where there are not so many left.
    pub(super) fn take_bytes(&self, bytes: usize) -> bool {
        self.bytes.fetch_update(Relaxed, Relaxed, |left| left.checked_sub(bytes)).is_ok()
    }

    /// At most `spans`, and as many as there are.
    pub(super) fn take_spans(&self, spans: usize) -> usize {
        let taken = self.spans.fetch_update(Relaxed, Relaxed, |left| Some(left.saturating_sub(spans)));
        taken.map_or(0, |left| left.min(spans))
    }

    pub(super) fn give_back(&self, bytes: usize, spans: usize) {
        self.bytes.fetch_add(bytes, Relaxed);
        self.spans.fetch_add(spans, Relaxed);
    }
}
