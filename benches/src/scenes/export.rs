//! Spans are made and exported over OTLP/HTTP: the time of all threads. Nothing may be lost on the way, by either.

use std::cell::Cell;
use std::hint::black_box;
use std::rc::Rc;
use std::time::Duration;

use openinference_runtime::Telemetry;
use openinference_runtime::telemetry::Builder;
use opentelemetry::global::BoxedTracer;
use opentelemetry::trace::TracerProvider as _;
use opentelemetry_otlp::{Protocol, SpanExporter, WithExportConfig as _};
use opentelemetry_sdk::trace::{BatchConfigBuilder, BatchSpanProcessor, SdkTracerProvider};

use crate::calls::{by_hand, chat, conversation, step, turns};
use crate::measure::{Candidate, Meter, Row};
use crate::sink::Sink;

/// Spans that may wait: no turn makes as many.
const QUEUE: usize = 1 << 17;

/// Longer than any export takes.
const LONG: Duration = Duration::from_secs(60);

/// Both ways out of the process, each to a sink of its own.
struct Ways {
    sinks: [Sink; 2],
    telemetry: Telemetry,
    provider: SdkTracerProvider,
    tracer: BoxedTracer,
    /// Spans that were made, by each.
    made: [Cell<u64>; 2],
}

impl Ways {
    fn set_up() -> Result<Self, Box<dyn std::error::Error>> {
        let sinks = [Sink::start()?, Sink::start()?];
        let telemetry = Builder::new()
            .environment([
                ("OTEL_EXPORTER_OTLP_ENDPOINT", sinks[0].url()),
                ("OTEL_BSP_MAX_QUEUE_SIZE", QUEUE.to_string()),
            ])
            .max_queue_bytes(1 << 31)
            .console(false)
            .quiet(true)
            .set_global(false)
            .init()?;
        let exporter = SpanExporter::builder()
            .with_http()
            .with_protocol(Protocol::HttpBinary)
            .with_endpoint(format!("{}/v1/traces", sinks[1].url()))
            .build()?;
        let config = BatchConfigBuilder::default().with_max_queue_size(QUEUE).build();
        let processor = BatchSpanProcessor::builder(exporter).with_batch_config(config).build();
        let provider = SdkTracerProvider::builder()
            .with_max_attributes_per_span(100_000)
            .with_span_processor(processor)
            .build();
        let tracer = BoxedTracer::new(Box::new(provider.tracer("by-hand")));
        Ok(Self { sinks, telemetry, provider, tracer, made: Default::default() })
    }

    fn ours(self: &Rc<Self>, mut call: impl FnMut() + 'static) -> Candidate {
        let ways = Rc::clone(self);
        Candidate::together("ours", move |times| {
            (0..times).for_each(|_| call());
            ways.made[0].set(ways.made[0].get() + times);
            assert!(ways.telemetry.flush(LONG), "ours is flushed");
        })
    }

    fn theirs(self: &Rc<Self>, mut call: impl FnMut(&BoxedTracer) + 'static) -> Candidate {
        let ways = Rc::clone(self);
        Candidate::together("SDK's processor and exporter", move |times| {
            (0..times).for_each(|_| call(&ways.tracer));
            ways.made[1].set(ways.made[1].get() + times);
            assert!(ways.provider.force_flush().is_ok(), "theirs is flushed");
        })
    }
}

pub(super) fn run(meter: &mut dyn Meter) {
    if !["export-5", "export-10", "export-100"].iter().any(|row| meter.wants(row)) {
        return;
    }
    match Ways::set_up() {
        Ok(ways) => rows(meter, &Rc::new(ways)),
        Err(error) => eprintln!("nothing is exported: {error}"),
    }
}

fn rows(meter: &mut dyn Meter, ways: &Rc<Ways>) {
    let ours = || {
        step(black_box("Lisbon"));
    };
    let theirs = |tracer: &BoxedTracer| {
        by_hand::step(tracer, black_box("Lisbon"));
    };
    let candidates = vec![ways.ours(ours), ways.theirs(theirs)];
    meter.measure(row(
        "export-5",
        "made and exported over OTLP/HTTP, 5 attributes, CPU of all threads",
        candidates,
    ));
    for (id, what, count) in [
        ("export-10", "made and exported over OTLP/HTTP, 10 messages, CPU of all threads", 10),
        ("export-100", "made and exported over OTLP/HTTP, 100 messages, CPU of all threads", 100),
    ] {
        let (messages, turns) = (conversation(count), turns(count));
        let ours = move || drop(chat(black_box(&messages)));
        let theirs = move |tracer: &BoxedTracer| drop(by_hand::chat(tracer, black_box(&turns)));
        meter.measure(row(id, what, vec![ways.ours(ours), ways.theirs(theirs)]));
    }
    for (sink, made) in ways.sinks.iter().zip(&ways.made) {
        let arrived = sink.spans().unwrap_or_default();
        assert_eq!(arrived, made.get(), "spans that arrived, and spans that were made");
    }
}

fn row(id: &'static str, what: &'static str, candidates: Vec<Candidate>) -> Row {
    Row::new(id, what, candidates).bar("SDK's processor and exporter", 0.5).of_all_threads()
}
