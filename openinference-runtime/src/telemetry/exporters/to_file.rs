//! To a file, by a queue with a thread.

use std::path::Path;
use std::sync::Arc;

use super::otlp::FileTransport;
use crate::telemetry::InitError;
use crate::telemetry::pipeline::{self, ExportQueue};
use crate::telemetry::settings::BatchLimits;

/// Starts queue and thread. The file is opened on the thread that will write it.
pub(crate) fn start(path: &Path, limits: &BatchLimits) -> Result<Arc<ExportQueue>, InitError> {
    let path = path.to_owned();
    pipeline::start(limits.clone(), Box::new(move || Ok(Box::new(FileTransport::new(&path)?))))
}
