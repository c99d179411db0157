//! Many spans at once, by the settings that one has without choosing any.

use std::hint::black_box;
use std::time::Duration;

use openinference_runtime::telemetry::Builder;

use crate::calls::{chat, conversation};
use crate::measure::{Meter, Quantity, Report};
use crate::sink::Sink;

/// How many.
const SPANS: u64 = 10_000;

pub(super) fn run(meter: &mut dyn Meter) {
    if meter.quantity() != Quantity::Time || !meter.wants("burst") {
        return;
    }
    match lost() {
        Ok(lost) => meter.report(
            Report::new(
                "burst",
                "lost of a burst of 10,000 LLM spans of 10 messages, default settings",
                "burst",
                "spans",
                &[("ours", lost), ("may be lost", 0.0)],
            )
            .bar("may be lost", 1.0),
        ),
        Err(error) => eprintln!("no burst: {error}"),
    }
}

fn lost() -> Result<f64, Box<dyn std::error::Error>> {
    let sink = Sink::start()?;
    let telemetry = Builder::new()
        .environment([("OTEL_EXPORTER_OTLP_ENDPOINT", sink.url())])
        .console(false)
        .quiet(true)
        .set_global(false)
        .init()?;
    let messages = conversation(10);
    for _ in 0..SPANS {
        drop(chat(black_box(&messages)));
    }
    telemetry.shutdown(Duration::from_secs(60));
    Ok(SPANS as f64 - sink.spans()? as f64)
}
