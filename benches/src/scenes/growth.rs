//! The same with more and more of it. What a row is of, is how much.

use std::hint::black_box;
use std::thread;

use futures_util::StreamExt as _;
use opentelemetry::global::BoxedTracer;
use opentelemetry::trace::TracerProvider as _;

use super::recorded::provider;
use crate::calls::{self, by_hand, chat, conversation, drive, plain_chunks, step, turns};
use crate::measure::{Candidate, Clock, Meter, Quantity, Report, Row, median, now};

const MESSAGES: [(usize, &str); 9] = [
    (1, "1"),
    (3, "3"),
    (10, "10"),
    (30, "30"),
    (100, "100"),
    (300, "300"),
    (1_000, "1000"),
    (3_000, "3000"),
    (10_000, "10000"),
];

const CHUNKS: [(usize, &str); 6] =
    [(1, "1"), (10, "10"), (100, "100"), (1_000, "1000"), (10_000, "10000"), (100_000, "100000")];

const THREADS: [(usize, &str); 7] =
    [(1, "1"), (2, "2"), (4, "4"), (8, "8"), (16, "16"), (32, "32"), (64, "64")];

/// Spans of all threads together.
const SPANS: usize = 100_000;

/// Rounds with so many threads.
const ROUNDS: usize = 5;

pub(super) fn run(meter: &mut dyn Meter) {
    if meter.quantity() != Quantity::Time {
        return;
    }
    let provider = provider();
    openinference_runtime::set_tracer_provider(&provider);
    let tracer = || BoxedTracer::new(Box::new(provider.tracer("by-hand")));
    for (count, name) in MESSAGES {
        let (by, messages, turns) = (tracer(), conversation(count), turns(count));
        let candidates = vec![
            Candidate::new("ours", move || chat(black_box(&messages))),
            Candidate::new("by hand", move || by_hand::chat(&by, black_box(&turns))),
        ];
        meter.measure(Row::new("growth-messages", "LLM span of typed values", candidates).each(name));
    }
    let chunk: &'static _ = Box::leak(Box::new(calls::chunk()));
    for (count, name) in CHUNKS {
        let ours = move || drive(calls::chunks(chunk, count).for_each(|_| std::future::ready(())));
        let theirs = move || {
            drive(plain_chunks(chunk, count).for_each(|chunk| {
                drop(black_box(serde_json::to_string(black_box(chunk))));
                std::future::ready(())
            }));
        };
        let candidates = vec![Candidate::new("ours", ours), Candidate::new("to_string of each", theirs)];
        meter.measure(Row::new("growth-chunks", "LLM span of a stream", candidates).each(name));
    }
    if meter.wants("growth-threads") {
        threads(meter, &tracer());
    }
}

fn threads(meter: &mut dyn Meter, tracer: &BoxedTracer) {
    let ours = || {
        black_box(step(black_box("Lisbon")));
    };
    let theirs = || {
        black_box(by_hand::step(tracer, black_box("Lisbon")));
    };
    for (count, name) in THREADS {
        let rounds: Vec<_> =
            (0..ROUNDS).map(|_| (a_second(count, &ours), a_second(count, &theirs))).collect();
        let measured = [
            ("ours", median(rounds.iter().map(|round| round.0).collect())),
            ("by hand", median(rounds.iter().map(|round| round.1).collect())),
        ];
        meter.report(Report::new("growth-threads", "spans a second", name, "spans a second", &measured));
    }
}

/// Calls a second on so many threads.
fn a_second(threads: usize, call: &(impl Fn() + Sync)) -> f64 {
    let start = now(Clock::Wall);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| (0..SPANS / threads).for_each(|_| call()));
        }
    });
    SPANS as f64 / (now(Clock::Wall) - start) * 1e9
}
