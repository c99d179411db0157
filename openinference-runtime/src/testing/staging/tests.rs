use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use opentelemetry::trace::{
    Link, Span as _, SpanId, SpanKind as OtelKind, TraceContextExt as _, TraceId, Tracer as _,
    TracerProvider as _,
};
use opentelemetry::{Context, KeyValue};
use opentelemetry_sdk::trace::{IdGenerator, Sampler, SamplingResult, SdkTracerProvider, ShouldSample};

use super::ConformanceProcessor;
use crate::semconv::SpanKind;
use crate::testing::{Capture, Checker, Rule};
use crate::{current, span};

type Told = Arc<Mutex<Vec<String>>>;

/// A processor and what it tells.
fn processor(checker: Checker) -> (ConformanceProcessor, Told) {
    let told = Told::default();
    let processor = ConformanceProcessor::new().checker(checker).tell({
        let told = Arc::clone(&told);
        move |finding| told.lock().expect("not poisoned").push(finding.to_string())
    });
    (processor, told)
}

fn told(told: &Told) -> Vec<String> {
    told.lock().expect("not poisoned").clone()
}

#[test]
fn each_finding_is_told_once_for_each_span_name_and_key() {
    let (processor, findings) = processor(Checker::new().allow(Rule::RequiredKey));
    Capture::new().processor(processor).run_sync(|| {
        for _ in 0..3 {
            span(SpanKind::Llm, "chat").attribute("llm.model_name", "m").in_scope(|| {
                for index in 0..3 {
                    current().attribute(format!("llm.input_messages.{index}.message.rol"), "user");
                }
            });
        }
    });
    assert_eq!(
        told(&findings),
        [
            "error[OI204] `llm.input_messages.0.message.rol` is no key of the conventions: did you mean `llm.input_messages.0.message.role`? (span 1: LLM chat)",
            "warning[OI208] `llm.input_messages.0.message.role` is missing: a message has a role (span 1: LLM chat)",
        ]
    );
}

fn provider(sampler: impl ShouldSample + 'static, checker: Checker) -> (SdkTracerProvider, Told) {
    let (processor, told) = processor(checker);
    let provider = SdkTracerProvider::builder().with_sampler(sampler).with_span_processor(processor).build();
    (provider, told)
}

fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

#[test]
fn a_child_that_leaves_the_time_of_its_parent_is_told_when_it_ends() {
    let (provider, findings) = provider(Sampler::AlwaysOn, Checker::new());
    let tracer = provider.tracer("test");
    let parent = tracer.span_builder("parent").with_start_time(at(10)).start(&tracer);
    let cx = Context::new().with_span(parent);
    let child = |name: &'static str, start: u64| {
        tracer.span_builder(name).with_start_time(at(start)).start_with_context(&tracer, &cx)
    };
    let (mut within, mut late, mut early) = (child("within", 11), child("late", 12), child("early", 9));
    within.end_with_timestamp(at(20));
    early.end_with_timestamp(at(20));
    cx.span().end_with_timestamp(at(20));
    late.end_with_timestamp(at(21));
    assert_eq!(
        told(&findings),
        [
            "warning[OI503] the span starts 1s before its parent `parent` (span 1: internal early)",
            "warning[OI502] the span ends 1s after its parent `parent` (span 1: internal late)",
        ]
    );
}

/// Refuses spans by their name, and no others for that.
#[derive(Clone, Debug)]
struct Without(&'static str);

impl ShouldSample for Without {
    fn should_sample(
        &self,
        cx: Option<&Context>,
        trace: TraceId,
        name: &str,
        kind: &OtelKind,
        attributes: &[KeyValue],
        links: &[Link],
    ) -> SamplingResult {
        let sampler = if name == self.0 { Sampler::AlwaysOff } else { Sampler::AlwaysOn };
        sampler.should_sample(cx, trace, name, kind, attributes, links)
    }
}

#[test]
fn a_parent_that_the_sampler_refused_is_missing_and_one_of_another_process_is_not() {
    let (provider, findings) = provider(Without("refused"), Checker::new());
    let tracer = provider.tracer("test");
    let below = |cx: &Context, name: &'static str| drop(tracer.start_with_context(name, cx));
    let refused = Context::new().with_span(tracer.start("refused"));
    below(&refused, "child");
    let there = SdkTracerProvider::default().tracer("there").start("there");
    let (trace, id) = (there.span_context().trace_id(), there.span_context().span_id());
    let flags = there.span_context().trace_flags();
    for remote in [true, false] {
        let parent = opentelemetry::trace::SpanContext::new(trace, id, flags, remote, Default::default());
        below(&Context::new().with_remote_span_context(parent), "of another");
    }
    let missing = refused.span().span_context().span_id();
    assert_eq!(
        told(&findings),
        [format!("error[OI501] the parent {missing} is not in the trace (span 1: internal child)")]
    );
}

/// Gives every span the same id.
#[derive(Debug)]
struct Same;

impl IdGenerator for Same {
    fn new_trace_id(&self) -> TraceId {
        TraceId::from(1)
    }

    fn new_span_id(&self) -> SpanId {
        SpanId::from(1)
    }
}

#[test]
fn an_id_that_is_taken_is_told() {
    let (processor, findings) = processor(Checker::new());
    let provider =
        SdkTracerProvider::builder().with_id_generator(Same).with_span_processor(processor).build();
    let tracer = provider.tracer("test");
    let (_one, _other) = (tracer.start("one"), tracer.start("other"));
    assert_eq!(told(&findings), ["error[OI506] span `other`: another span has the same id"]);
}

#[test]
fn nesting_without_an_end_is_told_where_it_passes_the_bound() {
    let (provider, findings) = provider(Sampler::AlwaysOn, Checker::new());
    let tracer = provider.tracer("test");
    // Kept, for none of them ends before those below it.
    let mut contexts = vec![Context::new()];
    for depth in 0..300 {
        let cx = contexts.last().expect("one to begin with");
        contexts.push(cx.with_span(tracer.start_with_context(depth.to_string(), cx)));
    }
    assert_eq!(
        told(&findings),
        ["warning[OI508] span `256`: the span stands deeper than a tree is followed"]
    );
}

#[test]
fn spans_that_have_not_ended_are_told_at_the_shutdown_and_rules_can_be_allowed() {
    let (provider, findings) = provider(Sampler::AlwaysOn, Checker::new());
    let tracer = provider.tracer("test");
    let (_open, _other) = (tracer.start("open"), tracer.start("other"));
    drop(tracer.start("ended"));
    provider.shutdown().expect("it shuts down");
    assert_eq!(told(&findings), ["warning[OI505] 2 spans started and have not ended"]);

    let (processor, findings) = processor(Checker::new().allow(Rule::Unfinished));
    let provider = SdkTracerProvider::builder().with_span_processor(processor).build();
    let _open = provider.tracer("test").start("open");
    provider.shutdown().expect("it shuts down");
    assert_eq!(told(&findings), [""; 0]);
}

#[test]
fn what_is_forgotten_is_taken_to_be_right() {
    let (provider, findings) = provider(Sampler::AlwaysOn, Checker::new());
    let tracer = provider.tracer("test");
    let cx = Context::new().with_span(tracer.start("parent"));
    let late = tracer.start_with_context("late", &cx);
    cx.span().end();
    for _ in 0..5_000 {
        drop(tracer.start("between"));
    }
    drop(late);
    assert_eq!(told(&findings), [""; 0]);
}
