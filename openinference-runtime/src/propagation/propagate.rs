//! Writing the trace to a carrier and reading it from one.

use opentelemetry::Context;
use opentelemetry::baggage::BaggageExt as _;
use opentelemetry::trace::TraceContextExt as _;

use super::bounded::Bounded;
use super::carrier::Writer;
use super::carrier::{ExtractCarrier, InjectCarrier};
use super::{exported_parent, propagator, session};
use crate::current_context;

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
        self.inject_context(&current_context::get(), carrier);
    }

    /// Writes the span of `cx`, and its baggage, to `carrier`.
    pub fn inject_context<C: InjectCarrier<Way> + ?Sized, Way>(self, cx: &Context, carrier: &mut C) {
        let mut writer = Writer::new(carrier);
        let told = self.session.then(|| session::inject_ids(cx)).flatten();
        let cx = told.as_ref().unwrap_or(cx);
        let marked = exported_parent::with_exported_parent(cx);
        let cx = marked.as_ref().unwrap_or(cx);
        let _ = propagator::with(|propagator| propagator.inject_context(cx, &mut writer));
    }

    /// The current Context with what `carrier` brings: its span as the remote parent, its baggage.
    ///
    /// A local span of the same trace stays the parent: another middleware has read the same headers, and its span is
    /// nearer.
    #[must_use]
    pub fn extract<C: ExtractCarrier<Way> + ?Sized, Way>(self, carrier: &C) -> Context {
        let current = current_context::get();
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
        let found = found.unwrap_or_else(|| cx.clone());
        if self.session { session::extract_ids(found) } else { found }
    }
}
