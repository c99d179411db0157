//! OpenInference spans for Rust agents.

pub use openinference_semconv as semconv;
pub use opentelemetry;

#[cfg(feature = "macros")]
pub use openinference_macros::*;

mod attributes;
mod callsite;
pub mod config;
pub mod context;
#[cfg(feature = "cost")]
pub mod cost;
#[cfg(feature = "sdk")]
pub mod filter;
#[cfg(feature = "cost")]
mod finished;
mod gate;
mod private;
pub mod propagation;
pub mod record;
pub mod span;
pub mod task;
pub mod telemetry;
#[cfg(feature = "testing")]
pub mod testing;
mod tracer;
pub mod value;
mod wire;

pub use crate::attributes::Attributes;
pub use crate::span::{current, span};
pub use crate::task::{carry, carry_fn};
pub use crate::telemetry::{InitError, Telemetry, init};
pub use crate::tracer::{disable, set_tracer_provider};

include!(concat!(env!("OUT_DIR"), "/private.rs"));
