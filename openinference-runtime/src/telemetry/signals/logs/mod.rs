//! Events of `tracing` as log records.

mod log_layer;
#[cfg(feature = "otlp-logs")]
mod masked;
#[cfg(feature = "otlp-logs")]
mod processor;

pub use self::log_layer::LogLayer;
#[cfg(feature = "otlp-logs")]
pub(crate) use self::processor::LogExportProcessor;
