//! Telemetry is switched off.

use std::hint::black_box;

use crate::calls::{once, plain, plain_async, step, step_async};
use crate::measure::{Candidate, Meter, Row};

pub(super) fn run(meter: &mut dyn Meter) {
    openinference_runtime::disable();
    let ours = Candidate::new("ours", || once(step_async(black_box("Lisbon"))))
        .over(|| once(plain_async(black_box("Lisbon"))));
    meter.measure(
        Row::new("off", "off: an async fn over a plain one", vec![ours])
            .bar("tracing", 0.35)
            .allocations(0.0),
    );
    let ours = Candidate::new("ours", || step(black_box("Lisbon"))).over(|| plain(black_box("Lisbon")));
    meter.measure(
        Row::new("off-sync", "off: a fn over a plain one", vec![ours]).bar("tracing", 0.35).allocations(0.0),
    );
}
