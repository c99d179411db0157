use std::time::{Duration, SystemTime};

use opentelemetry::Context;
use opentelemetry::trace::TraceContextExt as _;
use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider};

use super::*;
use crate::config::TraceConfig;
use crate::semconv::SpanKind;
use crate::sharded::ThreadCopy;
use crate::source::SpanSource;
use crate::span::active::Active;
use crate::span::clock::SpanClock;
use crate::span::enclosing_span::EnclosedCalls;

const HOUR: Duration = Duration::from_secs(3_600);

/// A span that has started when the clock showed `wall`, and ends now; its start, an event in it, and its end.
fn ended_now(wall: SystemTime) -> [SystemTime; 3] {
    use opentelemetry::trace::{Tracer as _, TracerProvider as _};
    let exporter = InMemorySpanExporter::default();
    let provider = SdkTracerProvider::builder().with_simple_exporter(exporter.clone()).build();
    let tracer = opentelemetry::global::BoxedTracer::new(Box::new(provider.tracer("t")));
    let span = tracer.span_builder("s").with_start_time(wall).start(&tracer);
    let identity = Identity {
        source: ThreadCopy::new(Arc::new(SpanSource::new(&provider, TraceConfig::default()))),
        kind: SpanKind::Chain,
        clock: SpanClock::of(wall),
        is_external: false,
        on_end: None,
    };
    let buffered = Buffered::new(span, AttributeBuffer::default(), EnclosedCalls::default());
    let active = Active::open(&Context::new(), identity, buffered, None, false);
    active.event("e", Vec::new());
    assert!(active.cx().span().is_recording());
    active.end();
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
