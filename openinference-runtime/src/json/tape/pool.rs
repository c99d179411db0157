//! The buffers of tapes, kept by each thread for its next ones.

use std::cell::RefCell;

use super::Tape;
use crate::json::open::Scope;

/// How many tapes a thread keeps: a recorded value may make spans of its own, and so need another.
const TAPES: usize = 4;
/// Buffers that have grown beyond this are given back.
const TEXT: usize = 64 << 10;
const NODES: usize = 2 << 10;

thread_local! {
    static POOL: RefCell<Vec<Tape>> = const { RefCell::new(Vec::new()) };
}

impl Tape {
    /// An empty tape.
    pub(crate) fn take() -> Self {
        // A thread that ends has no pool any more.
        let kept = POOL.try_with(|pool| pool.try_borrow_mut().ok().and_then(|mut pool| pool.pop()));
        kept.ok().flatten().unwrap_or_default()
    }

    fn clear(&mut self) {
        self.text.clear();
        self.nodes.clear();
        self.open.clear();
        self.scope = Scope::default();
    }
}

impl Drop for Tape {
    fn drop(&mut self) {
        if self.nodes.capacity() == 0 || self.text.capacity() > TEXT || self.nodes.capacity() > NODES {
            return;
        }
        let mut kept = Self {
            text: std::mem::take(&mut self.text),
            nodes: std::mem::take(&mut self.nodes),
            open: std::mem::take(&mut self.open),
            scope: Scope::default(),
            is_clean: false,
        };
        kept.clear();
        let mut kept = Some(kept);
        let _ = POOL.try_with(|pool| {
            if let Ok(mut pool) = pool.try_borrow_mut()
                && pool.len() < TAPES
            {
                pool.extend(kept.take());
            }
        });
        // What there is no room for is freed here, and does not come back to this place.
        if let Some(mut rest) = kept {
            rest.nodes = Vec::new();
        }
    }
}
