//! Where finished spans leave the process: OTLP over HTTP, gRPC or to a file, and the console.

#[cfg(feature = "_wire")]
mod connect;
#[cfg(feature = "console")]
pub(crate) mod console;
#[cfg(not(feature = "console"))]
#[path = "no_console.rs"]
pub(crate) mod console;
#[cfg(feature = "_export")]
mod otlp;
#[cfg_attr(
    not(all(feature = "otlp-grpc", feature = "otlp-metrics", feature = "otlp-logs")),
    expect(dead_code, reason = "not every signal is compiled in")
)]
mod signal;
#[cfg(not(feature = "_wire"))]
#[path = "no_collector.rs"]
pub(crate) mod to_collector;
#[cfg(feature = "_wire")]
pub(crate) mod to_collector;
#[cfg(not(feature = "file"))]
#[path = "no_file.rs"]
pub(crate) mod to_file;
#[cfg(feature = "file")]
pub(crate) mod to_file;

#[cfg(all(test, feature = "file"))]
pub(crate) use self::otlp::json_line;
pub(crate) use self::signal::Signal;
