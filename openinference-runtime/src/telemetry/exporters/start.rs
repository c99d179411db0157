//! Starts the exporters that send spans away.

#[cfg(feature = "file")]
use std::path::Path;

use super::otlp;
use crate::telemetry::InitError;
#[cfg(feature = "_wire")]
use crate::telemetry::Protocol;
use crate::telemetry::pipeline::BatchProcessor;
#[cfg(feature = "_wire")]
use crate::telemetry::settings::Endpoint;
use crate::telemetry::settings::Settings;

/// `None` for a transport that is not compiled in, which the settings have refused before.
#[cfg(feature = "_wire")]
pub(crate) fn otlp(endpoint: &Endpoint, settings: &Settings) -> Result<Option<BatchProcessor>, InitError> {
    let (limits, headers) = (settings.batch.clone(), settings.headers.clone());
    let target = endpoint.clone();
    match endpoint.protocol {
        #[cfg(feature = "otlp")]
        Protocol::HttpProtobuf => {
            BatchProcessor::start(limits, move || otlp::HttpTransport::new(&target, &headers)).map(Some)
        }
        #[cfg(not(feature = "otlp"))]
        Protocol::HttpProtobuf => Ok(None),
        #[cfg(feature = "otlp-grpc")]
        Protocol::Grpc => {
            BatchProcessor::start(limits, move || otlp::GrpcTransport::new(&target, &headers)).map(Some)
        }
        #[cfg(not(feature = "otlp-grpc"))]
        Protocol::Grpc => Ok(None),
    }
}

/// Opens the file on the thread that will write it.
#[cfg(feature = "file")]
pub(crate) fn file(path: &Path, settings: &Settings) -> Result<BatchProcessor, InitError> {
    let path = path.to_owned();
    BatchProcessor::start(settings.batch.clone(), move || otlp::FileTransport::new(&path))
}
