//! The set-up's own sampler, asked before a span is made: what it refuses costs two random numbers.

use std::cell::Cell;

use opentelemetry::Context;
use opentelemetry::trace::{SpanContext, SpanId, SpanKind, TraceContextExt, TraceFlags, TraceId};
use opentelemetry_sdk::trace::{IdGenerator, RandomIdGenerator, SamplingDecision, ShouldSample};

use super::span_seen::WatchingSampler;
use crate::source::EarlySampler;

thread_local! {
    /// The id of a trace that the sampler has let through, for the span that is made next.
    static LET_THROUGH: Cell<Option<TraceId>> = const { Cell::new(None) };
}

impl EarlySampler for WatchingSampler {
    fn refuse(&self, name: &str, kind: &SpanKind, parent: &Context) -> Option<SpanContext> {
        let ids = RandomIdGenerator::default();
        let around = parent.span();
        let around = around.span_context();
        let trace_id = if around.is_valid() { around.trace_id() } else { ids.new_trace_id() };
        let result = self.should_sample(Some(parent), trace_id, name, kind, &[], &[]);
        if result.decision == SamplingDecision::Drop {
            let flags = TraceFlags::default();
            return Some(SpanContext::new(trace_id, ids.new_span_id(), flags, false, result.trace_state));
        }
        if !around.is_valid() {
            let _ = LET_THROUGH.try_with(|next| next.set(Some(trace_id)));
        }
        None
    }
}

/// Random ids; a trace whose sampler has been asked keeps the one that it was asked with.
#[derive(Debug, Default)]
pub(crate) struct TraceIds(RandomIdGenerator);

impl IdGenerator for TraceIds {
    fn new_trace_id(&self) -> TraceId {
        LET_THROUGH.try_with(Cell::take).ok().flatten().unwrap_or_else(|| self.0.new_trace_id())
    }

    fn new_span_id(&self) -> SpanId {
        self.0.new_span_id()
    }
}

#[cfg(test)]
mod tests {
    use opentelemetry::trace::{Span as _, Tracer as _, TracerProvider as _};
    use opentelemetry_sdk::trace::{Sampler, SdkTracerProvider};

    use super::*;
    use crate::telemetry::processors::span_seen::SpanSeen;

    #[test]
    fn a_provider_makes_each_span_that_its_sampler_let_through_before() {
        let inner = Box::new(Sampler::TraceIdRatioBased(0.5));
        let sampler = WatchingSampler { inner, seen: SpanSeen::default() };
        let provider = SdkTracerProvider::builder()
            .with_sampler(sampler.clone())
            .with_id_generator(TraceIds::default())
            .build();
        let tracer = provider.tracer("test");
        let root = Context::new();
        let mut refused = 0;
        for _ in 0..200 {
            match sampler.refuse("span", &SpanKind::Internal, &root) {
                Some(context) => {
                    refused += 1;
                    assert!(context.is_valid() && !context.is_sampled() && !context.is_remote());
                }
                None => assert!(tracer.start_with_context("span", &root).span_context().is_sampled()),
            }
        }
        assert!((1..200).contains(&refused), "{refused}");
    }
}
