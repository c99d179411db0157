use opentelemetry::global::BoxedTracer;
use opentelemetry::trace::{Tracer as _, TracerProvider as _};
use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider};

use super::*;

const HOUR: Duration = Duration::from_secs(3_600);

/// A span that has started when the clock showed `clock`, and ends now; its start, an event in it, and its end.
fn ended_now(clock: SystemTime) -> [SystemTime; 3] {
    let exporter = InMemorySpanExporter::default();
    let provider = SdkTracerProvider::builder().with_simple_exporter(exporter.clone()).build();
    let tracer = BoxedTracer::new(Box::new(provider.tracer("t")));
    let span = tracer.span_builder("s").with_start_time(clock).start(&tracer);
    let config = Arc::new(TraceConfig::default());
    let shared = SharedSpan::new(span, config, Vec::new(), (clock, Instant::now()), Vec::new(), None);
    shared.event("e", Vec::new());
    shared.end();
    let span = exporter.get_finished_spans().expect("spans").remove(0);
    [span.start_time, span.events[0].timestamp, span.end_time]
}

#[test]
fn a_step_of_the_clock_bends_neither_a_span_nor_its_events() {
    let now = SystemTime::now();
    // The clock was set back, and forth, since the span began.
    for clock in [now + HOUR, now - HOUR] {
        let [start, event, end] = ended_now(clock);
        assert_eq!(start, clock);
        assert!(start <= event && event <= end, "{start:?} {event:?} {end:?}");
        assert!(end.duration_since(start).is_ok_and(|took| took < HOUR / 2), "{start:?} {end:?}");
    }
}
