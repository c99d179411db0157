//! One candidate, so many times: for tools that watch the whole process, as those do that count instructions.

use super::{Meter, Quantity, Row};

/// Does what one candidate of one row does, and reports nothing.
#[derive(Debug)]
pub struct Once {
    /// The row.
    pub row: String,
    /// The name of the candidate.
    pub candidate: String,
    /// How often.
    pub times: u64,
}

impl Meter for Once {
    fn quantity(&self) -> Quantity {
        Quantity::Watched
    }

    fn wants(&self, id: &str) -> bool {
        self.row == id
    }

    fn measure(&mut self, row: Row) {
        let mut chosen = row.candidates.into_iter().find(|candidate| candidate.name == self.candidate);
        for (_, run) in chosen.iter_mut().flat_map(|candidate| &mut candidate.runs) {
            run.times(self.times);
        }
    }
}
