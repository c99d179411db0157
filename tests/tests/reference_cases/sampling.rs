//! What the sampler sees, and what keeps an identity.

use std::sync::{Arc, Mutex};

use openinference_runtime::config::TraceConfig;
use openinference_runtime::opentelemetry::trace::{Link, SpanId, SpanKind, TraceId};
use openinference_runtime::opentelemetry::{Context, KeyValue};
use openinference_runtime::testing::{Capture, Trace, assert_span, capture_sync};
use openinference_runtime::{chain_span, context, current};
use opentelemetry_sdk::trace::{SamplingDecision, SamplingResult, ShouldSample};

#[derive(Clone, Debug, Default)]
struct Seen(Arc<Mutex<Vec<KeyValue>>>);

impl ShouldSample for Seen {
    fn should_sample(
        &self,
        _: Option<&Context>,
        _: TraceId,
        _: &str,
        _: &SpanKind,
        attributes: &[KeyValue],
        _: &[Link],
    ) -> SamplingResult {
        self.0.lock().expect("not poisoned").extend_from_slice(attributes);
        SamplingResult {
            decision: SamplingDecision::RecordAndSample,
            attributes: Vec::new(),
            trace_state: Default::default(),
        }
    }
}

#[chain_span(attributes("tier" = "gold"))]
fn step(question: &str) -> usize {
    question.len()
}

fn seen(config: TraceConfig) -> (Vec<String>, Trace) {
    let sampler = Seen::default();
    let (_, trace) = Capture::new()
        .config(config)
        .sampler(sampler.clone())
        .run_sync(|| context::attributes().session("s-1").in_scope(|| step("why")));
    let attributes = sampler.0.lock().expect("not poisoned");
    (attributes.iter().map(|attribute| format!("{}={}", attribute.key, attribute.value)).collect(), trace)
}

#[test]
fn the_sampler_sees_kind_context_and_explicit_attributes() {
    let (seen, _) = seen(TraceConfig::default());
    for expected in ["openinference.span.kind=CHAIN", "session.id=s-1", "tier=gold", "input.value=why"] {
        assert!(seen.iter().any(|attribute| attribute == expected), "{expected} in {seen:?}");
    }
}

#[test]
fn the_sampler_sees_what_is_masked_only_masked() {
    let (seen, trace) = seen(TraceConfig::builder().without_env().hide_inputs(true).build());
    assert_span!(trace, "step", input == "__REDACTED__");
    assert!(!seen.iter().any(|attribute| attribute.contains("why")), "{seen:?}");
}

#[test]
fn ids_are_never_zero_and_the_span_tells_its_own() {
    let (told, trace) = capture_sync(|| {
        (0..100)
            .map(|_| {
                openinference_runtime::span(openinference_runtime::semconv::SpanKind::Chain, "s")
                    .in_scope(|| current().span_context())
            })
            .collect::<Vec<_>>()
    });
    for (span, told) in trace.spans().zip(&told) {
        assert_eq!(span.recorded.trace_id, Some(told.trace_id()));
        assert_eq!(span.recorded.span_id, Some(told.span_id()));
        assert_ne!((told.trace_id(), told.span_id()), (TraceId::INVALID, SpanId::INVALID));
        assert_eq!((told.trace_id().to_string().len(), told.span_id().to_string().len()), (32, 16));
    }
}
