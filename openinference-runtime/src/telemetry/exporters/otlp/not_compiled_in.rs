//! A protocol that is not compiled in, which the settings have refused before.

use crate::telemetry::InitError;
use crate::telemetry::exporters::signal::Signal;
use crate::telemetry::pipeline::Transport;
use crate::telemetry::settings::{Endpoint, Headers};

pub(super) fn connect(endpoint: &Endpoint, _: &Headers, _: Signal) -> Result<Box<dyn Transport>, InitError> {
    let (target, problem) = (endpoint.origin.clone(), "its protocol is not compiled in".to_owned());
    Err(InitError::Exporter { target, problem })
}
