//! From an endpoint to the transport that its protocol means.

use super::signal::Signal;
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
    let _ = signal;
    let headers = &headers.clone().authorized(&endpoint.userinfo);
    match endpoint.protocol {
        #[cfg(feature = "otlp")]
        Protocol::HttpProtobuf => Ok(Box::new(super::http::HttpTransport::new(endpoint, headers)?)),
        #[cfg(feature = "otlp-grpc")]
        Protocol::Grpc => Ok(Box::new(super::grpc::GrpcTransport::new(endpoint, headers, signal)?)),
        #[cfg(not(all(feature = "otlp", feature = "otlp-grpc")))]
        _ => {
            let _ = headers;
            let (target, problem) = (endpoint.origin.clone(), "its protocol is not compiled in".to_owned());
            Err(InitError::Exporter { target, problem })
        }
    }
}
