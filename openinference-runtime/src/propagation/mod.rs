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
//! | `_meta` of the Model Context Protocol (SEP-414): parameters, contexts | `mcp` | [`mcp::traced`], [`mcp::Extract`] |
//! | messages of A2A: their metadata | | [`a2a::traced`], [`a2a::Message`] |
//!
//! The propagator is OpenTelemetry's global one, which `init()` sets as `OTEL_PROPAGATORS` says. Where nobody has set
//! one and a feature brings the SDK, W3C trace context and baggage are used (again as `OTEL_PROPAGATORS` says).
//!
//! What comes in is not trusted: values beyond [`MAX_VALUE`] and what does not parse are passed over, and the rest is
//! taken.

pub mod a2a;
#[cfg(feature = "sdk")]
pub(crate) mod ancestry;
mod bounded;
mod carrier;
#[cfg(feature = "http")]
pub mod http;
mod limits;
#[cfg(feature = "sdk")]
mod mark;
#[cfg(feature = "mcp")]
pub mod mcp;
#[cfg(feature = "nats")]
pub mod nats;
mod propagator;
#[cfg(feature = "reqwest")]
pub mod reqwest;
mod session;
#[cfg(feature = "tower")]
pub mod tower;

use opentelemetry::Context;
use opentelemetry::baggage::BaggageExt as _;
use opentelemetry::trace::TraceContextExt as _;

pub use self::carrier::{ExtractCarrier, InjectCarrier, way};
pub use self::limits::{MAX_ID, MAX_TRACESTATE, MAX_VALUE};

use self::bounded::Bounded;
use self::carrier::Writer;
#[cfg(feature = "sdk")]
pub(crate) use self::propagator::settled;

/// Writes the span in progress, and baggage, to `carrier`. Writes nothing when there is no span.
pub fn inject<C: InjectCarrier<Way> + ?Sized, Way>(carrier: &mut C) {
    Propagation::new().inject(carrier);
}

/// The current Context with the span that `carrier` names as the remote parent, and with its baggage; see
/// [`Propagation::extract`].
pub fn extract<C: ExtractCarrier<Way> + ?Sized, Way>(carrier: &C) -> Context {
    Propagation::new().extract(carrier)
}

/// What goes along with the trace.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Propagation {
    session: bool,
}

impl Propagation {
    /// Trace context and baggage, as they are.
    #[must_use]
    pub const fn new() -> Self {
        Self { session: false }
    }

    /// Session and user go along in the baggage, as `session.id` and `user.id`: written from the context attributes
    /// in force, read into them.
    ///
    /// Baggage reaches everybody down the line, and whoever sends it decides what is in it: for services of one's own.
    #[must_use]
    pub const fn with_session(mut self) -> Self {
        self.session = true;
        self
    }

    /// Writes the span in progress, and baggage, to `carrier`.
    pub fn inject<C: InjectCarrier<Way> + ?Sized, Way>(self, carrier: &mut C) {
        self.inject_context(&Context::current(), carrier);
    }

    /// Writes the span of `cx`, and its baggage, to `carrier`.
    pub fn inject_context<C: InjectCarrier<Way> + ?Sized, Way>(self, cx: &Context, carrier: &mut C) {
        let mut writer = Writer::new(carrier);
        let told = self.session.then(|| session::inject_ids(cx)).flatten();
        let cx = told.as_ref().unwrap_or(cx);
        #[cfg(feature = "sdk")]
        let marked = mark::with_exported_parent(cx);
        #[cfg(feature = "sdk")]
        let cx = marked.as_ref().unwrap_or(cx);
        propagator::with(|propagator| propagator.inject_context(cx, &mut writer));
    }

    /// The current Context with what `carrier` brings: its span as the remote parent, its baggage.
    ///
    /// A local span of the same trace stays the parent: another middleware has read the same headers, and its span is
    /// nearer.
    #[must_use]
    pub fn extract<C: ExtractCarrier<Way> + ?Sized, Way>(self, carrier: &C) -> Context {
        let current = Context::current();
        let found = self.remote(&current, carrier);
        let (here, there) = (current.span().span_context().clone(), found.span().span_context().clone());
        if here.is_valid() && !here.is_remote() && here.trace_id() == there.trace_id() {
            return session::inherit(&current, &found).with_baggage(session::entries(&found));
        }
        found
    }

    /// `cx` with what `carrier` brings.
    pub(crate) fn remote<C: ExtractCarrier<Way> + ?Sized, Way>(self, cx: &Context, carrier: &C) -> Context {
        let found =
            propagator::with(|propagator| propagator.extract_with_context(cx, &Bounded::new(carrier)));
        if self.session { session::extract_ids(found) } else { found }
    }
}
