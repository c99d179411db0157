//! Traces across processes: W3C trace context and baggage, in and out of whatever carries them.
//!
//! ```
//! use std::collections::HashMap;
//!
//! use openinference_runtime::{propagation, semconv::SpanKind, span};
//!
//! // The one who calls: after this, `headers` names the span in progress.
//! let mut headers = HashMap::new();
//! propagation::inject(&mut headers);
//!
//! // The one who is called: by hand here, `parent = &headers` in a macro.
//! span(SpanKind::Agent, "answer").parent(&headers).in_scope(|| {});
//! ```
//!
//! The same two verbs, and `parent`, work on everything that is [`InjectCarrier`] and [`ExtractCarrier`]:
//!
//! | carrier | feature | beside it |
//! |---|---|---|
//! | `HashMap`, `BTreeMap`, `Vec` of pairs of strings | | |
//! | JSON objects: `serde_json::Value`, `serde_json::Map` | | |
//! | an `Option` of any of these | | |
//! | whatever implements OpenTelemetry's `Injector` and `Extractor` | | |
//! | `http::HeaderMap`, requests | `http` | [`http::headers`] |
//! | | `tower` | [layers](tower) for both sides |
//! | | `reqwest` | a [middleware](reqwest) |
//! | `async_nats::HeaderMap`, messages of NATS; of JetStream | `nats`; `jetstream` | [`nats::headers`] |
//! | `_meta` of the Model Context Protocol (SEP-414): parameters, contexts | `mcp` | [`mcp::traced`], [`mcp::ExtractHandler`] |
//! | messages of A2A: their metadata | | [`a2a::traced`], [`a2a::MessageMut`] |
//!
//! The propagator is OpenTelemetry's global one, which `init()` sets as `OTEL_PROPAGATORS` says. Where nobody has set
//! one and a feature brings the SDK, W3C trace context and baggage are used (again as `OTEL_PROPAGATORS` says).
//!
//! What comes in is not trusted: values beyond [`MAX_VALUE`] and what does not parse are passed over, and the rest is
//! taken. The lines of `tracestate` and `baggage` are one list, of which a member that is none costs itself; two
//! `traceparent`s are none. No inbound text makes another member, header or line of what goes out.

pub mod a2a;
#[cfg(feature = "sdk")]
pub(crate) mod ancestry;
#[cfg(feature = "sdk")]
mod baggage;
mod bounded;
mod carrier;
#[cfg(feature = "reqwest")]
mod client_span;
#[cfg(feature = "sdk")]
mod exported_parent;
#[cfg(not(feature = "sdk"))]
#[path = "no_exported_parent.rs"]
mod exported_parent;
#[cfg(feature = "http")]
pub mod http;
mod limits;
#[cfg(feature = "sdk")]
mod mark;
#[cfg(feature = "mcp")]
pub mod mcp;
#[cfg(feature = "nats")]
pub mod nats;
mod propagate;
#[cfg(feature = "sdk")]
mod propagator;
#[cfg(not(feature = "sdk"))]
#[path = "global_propagator.rs"]
mod propagator;
#[cfg(feature = "reqwest")]
pub mod reqwest;
mod session;
#[cfg(feature = "sdk")]
mod standard;
#[cfg(feature = "tower")]
pub mod tower;
#[cfg(feature = "sdk")]
mod trace_context;
#[cfg(feature = "sdk")]
mod trace_state;
mod traceparent;

#[cfg(feature = "sdk")]
pub use self::baggage::BaggagePropagator;
pub use self::carrier::{ExtractCarrier, InjectCarrier, way};
pub use self::limits::{MAX_ID, MAX_TRACESTATE, MAX_VALUE};
pub use self::propagate::{Propagation, extract, inject};
#[cfg(feature = "sdk")]
pub(crate) use self::propagator::settled;
#[cfg(feature = "sdk")]
pub use self::trace_context::TraceContextPropagator;
