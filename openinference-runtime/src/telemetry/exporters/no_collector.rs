//! Where no transport is compiled in, no collector is reached; the settings have said so before.

use std::sync::Arc;

use super::signal::Signal;
use crate::telemetry::InitError;
use crate::telemetry::pipeline::ExportQueue;
use crate::telemetry::settings::{BatchLimits, Endpoint, Headers};

pub(crate) fn start(
    endpoint: &Endpoint,
    _: &Headers,
    _: &BatchLimits,
    _: Signal,
) -> Result<Arc<ExportQueue>, InitError> {
    let (target, problem) = (endpoint.origin.clone(), "no transport is compiled in".to_owned());
    Err(InitError::Exporter { target, problem })
}
