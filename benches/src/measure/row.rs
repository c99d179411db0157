//! A row of the table.

use serde::{Deserialize, Serialize};

use super::{Candidate, Clock};

/// What is compared, and what the comparison may be at worst.
#[derive(Debug)]
pub struct Row {
    /// By which it is chosen on the command line.
    pub id: &'static str,
    /// What is done.
    pub what: &'static str,
    /// What the number is of: a call, a chunk ..
    pub each: &'static str,
    /// Ours first.
    pub candidates: Vec<Candidate>,
    /// What is asked of it.
    pub bars: Vec<Bar>,
    /// How many allocations of ours there may be; `None` where nothing is asked.
    pub allocations: Option<f64>,
    /// Whose time it is.
    pub clock: Clock,
}

/// Ours over that of another, at most.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bar {
    /// The name of the other candidate.
    pub against: String,
    /// What ours may cost, when theirs is 1.
    pub at_most: f64,
}

impl Row {
    /// A row about calls, without bars.
    #[must_use]
    pub fn new(id: &'static str, what: &'static str, candidates: Vec<Candidate>) -> Self {
        Self { id, what, each: "call", candidates, bars: Vec::new(), allocations: None, clock: Clock::Thread }
    }

    /// What it is of, if not a call.
    #[must_use]
    pub fn each(mut self, each: &'static str) -> Self {
        self.each = each;
        self
    }

    /// Counts the time of all threads: what others do for a call belongs to it.
    #[must_use]
    pub fn of_all_threads(mut self) -> Self {
        self.clock = Clock::Process;
        self
    }

    /// Asks that ours is at most so many times what `against` is.
    #[must_use]
    pub fn bar(mut self, against: &str, at_most: f64) -> Self {
        self.bars.push(Bar { against: against.to_owned(), at_most });
        self
    }

    /// Asks that ours has at most so many allocations.
    #[must_use]
    pub fn allocations(mut self, at_most: f64) -> Self {
        self.allocations = Some(at_most);
        self
    }
}
