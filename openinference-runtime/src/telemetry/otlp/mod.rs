//! OTLP over HTTP and over gRPC.
//!
//! Built on `opentelemetry-proto` and not on `opentelemetry-otlp`: its exporter says neither how large a request is nor how
//! many spans of it were rejected, and picks its HTTP client by whatever features any crate of the program turned on.

mod cause;
mod encode;
mod retry;

#[cfg(feature = "otlp-grpc")]
mod grpc;
#[cfg(feature = "otlp")]
mod http;

#[cfg(feature = "otlp-grpc")]
pub(crate) use self::grpc::GrpcTransport;
#[cfg(feature = "otlp")]
pub(crate) use self::http::HttpTransport;

/// As the OTLP specification wants it, with our name behind.
const USER_AGENT: &str =
    concat!("OTel-OTLP-Exporter-Rust ", env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
