//! Certificates of collectors behind `https`.

#[cfg(feature = "otlp-grpc")]
mod grpc;
#[cfg(feature = "otlp")]
mod http;

#[cfg(feature = "otlp-grpc")]
pub(super) use self::grpc::secure_grpc;
#[cfg(feature = "otlp")]
pub(super) use self::http::secure_http;
