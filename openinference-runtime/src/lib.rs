//! OpenInference spans for Rust agents.

pub use openinference_semconv as semconv;
pub use opentelemetry;

#[cfg(feature = "macros")]
#[doc = include_str!("own/docs/document.md")]
pub use openinference_macros::Document;
#[cfg(feature = "macros")]
#[doc = include_str!("own/docs/embedding.md")]
pub use openinference_macros::Embedding;
#[cfg(feature = "macros")]
#[doc = include_str!("own/docs/llm_chunk.md")]
pub use openinference_macros::LlmChunk;
#[cfg(feature = "macros")]
#[doc = include_str!("own/docs/llm_request.md")]
pub use openinference_macros::LlmRequest;
#[cfg(feature = "macros")]
#[doc = include_str!("own/docs/llm_response.md")]
pub use openinference_macros::LlmResponse;
#[cfg(feature = "macros")]
pub use openinference_macros::*;

mod attributes;
mod callsite;
pub mod config;
pub mod context;
#[cfg(feature = "sdk")]
pub mod filter;
mod gate;
pub mod own;
mod private;
pub mod propagation;
pub mod record;
pub mod span;
pub mod task;
pub mod telemetry;
#[cfg(feature = "testing")]
pub mod testing;
#[cfg(feature = "schema")]
pub mod tool;
mod tracer;
pub mod value;
mod wire;

pub use crate::attributes::Attributes;
pub use crate::span::{current, span};
pub use crate::task::{carry, carry_fn};
pub use crate::telemetry::{InitError, Telemetry, init};
pub use crate::tracer::{disable, set_tracer_provider};

include!(concat!(env!("OUT_DIR"), "/private.rs"));
