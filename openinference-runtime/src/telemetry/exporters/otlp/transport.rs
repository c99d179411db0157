//! From an endpoint to the transport that its protocol means.

use super::{grpc, http};
use crate::telemetry::exporters::signal::Signal;
use crate::telemetry::pipeline::Transport;
use crate::telemetry::settings::{Endpoint, Headers};
use crate::telemetry::{InitError, Protocol};

/// To be called on the export thread, where all of it happens.
///
/// # Errors
///
/// When the endpoint cannot be used, or its protocol is not compiled in, which the settings have refused before.
pub(crate) fn transport(
    endpoint: &Endpoint,
    headers: &Headers,
    signal: Signal,
) -> Result<Box<dyn Transport>, InitError> {
    let headers = &headers.clone().authorized(&endpoint.userinfo);
    match endpoint.protocol {
        Protocol::HttpProtobuf => http::connect(endpoint, headers, signal),
        Protocol::Grpc => grpc::connect(endpoint, headers, signal),
    }
}
