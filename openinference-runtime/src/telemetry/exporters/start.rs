//! Starts the exporters that send something away: each a queue with a thread.

#[cfg(feature = "file")]
use std::path::Path;
use std::sync::Arc;

use super::otlp;
use crate::telemetry::InitError;
use crate::telemetry::pipeline::{self, ExportQueue};
use crate::telemetry::settings::BatchLimits;

/// To a collector.
#[cfg(feature = "_wire")]
pub(crate) fn otlp(
    endpoint: &crate::telemetry::settings::Endpoint,
    headers: &crate::telemetry::settings::Headers,
    limits: &BatchLimits,
    signal: otlp::Signal,
) -> Result<Arc<ExportQueue>, InitError> {
    let (endpoint, headers) = (endpoint.clone(), headers.clone());
    pipeline::start(limits.clone(), Box::new(move || otlp::transport(&endpoint, &headers, signal)))
}

/// To a file, which is opened on the thread that will write it.
#[cfg(feature = "file")]
pub(crate) fn file(path: &Path, limits: &BatchLimits) -> Result<Arc<ExportQueue>, InitError> {
    let path = path.to_owned();
    pipeline::start(limits.clone(), Box::new(move || Ok(Box::new(otlp::FileTransport::new(&path)?))))
}
