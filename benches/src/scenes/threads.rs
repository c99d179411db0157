//! Two threads make spans at once.

use std::hint::black_box;
use std::thread;

use opentelemetry::global::BoxedTracer;
use opentelemetry::trace::TracerProvider as _;

use super::recorded::provider;
use crate::calls::{by_hand, step};
use crate::measure::{Clock, Meter, Quantity, Report, median, now};

/// Rounds, of which those count in which the machine has two threads to give.
const ROUNDS: usize = 41;

/// How much faster two threads have to be at what shares nothing.
const TWO: f64 = 1.8;

/// Nanoseconds of the wall that so many threads take for so many calls each.
fn wall(threads: usize, calls: u32, call: &(impl Fn() + Sync)) -> f64 {
    let start = now(Clock::Wall);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| (0..calls).for_each(|_| call()));
        }
    });
    now(Clock::Wall) - start
}

/// What a call costs on two threads at once, when on one it costs 1.
fn two_over_one(calls: u32, call: &(impl Fn() + Sync)) -> f64 {
    let one = wall(1, calls, call);
    wall(2, calls, call) / (2.0 * one)
}

pub(super) fn run(meter: &mut dyn Meter) {
    if meter.quantity() != Quantity::Time || !meter.wants("threads") {
        return;
    }
    let provider = provider();
    openinference_runtime::set_tracer_provider(&provider);
    let tracer = BoxedTracer::new(Box::new(provider.tracer("by-hand")));
    let ours = || {
        black_box(step(black_box("Lisbon")));
    };
    let theirs = || {
        black_box(by_hand::step(&tracer, black_box("Lisbon")));
    };
    let nothing = || {
        black_box((0..200_u32).fold(0_u32, |sum, next| black_box(sum ^ next)));
    };
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        let before = two_over_one(20_000, &nothing);
        let (ours, theirs) = (two_over_one(5_000, &ours), two_over_one(20_000, &theirs));
        if before.max(two_over_one(20_000, &nothing)) <= 1.0 / TWO {
            rounds.push((ours, theirs));
        }
    }
    let what = "a span on two threads at once, when on one it costs 1 (the wall's time)";
    let measured = [
        ("ours", median(rounds.iter().map(|round| round.0).collect())),
        ("by hand", median(rounds.iter().map(|round| round.1).collect())),
    ];
    let measured = if rounds.is_empty() { &[][..] } else { &measured[..] };
    meter.report(Report::new("threads", what, "call", "", measured).bar("by hand", 1.0 / 0.9));
}
