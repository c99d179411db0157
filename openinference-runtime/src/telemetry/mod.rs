//! Setup: from environment variables to a running pipeline.

mod builder;
mod counts;
mod error;
mod guard;

pub use self::{builder::Builder, counts::Counts, error::InitError, guard::Telemetry};

/// The OTLP transport.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Protocol {
    /// `http/protobuf`, feature `otlp`.
    HttpProtobuf,
    /// `grpc`, feature `otlp-grpc`.
    Grpc,
}

/// Sets telemetry up from the `OTEL_*` and `PHOENIX_*` variables.
///
/// # Errors
///
/// When a variable is not accepted or what it asks for is not compiled in; see [`InitError`].
pub fn init() -> Result<Telemetry, InitError> {
    Builder::new().init()
}
