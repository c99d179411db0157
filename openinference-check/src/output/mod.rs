//! The report, in each of its formats.

mod json;
mod junit;
mod sarif;
mod text;

use std::io::{self, Write};
use std::sync::Arc;

use openinference_runtime::testing::Report;

use crate::args::Format;
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

/// Writes the outcome.
///
/// # Errors
/// Those of `out`.
pub fn write(format: Format, outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Text => text::write(outcome, out),
        Format::Json => document(&json::document(outcome), out),
        Format::Sarif => document(&sarif::document(outcome), out),
        Format::Junit => junit::write(outcome, out),
    }
}

fn document(document: &serde_json::Value, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, document)?;
    out.write_all(b"\n")
}
