//! What was measured, as lines of JSON between the processes.

use serde::{Deserialize, Serialize};

use super::row::{Bar, Row};

/// A row as it was measured.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// [`Row::id`]
    pub id: String,
    /// [`Row::what`]
    pub what: String,
    /// [`Row::each`]
    pub each: String,
    /// `nanoseconds`, `allocations`, `bytes`, `spans`, `spans a second` ..
    pub unit: String,
    /// Ours first.
    pub measured: Vec<Measured>,
    /// [`Row::bars`]
    pub bars: Vec<Bar>,
    /// [`Row::allocations`]
    pub allocations: Option<f64>,
}

/// One candidate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Measured {
    /// [`Candidate::name`](super::Candidate::name)
    pub name: String,
    /// The median.
    pub value: f64,
}

impl Report {
    /// With one value for each candidate.
    #[must_use]
    pub fn of(row: &Row, unit: &str, values: Vec<f64>) -> Self {
        let names = row.candidates.iter().map(|candidate| candidate.name.to_owned());
        Self {
            id: row.id.to_owned(),
            what: row.what.to_owned(),
            each: row.each.to_owned(),
            unit: unit.to_owned(),
            measured: names.zip(values).map(|(name, value)| Measured { name, value }).collect(),
            bars: row.bars.clone(),
            allocations: row.allocations,
        }
    }

    /// What a scene has measured by itself.
    #[must_use]
    pub fn new(id: &str, what: &str, each: &str, unit: &str, measured: &[(&str, f64)]) -> Self {
        let measured =
            measured.iter().map(|(name, value)| Measured { name: (*name).to_owned(), value: *value });
        Self {
            id: id.to_owned(),
            what: what.to_owned(),
            each: each.to_owned(),
            unit: unit.to_owned(),
            measured: measured.collect(),
            bars: Vec::new(),
            allocations: None,
        }
    }

    /// Asks that ours is at most so many times what `against` is.
    #[must_use]
    pub fn bar(mut self, against: &str, at_most: f64) -> Self {
        self.bars.push(Bar { against: against.to_owned(), at_most });
        self
    }

    /// Writes it for whoever started this process.
    pub fn print(&self) {
        println!("{}", serde_json::to_string(self).unwrap_or_default());
    }
}
