//! OTLP over HTTP, over gRPC and in files.
//!
//! Built on `opentelemetry-proto` and not on `opentelemetry-otlp`: its exporter says neither how large a request is nor how
//! many spans of it were rejected, and picks its HTTP client by whatever features any crate of the program turned on.

mod encode;

#[cfg(feature = "_wire")]
mod retry;

#[cfg(feature = "file")]
mod file;
#[cfg(feature = "otlp-grpc")]
mod grpc;
#[cfg(feature = "otlp")]
mod http;

#[cfg(feature = "file")]
pub(crate) use self::file::FileTransport;
#[cfg(feature = "otlp-grpc")]
pub(crate) use self::grpc::GrpcTransport;
#[cfg(feature = "otlp")]
pub(crate) use self::http::HttpTransport;
