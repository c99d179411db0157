//! Allocations of this thread, exactly.

use std::fmt;

use super::{Meter, Report, Row, Run};

/// Calls before the counted ones: what is made once is made.
const WARM: u64 = 16;

/// Calls that are counted: what happens now and then is spread over them.
const COUNTED: u64 = 64;

/// Counts allocations.
pub struct Allocations {
    /// How many there are while something is done. The allocator that counts is the program's: the one that measures time has
    /// none.
    pub count: fn(&mut dyn FnMut()) -> u64,
    /// The rows that are wanted; all, if there are none.
    pub rows: Vec<String>,
}

impl fmt::Debug for Allocations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Allocations").field("rows", &self.rows).finish_non_exhaustive()
    }
}

impl Meter for Allocations {
    fn wants(&self, id: &str) -> bool {
        self.rows.is_empty() || self.rows.iter().any(|row| row == id)
    }

    fn measure(&mut self, mut row: Row) {
        let count = self.count;
        let each = |(factor, run): &mut (f64, Run)| {
            run.times(WARM);
            *factor * count(&mut || run.times(COUNTED)) as f64 / COUNTED as f64
        };
        let values =
            row.candidates.iter_mut().map(|candidate| candidate.runs.iter_mut().map(each).sum()).collect();
        Report::of(&row, "allocations", values).print();
    }
}
