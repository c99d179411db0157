//! OTLP over HTTP and over gRPC.
//!
//! Built on `opentelemetry-proto` and not on `opentelemetry-otlp`: its exporter says neither how large a request is nor how
//! many spans of it were rejected, and picks its HTTP client by whatever features any crate of the program turned on.

mod encode;
mod retry;

#[cfg(feature = "otlp")]
mod http;

#[cfg(feature = "otlp")]
pub(crate) use self::http::HttpTransport;
