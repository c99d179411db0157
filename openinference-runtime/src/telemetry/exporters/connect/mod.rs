//! How a collector is reached, for spans, metrics and logs alike: clients that are ours, with the certificates that were
//! asked for.

mod cause;
#[cfg(feature = "otlp-grpc")]
mod grpc;
#[cfg(feature = "otlp")]
mod http;
mod runtime;
mod user_agent;

pub(crate) use self::cause::innermost;
#[cfg(feature = "otlp-grpc")]
pub(crate) use self::grpc::{channel, metadata};
#[cfg(feature = "otlp")]
pub(crate) use self::http::client;
pub(crate) use self::runtime::runtime;
use self::user_agent::{CONNECT_TIMEOUT, USER_AGENT};
