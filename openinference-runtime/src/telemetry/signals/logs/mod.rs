//! Events of `tracing` as log records.

mod log_layer;
mod masked;

pub use self::log_layer::LogLayer;
