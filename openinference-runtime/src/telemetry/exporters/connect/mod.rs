//! How a collector is reached, for spans, metrics and logs alike: clients that are ours, with the certificates that were
//! asked for.

mod cause;
#[cfg(feature = "otlp-grpc")]
mod grpc;
#[cfg(feature = "otlp")]
mod http;
mod runtime;
#[cfg(not(feature = "tls"))]
#[cfg_attr(
    not(all(feature = "otlp", feature = "otlp-grpc")),
    expect(dead_code, reason = "one of the clients is not compiled in")
)]
#[path = "no_tls.rs"]
mod tls;
#[cfg(feature = "tls")]
mod tls;
mod user_agent;

pub(crate) use self::cause::innermost;
#[cfg(feature = "otlp-grpc")]
pub(crate) use self::grpc::{channel, metadata};
#[cfg(feature = "otlp")]
pub(crate) use self::http::{client, http_problem};
pub(crate) use self::runtime::runtime;
use self::user_agent::{CONNECT_TIMEOUT, USER_AGENT};
