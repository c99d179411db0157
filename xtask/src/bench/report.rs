//! Rows as the programs print them (`benches/src/measure/report.rs`).

use serde::Deserialize;

/// A row.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Report {
    pub(super) id: String,
    pub(super) what: String,
    pub(super) each: String,
    pub(super) unit: String,
    /// Ours first.
    pub(super) measured: Vec<Measured>,
    pub(super) bars: Vec<Bar>,
    /// How many allocations of ours there may be.
    pub(super) allocations: Option<f64>,
}

/// A way to do it.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Measured {
    pub(super) name: String,
    pub(super) value: f64,
}

/// Ours over that of another, at most.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Bar {
    pub(super) against: String,
    pub(super) at_most: f64,
}

impl Report {
    /// What one of them costs.
    pub(super) fn value(&self, name: &str) -> Option<f64> {
        self.measured.iter().find(|measured| measured.name == name).map(|measured| measured.value)
    }
}
