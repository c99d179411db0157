//! What a thread has found out about names and types, for what it records next, and its buffer.

use std::cell::Cell;

use super::kind_of_type::KnownTypes;
use super::known_names::KnownNames;
use crate::config::TraceConfig;

/// Names of fields and types of values that were met already.
#[derive(Debug, Default)]
pub(super) struct Known {
    pub(super) types: KnownTypes,
    pub(super) names: KnownNames,
    /// A buffer for JSON text.
    pub(super) text: String,
}

/// A buffer that has grown beyond this is given back.
const MOST_TEXT: usize = 64 << 10;

thread_local! {
    static KNOWN: Cell<Option<Box<Known>>> = const { Cell::new(None) };
}

impl Known {
    /// What this thread knows that goes by the rules of this configuration.
    pub(super) fn take(config: &TraceConfig) -> Box<Self> {
        // A thread that ends knows nothing any more; within a recording there is another one.
        let mut known = KNOWN.try_with(Cell::take).ok().flatten().unwrap_or_default();
        known.names.go_by(config);
        known
    }

    /// Keeps it for the next value.
    pub(super) fn keep(mut self: Box<Self>) {
        if self.text.capacity() > MOST_TEXT {
            self.text = String::new();
        }
        let _ = KNOWN.try_with(|known| known.set(Some(self)));
    }
}
