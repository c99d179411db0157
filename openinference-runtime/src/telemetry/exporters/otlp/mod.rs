//! OTLP over HTTP, over gRPC and in files.
//!
//! Not built on `opentelemetry-otlp`: its exporter says neither how large a request is nor how many spans of it were
//! rejected, and picks its HTTP client by whatever features any crate of the program turned on.

#[cfg(feature = "_wire")]
mod answer;
#[cfg(feature = "_wire")]
mod retry;
#[cfg(feature = "_wire")]
mod transport;

#[cfg(feature = "otlp-grpc")]
mod codec;
#[cfg(feature = "file")]
mod file;
#[cfg(feature = "otlp-grpc")]
mod grpc;
#[cfg(all(feature = "_wire", not(feature = "otlp-grpc")))]
#[path = "not_compiled_in.rs"]
mod grpc;
#[cfg(feature = "otlp")]
mod gzip;
#[cfg(feature = "otlp")]
mod http;
#[cfg(all(feature = "_wire", not(feature = "otlp")))]
#[path = "not_compiled_in.rs"]
mod http;

#[cfg(feature = "file")]
pub(crate) use self::file::FileTransport;
#[cfg(all(test, feature = "file"))]
pub(crate) use self::file::json_line;
#[cfg(feature = "_wire")]
pub(crate) use self::transport::transport;
