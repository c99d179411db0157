//! Writing the report in the format that was asked for.

use std::io::{self, Write};

use super::outcome::Outcome;
use super::{json, junit, sarif, text};
use crate::args::Format;

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
