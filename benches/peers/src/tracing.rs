//! `tracing`, and `tracing-opentelemetry` without the attributes that it adds of itself.

use std::hint::black_box;

use openinference_benches::calls::{Turn, once, plain, plain_async, turns};
use openinference_benches::measure::Candidate;
use openinference_benches::run::Peers;
use openinference_benches::scenes::Scene;
use opentelemetry::trace::TracerProvider as _;
use opentelemetry_sdk::trace::SdkTracerProvider;
use tracing::{Dispatch, dispatcher, field::Empty, info_span};
use tracing_opentelemetry::OpenTelemetrySpanExt as _;
use tracing_subscriber::layer::SubscriberExt as _;

use crate::batching;

#[tracing::instrument(name = "step", ret)]
#[inline(never)]
async fn step_async(city: &str) -> usize {
    black_box(city).len()
}

#[tracing::instrument(name = "step", ret)]
#[inline(never)]
fn step_sync(city: &str) -> usize {
    black_box(city).len()
}

#[inline(never)]
fn step(city: &str) -> usize {
    let span = info_span!(
        "step",
        openinference.span.kind = "CHAIN",
        input.value = city,
        input.mime_type = "text/plain",
        output.value = Empty,
        output.mime_type = Empty,
    );
    let length = span.in_scope(|| black_box(city).len());
    span.record("output.value", length.to_string().as_str());
    span.record("output.mime_type", "application/json");
    length
}

#[inline(never)]
fn chat(messages: &[Turn]) -> Turn {
    let span = info_span!(
        "chat",
        openinference.span.kind = "LLM",
        llm.model_name = "gpt-4o-mini",
        llm.provider = "openai",
        input.value = serde_json::to_string(messages).unwrap_or_default(),
        input.mime_type = "application/json",
    );
    for (index, message) in messages.iter().enumerate() {
        span.set_attribute(format!("llm.input_messages.{index}.message.role"), message.role);
        span.set_attribute(format!("llm.input_messages.{index}.message.content"), message.content.clone());
    }
    let answer = span.in_scope(|| Turn { role: "assistant", content: "A light jacket.".to_owned() });
    span.set_attribute("llm.output_messages.0.message.role", answer.role);
    span.set_attribute("llm.output_messages.0.message.content", answer.content.clone());
    span.set_attribute("output.value", serde_json::to_string(&answer).unwrap_or_default());
    span.set_attribute("output.mime_type", "application/json");
    answer
}

fn subscriber(provider: &SdkTracerProvider) -> Dispatch {
    let layer = tracing_opentelemetry::layer()
        .with_tracer(provider.tracer("tracing"))
        .with_location(false)
        .with_threads(false)
        .with_target(false)
        .with_tracked_inactivity(false);
    Dispatch::new(tracing_subscriber::registry().with(layer))
}

const NAME: &str = "tracing-opentelemetry";

pub(crate) fn add(scene: Scene, peers: &mut Peers) {
    match scene {
        Scene::Off => {
            let candidate = Candidate::new("tracing", || once(step_async(black_box("Lisbon"))));
            let candidate = candidate.over(|| once(plain_async(black_box("Lisbon"))));
            peers.entry("off").or_default().push(candidate);
            let candidate = Candidate::new("tracing", || step_sync(black_box("Lisbon")));
            let candidate = candidate.over(|| plain(black_box("Lisbon")));
            peers.entry("off-sync").or_default().push(candidate);
        }
        Scene::Recorded => {
            let provider = SdkTracerProvider::builder().with_max_attributes_per_span(100_000).build();
            let entered = |dispatch: &Dispatch| {
                let dispatch = dispatch.clone();
                move || dispatcher::set_default(&dispatch)
            };
            let dispatch = subscriber(&provider);
            let call = || step(black_box("Lisbon"));
            peers.entry("recorded").or_default().push(Candidate::within(NAME, entered(&dispatch), call));
            for (row, count) in [("typed-10", 10), ("typed-100", 100)] {
                let turns = turns(count);
                let call = move || chat(black_box(&turns));
                peers.entry(row).or_default().push(Candidate::within(NAME, entered(&dispatch), call));
            }
        }
        Scene::Batch => {
            let provider = batching::current::provider();
            let dispatch = subscriber(&provider);
            let enter = move || (provider.force_flush(), dispatcher::set_default(&dispatch));
            let call = || step(black_box("Lisbon"));
            peers.entry("batch").or_default().push(Candidate::within(NAME, enter, call));
        }
        _ => {}
    }
}
