//! How a collector is reached, for spans, metrics and logs alike: clients that are ours, with the certificates that were
//! asked for.

mod cause;
#[cfg(feature = "otlp-grpc")]
mod grpc;
#[cfg(any(feature = "otlp", feature = "_otlp-signals"))]
mod http;
mod user_agent;

pub(crate) use self::cause::innermost;
#[cfg(feature = "otlp-grpc")]
pub(crate) use self::grpc::{channel, metadata, runtime};
#[cfg(any(feature = "otlp", feature = "_otlp-signals"))]
pub(crate) use self::http::client;
use self::user_agent::{CONNECT_TIMEOUT, USER_AGENT};
