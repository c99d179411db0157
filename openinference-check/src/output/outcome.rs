//! What a check came to.

use std::sync::Arc;

use openinference_runtime::testing::Report;

use crate::input::Problem;

/// What a check came to.
#[derive(Debug)]
#[non_exhaustive]
pub struct Outcome {
    /// The findings.
    pub report: Report,
    /// What could not be read.
    pub problems: Vec<Problem>,
    /// How many batches of logs and metrics were left alone.
    pub skipped: usize,
    /// The files, as they were called.
    pub files: Vec<Arc<str>>,
}
