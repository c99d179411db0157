//! Where no trace tree is compiled in, none is written; the settings have said so before.

use std::io::Write;

use crate::telemetry::InitError;
use crate::telemetry::pipeline::BatchProcessor;
use crate::telemetry::settings::Terminal;

pub(crate) fn start(_: Option<Box<dyn Write + Send>>, _: Terminal) -> Result<BatchProcessor, InitError> {
    let (target, problem) = ("the terminal".to_owned(), "no trace tree is compiled in".to_owned());
    Err(InitError::Exporter { target, problem })
}
