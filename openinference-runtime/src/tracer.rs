//! Which provider a span comes from: the one carried in the current Context, else the one installed here, else the global
//! one. A tracer is never cached across an install.

use std::sync::Arc;

use opentelemetry::Context;
use opentelemetry::global::{self, BoxedTracer};
use opentelemetry::trace::{Span, TraceContextExt, Tracer, TracerProvider};

use crate::config::TraceConfig;
use crate::context::carried_source;
use crate::foreign_code;
use crate::gate;
use crate::installed_source::{self, for_global, installed};
use crate::source::{Origin, SpanSource, scope};

/// Makes `provider` the source of every span that no Context claims for itself.
///
/// The provider stays the caller's: flushing and shutting it down remains with whoever made it. Spans are
/// masked as the `OPENINFERENCE_*` variables say.
pub fn set_tracer_provider<P, T, S>(provider: &P)
where
    P: TracerProvider<Tracer = T>,
    T: Tracer<Span = S> + Send + Sync + 'static,
    S: Span + Send + Sync + 'static,
{
    installed_source::install(
        SpanSource::new(provider, TraceConfig::from_env().or_built_in_prices()).external(),
    );
}

/// Makes annotated functions behave as if they were not annotated, except where a Context carries a
/// provider of its own (a test's capture).
pub fn disable() {
    installed_source::disable();
}

/// What a span's origin turned out to be.
#[derive(Debug)]
pub(crate) enum Resolved {
    /// A real provider.
    Known(Origin),
    /// The global provider, which nobody has seen make a span yet.
    Untried(BoxedTracer),
}

impl Resolved {
    /// As if the provider were real.
    pub(crate) fn into_origin(self) -> Origin {
        match self {
            Self::Known(origin) => origin,
            Self::Untried(tracer) => Origin::Global(for_global(), tracer),
        }
    }
}

/// The origin of spans below `cx`. Suppressed, and below a local span that the sampler refused, there is none.
pub(crate) fn resolve(cx: &Context) -> Option<Resolved> {
    if foreign_code::is_running() || cx.is_telemetry_suppressed() || is_refused(cx) {
        return None;
    }
    if let Some(source) = carried_source(cx) {
        return Some(Resolved::Known(Origin::Named(Arc::clone(source))));
    }
    if let Some(source) = installed() {
        return Some(Resolved::Known(Origin::Named(source)));
    }
    if !gate::asks_global() {
        return None;
    }
    let tracer = global::tracer_provider().tracer_with_scope(scope());
    let resolved = Resolved::Untried(tracer);
    Some(if gate::knows_global() { Resolved::Known(resolved.into_origin()) } else { resolved })
}

/// A local parent that is neither sampled nor recording: the decision of the trace's sampler, which its
/// children share. A remote parent's refusal is left to the sampler.
fn is_refused(cx: &Context) -> bool {
    let span = cx.span();
    let parent = span.span_context();
    parent.is_valid() && !parent.is_sampled() && !parent.is_remote() && !span.is_recording()
}
