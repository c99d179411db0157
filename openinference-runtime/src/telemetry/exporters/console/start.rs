//! From the settings to the trace tree.

use std::io::Write;

use super::processor::{ConsoleProcessor, Output};
use crate::telemetry::InitError;
use crate::telemetry::settings::Terminal;

/// The tree on stderr, or where `writer` writes.
pub(crate) fn start(
    writer: Option<Box<dyn Write + Send>>,
    terminal: Terminal,
) -> Result<ConsoleProcessor, InitError> {
    let output = writer.map_or(Output::Stderr { terminal: terminal.stderr }, Output::Writer);
    Ok(ConsoleProcessor::new(output))
}
