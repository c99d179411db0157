//! Which rules these are.

use std::sync::atomic::{AtomicU64, Ordering};

/// Zero for the built-in rules; whatever adds to some gives them a number that no others have.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct RulesNumber(u64);

impl RulesNumber {
    pub(super) fn next() -> Self {
        static LAST: AtomicU64 = AtomicU64::new(0);
        Self(LAST.fetch_add(1, Ordering::Relaxed) + 1)
    }

    pub(super) fn get(self) -> u64 {
        self.0
    }
}

/// It follows from the names.
impl PartialEq for RulesNumber {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for RulesNumber {}
