//! OpenInference spans for Rust agents.

pub use openinference_semconv as semconv;
pub use opentelemetry;

#[cfg(feature = "macros")]
pub use openinference_macros::*;

mod attributes;
pub mod config;
mod context;
mod gate;
mod private;
pub mod record;
pub mod telemetry;
mod tracer;
pub mod value;
mod wire;

pub use crate::attributes::Attributes;
pub use crate::telemetry::{InitError, Telemetry, init};

include!(concat!(env!("OUT_DIR"), "/private.rs"));
