//! Where finished spans leave the process: OTLP over HTTP, gRPC or to a file, and the console.

#[cfg(feature = "_wire")]
mod connect;
#[cfg(feature = "console")]
pub(crate) mod console;
#[cfg(feature = "_export")]
mod otlp;
#[cfg(feature = "_export")]
pub(crate) mod start;
#[cfg(feature = "_wire")]
pub(crate) use self::otlp::Signal;
#[cfg(all(test, feature = "file"))]
pub(crate) use self::otlp::json_line;
