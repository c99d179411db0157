//! What measures rows.

use super::row::Row;

/// Measures the rows that a scene has.
pub trait Meter {
    /// Whether a row is wanted at all: some take long to prepare.
    fn wants(&self, id: &str) -> bool;

    /// Measures a row.
    fn measure(&mut self, row: Row);
}
