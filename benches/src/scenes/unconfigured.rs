//! Nobody has set anything up.

use std::hint::black_box;

use opentelemetry::global;

use crate::calls::{by_hand, step};
use crate::measure::{Candidate, Meter, Row};

pub(super) fn run(meter: &mut dyn Meter) {
    let tracer = global::tracer("by-hand");
    let candidates = vec![
        Candidate::new("ours", || step(black_box("Lisbon"))),
        Candidate::new("by hand", move || by_hand::step(&tracer, black_box("Lisbon"))),
    ];
    meter.measure(
        Row::new("unconfigured", "nobody set anything up", candidates).bar("by hand", 0.45).allocations(1.0),
    );
}
