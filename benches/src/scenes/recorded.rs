//! Everything is recorded, and handed to nobody.

use std::hint::black_box;

use futures_util::StreamExt as _;
use opentelemetry::Context;
use opentelemetry::global::BoxedTracer;
use opentelemetry::trace::{FutureExt as _, TracerProvider as _};
use opentelemetry_sdk::trace::SdkTracerProvider;

use crate::calls::{
    self, answer, answers, by_hand, chat, conversation, drive, plain_chunks, request, step, turns, waits,
    waits_by_hand,
};
use crate::measure::{Candidate, Meter, Row};

/// A provider that records everything, with room for long conversations.
#[must_use]
pub(super) fn provider() -> SdkTracerProvider {
    SdkTracerProvider::builder().with_max_attributes_per_span(100_000).build()
}

pub(super) fn run(meter: &mut dyn Meter) {
    let provider = provider();
    openinference_runtime::set_tracer_provider(&provider);
    let tracer = || BoxedTracer::new(Box::new(provider.tracer("by-hand")));

    let by = tracer();
    let candidates = vec![
        Candidate::new("ours", || step(black_box("Lisbon"))),
        Candidate::new("by hand", move || by_hand::step(&by, black_box("Lisbon"))),
    ];
    meter.measure(
        Row::new("recorded", "recorded, 5 attributes, no processor", candidates)
            .bar("by hand", 1.35)
            .allocations(6.0),
    );
    typed(meter, "typed-10", "LLM span, 10 messages of typed values", 10, tracer());
    typed(meter, "typed-100", "LLM span, 100 messages of typed values", 100, tracer());
    serde(meter, "serde-10", "LLM span, serde request of 10 messages and its response", 10);
    serde(meter, "serde-100", "LLM span, serde request of 100 messages and its response", 100);
    stream(meter);
    polls(meter);
}

fn typed(meter: &mut dyn Meter, id: &'static str, what: &'static str, count: usize, tracer: BoxedTracer) {
    let (messages, turns) = (conversation(count), turns(count));
    let candidates = vec![
        Candidate::new("ours", move || chat(black_box(&messages))),
        Candidate::new("by hand", move || by_hand::chat(&tracer, black_box(&turns))),
    ];
    let row = Row::new(id, what, candidates).bar("by hand", 0.5).bar("fastrace", 0.8);
    meter.measure(row.allocations((2 * count + 12) as f64));
}

fn serde(meter: &mut dyn Meter, id: &'static str, what: &'static str, count: usize) {
    let (exchange, again) = (request(count), request(count));
    let ours = move || {
        black_box(answer(black_box(&exchange.request), &exchange.response));
    };
    let candidates = vec![
        Candidate::new("ours", ours),
        Candidate::new("to_string of both", move || answers(black_box(&again))),
    ];
    meter.measure(Row::new(id, what, candidates).bar("to_string of both", 4.0));
}

/// Chunks that the longer of two streams has more.
const CHUNKS: u32 = 256;

fn stream(meter: &mut dyn Meter) {
    let chunk: &'static _ = Box::leak(Box::new(calls::chunk()));
    let ours =
        |count: u32| move || drive(calls::chunks(chunk, count as usize).for_each(|_| std::future::ready(())));
    let plain =
        |count: u32| move || drive(plain_chunks(chunk, count as usize).for_each(|_| std::future::ready(())));
    let candidates = vec![
        Candidate::each("ours", CHUNKS, ours(2 * CHUNKS), ours(CHUNKS)).over_each(
            CHUNKS,
            plain(2 * CHUNKS),
            plain(CHUNKS),
        ),
        Candidate::new("to_string of the chunk", move || serde_json::to_string(black_box(chunk))),
    ];
    meter.measure(
        Row::new("chunk", "one more chunk of JSON, over the plain stream", candidates)
            .each("chunk")
            .bar("to_string of the chunk", 2.0),
    );
}

/// Polls that the longer of two waits has more.
const POLLS: u32 = 256;

fn polls(meter: &mut dyn Meter) {
    let ours = |times: u32| move || drive(waits(black_box(times)));
    let theirs = |times: u32| {
        let cx = Context::new();
        move || drive(waits_by_hand(black_box(times)).with_context(cx.clone()))
    };
    let candidates = vec![
        Candidate::each("ours", POLLS, ours(2 * POLLS), ours(POLLS)),
        Candidate::each("with_context", POLLS, theirs(2 * POLLS), theirs(POLLS)),
    ];
    meter.measure(
        Row::new("poll", "one more poll of a future", candidates)
            .each("poll")
            .bar("with_context", 1.1)
            .allocations(0.0),
    );
}
