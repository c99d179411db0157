//! To a collector, by a queue with a thread.

use std::sync::Arc;

use super::otlp;
use super::signal::Signal;
use crate::telemetry::InitError;
use crate::telemetry::pipeline::{self, ExportQueue};
use crate::telemetry::settings::{BatchLimits, Endpoint, Headers};

/// Starts queue and thread, on which the transport is made.
pub(crate) fn start(
    endpoint: &Endpoint,
    headers: &Headers,
    limits: &BatchLimits,
    signal: Signal,
) -> Result<Arc<ExportQueue>, InitError> {
    let (endpoint, headers) = (endpoint.clone(), headers.clone());
    pipeline::start(limits.clone(), Box::new(move || otlp::transport(&endpoint, &headers, signal)))
}
