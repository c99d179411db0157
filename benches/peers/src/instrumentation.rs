//! `openinference-instrumentation`, on the version of OpenTelemetry that it has, without the attributes that
//! `tracing-opentelemetry` adds of itself.

use std::hint::black_box;

use openinference_benches::calls::{Turn, turns};
use openinference_benches::measure::Candidate;
use openinference_benches::run::Peers;
use openinference_benches::scenes::Scene;
use openinference_instrumentation::{
    ChainSpanBuilder, LlmSpanBuilder, TraceConfig, record_output_message, record_output_value,
};
use opentelemetry_031::trace::TracerProvider as _;
use opentelemetry_sdk_031::trace::SdkTracerProvider;
use tracing::{Dispatch, dispatcher};
use tracing_opentelemetry_032::OpenTelemetrySpanExt as _;
use tracing_subscriber::layer::SubscriberExt as _;

use crate::batching;

const NAME: &str = "openinference-instrumentation";

#[inline(never)]
fn step(config: &TraceConfig, city: &str) -> usize {
    let span = ChainSpanBuilder::new("step").input(city).input_mime_type("text/plain").build();
    let length = span.in_scope(|| black_box(city).len());
    record_output_value(&span, &length.to_string(), config);
    span.set_attribute("output.mime_type", "application/json");
    length
}

#[inline(never)]
fn chat(config: &TraceConfig, messages: &[Turn]) -> Turn {
    let mut builder = LlmSpanBuilder::new("gpt-4o-mini").provider("openai");
    builder = builder.input_value(serde_json::to_string(messages).unwrap_or_default());
    for message in messages {
        builder = builder.input_message(message.role, message.content.clone());
    }
    let span = builder.build();
    span.set_attribute("input.mime_type", "application/json");
    let answer = span.in_scope(|| Turn { role: "assistant", content: "A light jacket.".to_owned() });
    record_output_message(&span, 0, answer.role, &answer.content, config);
    record_output_value(&span, &serde_json::to_string(&answer).unwrap_or_default(), config);
    span.set_attribute("output.mime_type", "application/json");
    answer
}

fn subscriber(provider: &SdkTracerProvider) -> Dispatch {
    let layer = tracing_opentelemetry_032::layer()
        .with_tracer(provider.tracer("openinference"))
        .with_location(false)
        .with_threads(false)
        .with_tracked_inactivity(false);
    Dispatch::new(tracing_subscriber::registry().with(layer))
}

pub(crate) fn add(scene: Scene, peers: &mut Peers) {
    let config = TraceConfig::default();
    match scene {
        Scene::Recorded => {
            let provider = SdkTracerProvider::builder().with_max_attributes_per_span(100_000).build();
            let dispatch = subscriber(&provider);
            let entered = || {
                let dispatch = dispatch.clone();
                move || dispatcher::set_default(&dispatch)
            };
            let of_step = config.clone();
            let call = move || step(&of_step, black_box("Lisbon"));
            peers.entry("recorded").or_default().push(Candidate::within(NAME, entered(), call));
            for (row, count) in [("typed-10", 10), ("typed-100", 100)] {
                let (turns, config) = (turns(count), config.clone());
                let call = move || chat(&config, black_box(&turns));
                peers.entry(row).or_default().push(Candidate::within(NAME, entered(), call));
            }
        }
        Scene::Batch => {
            let provider = batching::before::provider();
            let dispatch = subscriber(&provider);
            let enter = move || (provider.force_flush(), dispatcher::set_default(&dispatch));
            let call = move || step(&config, black_box("Lisbon"));
            peers.entry("batch").or_default().push(Candidate::within(NAME, enter, call));
        }
        _ => {}
    }
}
