//! Expressions of keys that call functions whose keys have expressions, and so on without an end.

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use super::notices::Notices;

static SAID: AtomicBool = AtomicBool::new(false);

/// A call of `function` came when `limit` spans were being described on its thread.
pub(crate) fn reached(limit: u32, function: &str) {
    if !SAID.swap(true, Relaxed) {
        Notices::of_process().say(&format!(
            "`{function}` was called by the expressions of {limit} spans, each within the one before, and gets no span: an \
             expression in a key that calls the function it belongs to never ends"
        ));
    }
}
