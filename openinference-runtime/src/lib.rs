//! [OpenInference](https://github.com/Arize-ai/openinference) spans for Rust agents: one attribute on a function, and its span
//! appears in Phoenix or in any other OpenTelemetry backend.
//!
//! ```
//! use openinference_runtime::{agent_span, tool_span};
//!
//! /// Current weather of a city.
//! #[tool_span]
//! async fn get_weather(city: String) -> Result<String, std::io::Error> {
//!     Ok(format!("sunny in {city}"))
//! }
//!
//! #[agent_span(name = "weather_agent", session = session_id)]
//! async fn answer(session_id: &str, question: &str) -> Result<String, std::io::Error> {
//!     get_weather(question.to_owned()).await
//! }
//!
//! # fn main() -> Result<(), openinference_runtime::InitError> {
//! let _telemetry = openinference_runtime::init()?; // flushed when it is dropped
//! # Ok(())
//! # }
//! ```
//!
//! # What is where
//!
//! - The attributes (`agent_span`, `llm_span`, `tool_span` ...) make the spans; a function that is annotated in a program
//!   without telemetry costs a load and a branch more than a plain one once telemetry is known to be off.
//! - [`span()`] makes the same spans by hand, [`current()`] adds to the one in progress, [`carry()`] takes it into a task.
//! - [`init()`] and [`telemetry::Builder`] set up where spans go; [`set_tracer_provider()`] takes a provider of the program's own.
//! - [`context`] holds what whole parts of a trace have in common: session, user, metadata, tags.
//! - [`config`] says what is hidden. Every attribute passes through it, whoever writes it.
//! - [`value`] has the typed values of the conventions, [`record`] what arguments and results become, [`semconv`] every
//!   attribute and enumeration by name.
//! - [`propagation`] carries traces between processes.
//!
//! A library needs nothing but the default features. A program chooses where its spans go: `console`, `otlp`, `otlp-grpc`,
//! `file`. Tests take `testing`.
//!
//! # Left out at compile time
//!
//! With `default-features = false, features = ["macros"]` there are no spans and no OpenTelemetry: annotated functions compile
//! to what they were, everything named here is still there and does nothing, and mistakes in annotations are still found.
//! The feature that makes the difference is `trace`. It is a default one, and whatever needs it turns it on; so it takes every
//! crate of a build to leave spans out.
//!
//! # Where a span's parent and destination come from
//!
//! The parent is the current span of the OpenTelemetry [`Context`](opentelemetry::Context), so spans of other libraries nest
//! with these. The destination is the provider carried in that Context (a test's capture), else the one set up in this crate,
//! else OpenTelemetry's global one. On a provider that this crate did not make, its own limits hold: the SDK's default of 128
//! attributes drops the last messages of a long conversation.

// On docs.rs every item says which feature it needs.
#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(
    not(feature = "trace"),
    expect(
        dead_code,
        unused_imports,
        reason = "values, recording and masking are the same with and without spans, which alone use all of it"
    )
)]

pub use openinference_semconv as semconv;

#[cfg(feature = "trace")]
pub use opentelemetry;

#[cfg(feature = "macros")]
mod macros;
#[cfg(feature = "macros")]
pub use crate::macros::*;

#[cfg(any(feature = "bedrock", feature = "mcp-server"))]
mod adapters;
mod attributes;
pub mod config;
#[cfg(feature = "cost")]
pub mod cost;
#[cfg(not(feature = "cost"))]
#[path = "no_cost.rs"]
mod cost;
pub mod derive;
pub mod feedback;
mod foreign_code;
#[cfg(feature = "trace")]
#[cfg_attr(not(feature = "sdk"), expect(dead_code, reason = "set-up and processors alone share locks"))]
mod fork_lock;
mod instant;
mod json;
mod key;
mod limit;
mod panics;
mod private;
mod providers;
pub mod record;
pub mod task;
#[cfg(feature = "testing")]
pub mod testing;
#[cfg(not(feature = "schema"))]
#[path = "no_tool.rs"]
mod tool;
#[cfg(feature = "schema")]
pub mod tool;
pub mod value;

// Spans ..
#[cfg(feature = "trace")]
pub mod context;
#[cfg(feature = "trace")]
mod current_context;
#[cfg(feature = "trace")]
mod diagnostics;
#[cfg(feature = "trace")]
#[cfg_attr(not(feature = "sdk"), expect(dead_code, reason = "processors alone ask for it"))]
mod ending_span;
#[cfg(feature = "trace")]
mod gate;
#[cfg(feature = "trace")]
pub mod genai;
#[cfg(feature = "trace")]
mod installed_source;
#[cfg(feature = "sdk")]
mod processors;
#[cfg(feature = "trace")]
pub mod propagation;
#[cfg(feature = "trace")]
mod sharded;
#[cfg(feature = "trace")]
#[cfg_attr(not(feature = "sdk"), expect(dead_code, reason = "set-up alone knows the sampler"))]
mod source;
#[cfg(feature = "trace")]
pub mod span;
#[cfg(feature = "trace")]
#[cfg_attr(not(feature = "sdk"), expect(dead_code, reason = "processors alone ask for it"))]
mod starting_kind;
#[cfg(feature = "trace")]
pub mod telemetry;
#[cfg(feature = "trace")]
mod tracer;

// .. or what has their names and does nothing.
#[cfg(not(feature = "trace"))]
mod disabled;
#[cfg(not(feature = "trace"))]
pub use crate::disabled::{context, opentelemetry, propagation, span, telemetry};
#[cfg(not(feature = "trace"))]
use crate::disabled::{current_context, tracer};

pub use crate::attributes::Attributes;
pub use crate::key::{AttributeKey, KeyPrefix};
#[cfg(feature = "sdk")]
pub use crate::processors::filter;
#[cfg(feature = "metrics")]
pub use crate::processors::metrics;
pub use crate::span::{current, span};
pub use crate::task::{carry, carry_fn};
pub use crate::telemetry::{InitError, Telemetry, init};
pub use crate::tracer::{disable, set_tracer_provider};

include!(concat!(env!("OUT_DIR"), "/private.rs"));
