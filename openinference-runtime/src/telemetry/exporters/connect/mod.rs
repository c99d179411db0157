//! How a collector is reached, for spans, metrics and logs alike: clients that are ours, with the certificates that were
//! asked for.

mod cause;
#[cfg(feature = "otlp-grpc")]
mod grpc;
#[cfg(any(feature = "otlp", feature = "_otlp-signals"))]
mod http;

use std::time::Duration;

pub(crate) use self::cause::innermost;
#[cfg(feature = "otlp-grpc")]
pub(crate) use self::grpc::{channel, metadata, runtime};
#[cfg(any(feature = "otlp", feature = "_otlp-signals"))]
pub(crate) use self::http::client;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// As the OTLP specification wants it, with our name behind.
const USER_AGENT: &str =
    concat!("OTel-OTLP-Exporter-Rust ", env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
