//! Allocations of this thread, exactly.

use std::fmt;

use super::{Clock, Meter, Quantity, Report, Row, Run};

/// Calls before the counted ones: what is made once is made.
const WARM: u64 = 16;

/// Calls that are counted: what happens now and then is spread over them.
const COUNTED: u64 = 64;

/// What an allocator has counted while something was done.
#[derive(Clone, Copy, Debug)]
pub struct Counted {
    /// Allocations.
    pub allocations: u64,
    /// Bytes that are held and were not before.
    pub held: i64,
}

/// Counts allocations.
pub struct Allocations {
    /// The allocator that counts is the program's: the one that measures time has none.
    pub count: fn(&mut dyn FnMut()) -> Counted,
    /// The rows that are wanted; all, if there are none.
    pub rows: Vec<String>,
}

impl fmt::Debug for Allocations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Allocations").field("rows", &self.rows).finish_non_exhaustive()
    }
}

impl Meter for Allocations {
    fn quantity(&self) -> Quantity {
        Quantity::Memory
    }

    fn held(&self, call: &mut dyn FnMut()) -> Option<f64> {
        Some((self.count)(call).held as f64)
    }

    fn wants(&self, id: &str) -> bool {
        self.rows.is_empty() || self.rows.iter().any(|row| row == id)
    }

    fn measure(&mut self, mut row: Row) {
        // What other threads allocate is not counted.
        if row.clock != Clock::Thread {
            return;
        }
        let count = self.count;
        let each = |(factor, run): &mut (f64, Run)| {
            run.times(WARM);
            *factor * count(&mut || run.times(COUNTED)).allocations as f64 / COUNTED as f64
        };
        let values =
            row.candidates.iter_mut().map(|candidate| candidate.runs.iter_mut().map(each).sum()).collect();
        Report::of(&row, "allocations", values).print();
    }
}
