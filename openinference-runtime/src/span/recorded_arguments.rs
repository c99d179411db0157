//! The arguments of a call, as they were recorded.

use std::cell::Cell;

use crate::record::Recorded;

/// Arguments by their places among the parameters. A thread uses one list for all its calls.
#[derive(Debug)]
pub(super) struct RecordedArguments(Vec<(usize, Recorded)>);

/// Most arguments that room is kept for.
const MOST: usize = 64;

thread_local! {
    static ROOM: Cell<Vec<(usize, Recorded)>> = const { Cell::new(Vec::new()) };
}

impl RecordedArguments {
    pub(super) fn new() -> Self {
        Self(ROOM.try_with(Cell::take).unwrap_or_default())
    }

    pub(super) fn push(&mut self, index: usize, value: Recorded) {
        self.0.push((index, value));
    }

    /// All of them, in the order of the parameters.
    pub(super) fn in_order(&mut self) -> &mut Vec<(usize, Recorded)> {
        self.0.sort_by_key(|(index, _)| *index);
        &mut self.0
    }
}

impl Drop for RecordedArguments {
    fn drop(&mut self) {
        let mut room = std::mem::take(&mut self.0);
        if room.capacity() > 0 && room.capacity() <= MOST {
            room.clear();
            let _ = ROOM.try_with(|kept| kept.set(room));
        }
    }
}
