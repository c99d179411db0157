//! What measures rows.

use super::report::Report;
use super::row::Row;

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Quantity {
    /// Time.
    Time,
    /// Allocations, and bytes that are held.
    Memory,
    /// Nothing: something is done for whoever watches this process.
    Watched,
}

/// Measures the rows that a scene has.
pub trait Meter {
    /// What it measures.
    fn quantity(&self) -> Quantity;

    /// Whether a row is wanted at all: some take long to prepare.
    fn wants(&self, id: &str) -> bool;

    /// Measures a row.
    fn measure(&mut self, row: Row);

    /// How many bytes are held after something was done that were not held before; none where they are not counted.
    fn held(&self, call: &mut dyn FnMut()) -> Option<f64> {
        let _ = call;
        None
    }

    /// Reports what a scene has measured by itself.
    fn report(&mut self, report: Report) {
        report.print();
    }
}
