//! Whether a call gets a span: asked before anything is evaluated, wherever nobody looks at what the span says.

use opentelemetry::Context;
use opentelemetry::global::{BoxedSpan, BoxedTracer};
use opentelemetry::trace::{Link, Span as _, SpanBuilder, SpanContext, TraceContextExt};

use super::callsite::Callsite;
use crate::diagnostics::version_mismatch::met_no_provider;
use crate::gate;
use crate::source::{self, Origin};

/// Whether what is said of the span is worth evaluating.
#[derive(Debug)]
pub(super) enum Decision {
    /// The sampler is asked before the first attribute is evaluated.
    Open,
    /// Everything is evaluated: the sampler is asked with it, or has said yes without it. Then there may be the provider's
    /// span, which knows nothing yet.
    Record(Option<BoxedSpan>),
    /// No span. With the ids of one that the sampler refused, where there is a real provider.
    Drop(Option<SpanContext>),
}

impl Decision {
    /// Without asking: a sampler that looks at attributes, or a function that is told of every span, has to have them all.
    pub(super) fn before_asking(callsite: &Callsite, origin: &Origin) -> Self {
        let takes_all = callsite.on_end.is_some() || origin.samples_by_attributes();
        if takes_all { Self::Record(None) } else { Self::Open }
    }

    /// By a sampler that looks at no attribute.
    pub(super) fn of(callsite: &Callsite, origin: &Origin, links: &mut Vec<Link>, cx: &Context) -> Self {
        if origin.records_below(cx) {
            return Self::Record(None);
        }
        if let Some(refused) = origin.refuse(bare_name(callsite), &callsite.otel_kind, cx) {
            return Self::Drop(Some(refused));
        }
        match origin.build(callsite.kind, bare(callsite, links), cx) {
            Some(span) => Self::by(span, callsite),
            None => Self::Drop(None),
        }
    }

    /// By a global provider that nobody has seen make a span yet, and that is perhaps none at all: a program without
    /// telemetry is not to pay for more than to find that out.
    pub(super) fn of_untried(
        callsite: &Callsite,
        tracer: &BoxedTracer,
        links: &mut Vec<Link>,
        cx: &Context,
    ) -> Self {
        let span = source::build(tracer, callsite.kind, bare(callsite, links), cx);
        if is_no_op(&span, cx) {
            met_no_provider();
            return Self::Drop(None);
        }
        gate::saw_global();
        Self::by(span, callsite)
    }

    fn by(span: BoxedSpan, callsite: &Callsite) -> Self {
        if span.is_recording() || callsite.on_end.is_some() {
            Self::Record(Some(span))
        } else {
            Self::Drop(Some(span.span_context().clone()))
        }
    }
}

/// All that is known of a span before anything is evaluated. The provider reads the clock, if it makes one.
fn bare(callsite: &Callsite, links: &mut Vec<Link>) -> SpanBuilder {
    SpanBuilder {
        span_kind: Some(callsite.otel_kind.clone()),
        name: bare_name(callsite).into(),
        links: (!links.is_empty()).then(|| std::mem::take(links)),
        ..SpanBuilder::default()
    }
}

/// The name that a span has until its own is known.
pub(super) fn bare_name(callsite: &Callsite) -> &'static str {
    callsite.name.unwrap_or(callsite.function)
}

/// A no-op tracer cannot be told by its type: it hands back the parent's span context and records nothing.
fn is_no_op(span: &BoxedSpan, parent: &Context) -> bool {
    let made = span.span_context();
    !span.is_recording() && (!made.is_valid() || made.span_id() == parent.span().span_context().span_id())
}
