//! Lines for people.

use std::io::{self, Write};

use super::Outcome;

pub(super) fn write(outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
    for problem in &outcome.problems {
        writeln!(out, "cannot be read: {problem}")?;
    }
    write!(out, "{}", outcome.report)?;
    if outcome.skipped > 0 {
        writeln!(out, "{} batches of logs or metrics left alone", outcome.skipped)?;
    }
    Ok(())
}
