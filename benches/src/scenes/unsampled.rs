//! A sampler that takes nothing.

use std::hint::black_box;

use openinference_runtime::semconv::SpanKind;
use openinference_runtime::span;
use openinference_runtime::telemetry::Builder;
use opentelemetry::Context;
use opentelemetry::global::BoxedTracer;
use opentelemetry::trace::{TraceContextExt as _, Tracer as _, TracerProvider as _};
use opentelemetry_sdk::trace::{Sampler, SdkTracerProvider};

use crate::calls::{by_hand, step};
use crate::measure::{Candidate, Meter, Row};

/// As a program has it that writes its spans by hand.
fn provider() -> SdkTracerProvider {
    SdkTracerProvider::builder().with_sampler(Sampler::AlwaysOff).build()
}

fn tracer(provider: &SdkTracerProvider) -> BoxedTracer {
    BoxedTracer::new(Box::new(provider.tracer("by-hand")))
}

fn root() -> Vec<Candidate> {
    let tracer = tracer(&provider());
    vec![
        Candidate::new("ours", || step(black_box("Lisbon"))),
        Candidate::new("by hand", move || by_hand::step(&tracer, black_box("Lisbon"))),
    ]
}

fn child() -> Vec<Candidate> {
    let (tracer, of_parent) = (tracer(&provider()), tracer(&provider()));
    let ours = span(SpanKind::Agent, "parent").in_scope(Context::current);
    let theirs = Context::new().with_span(of_parent.start("parent"));
    vec![
        Candidate::new("ours", move || {
            let _parent = ours.clone().attach();
            step(black_box("Lisbon"))
        }),
        Candidate::new("by hand", move || {
            let _parent = theirs.clone().attach();
            by_hand::step(&tracer, black_box("Lisbon"))
        }),
    ]
}

pub(super) fn by_init(meter: &mut dyn Meter) {
    // Nothing is sent anywhere.
    let telemetry = Builder::new()
        .environment([
            ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9"),
            ("OTEL_TRACES_SAMPLER", "always_off"),
        ])
        .quiet(true)
        .set_global(false)
        .init();
    assert!(telemetry.is_ok(), "{telemetry:?}");
    meter.measure(
        Row::new("unsampled", "unsampled root, `init()` with a built-in sampler", root())
            .bar("by hand", 0.7)
            .allocations(2.0),
    );
    meter.measure(
        Row::new("unsampled-child", "unsampled child, `init()` with a built-in sampler", child())
            .bar("by hand", 0.7)
            .allocations(0.0),
    );
}

pub(super) fn by_another(meter: &mut dyn Meter) {
    let provider = provider();
    openinference_runtime::set_tracer_provider(&provider);
    meter.measure(
        Row::new("unsampled-elsewhere", "unsampled root, any other provider", root())
            .bar("by hand", 1.0)
            .allocations(4.0),
    );
    meter.measure(
        Row::new("unsampled-elsewhere-child", "unsampled child, any other provider", child())
            .bar("by hand", 1.0)
            .allocations(0.0),
    );
}
