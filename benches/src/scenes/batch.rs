//! Everything is recorded, and handed to the SDK's batch processor, whose exporter throws it away: what the thread pays that
//! makes the span.

use std::hint::black_box;
use std::time::Duration;

use opentelemetry::global::BoxedTracer;
use opentelemetry::trace::TracerProvider as _;
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{
    BatchConfigBuilder, BatchSpanProcessor, SdkTracerProvider, SpanData, SpanExporter,
};

use crate::calls::{by_hand, step};
use crate::measure::{Candidate, Meter, Row};

/// Throws spans away.
#[derive(Debug)]
struct Nowhere;

impl SpanExporter for Nowhere {
    fn export(&self, batch: Vec<SpanData>) -> impl Future<Output = OTelSdkResult> + Send {
        black_box(batch);
        std::future::ready(Ok(()))
    }
}

/// A provider with a batch processor that has room for what a turn makes.
fn provider() -> SdkTracerProvider {
    let config = BatchConfigBuilder::default()
        .with_max_queue_size(1 << 16)
        .with_scheduled_delay(Duration::from_millis(100))
        .build();
    let processor = BatchSpanProcessor::builder(Nowhere).with_batch_config(config).build();
    SdkTracerProvider::builder().with_span_processor(processor).build()
}

pub(super) fn run(meter: &mut dyn Meter) {
    let (ours, theirs) = (provider(), provider());
    openinference_runtime::set_tracer_provider(&ours);
    let tracer = BoxedTracer::new(Box::new(theirs.tracer("by-hand")));
    // A full queue would make spans cheap: they would be thrown away.
    let candidates = vec![
        Candidate::within("ours", move || ours.force_flush(), || step(black_box("Lisbon"))),
        Candidate::within(
            "by hand",
            move || theirs.force_flush(),
            move || by_hand::step(&tracer, black_box("Lisbon")),
        ),
    ];
    meter.measure(
        Row::new("batch", "recorded, 5 attributes, with a batch processor", candidates)
            .bar("tracing-opentelemetry", 0.35)
            .bar("openinference-instrumentation", 0.25),
    );
}
