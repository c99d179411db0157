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

    /// Writes it for whoever started this process.
    pub fn print(&self) {
        println!("{}", serde_json::to_string(self).unwrap_or_default());
    }
}
