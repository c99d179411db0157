//! Where no files are compiled in, none is written.

use std::path::Path;
use std::sync::Arc;

use crate::telemetry::InitError;
use crate::telemetry::pipeline::ExportQueue;
use crate::telemetry::settings::BatchLimits;

pub(crate) fn start(path: &Path, _: &BatchLimits) -> Result<Arc<ExportQueue>, InitError> {
    let (target, problem) = (path.display().to_string(), "no exporter to files is compiled in".to_owned());
    Err(InitError::Exporter { target, problem })
}
