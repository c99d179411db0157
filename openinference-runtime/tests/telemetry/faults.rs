//! Collectors and processors that misbehave, and an application that does not notice.

use std::{
    sync::Mutex,
    sync::mpsc::{Receiver, channel},
    time::{Duration, Instant},
};

use openinference_runtime::opentelemetry::{
    Context, KeyValue,
    trace::{Link, SpanKind, TraceId},
};
use openinference_runtime::telemetry::Counts;
use opentelemetry_sdk::{
    error::OTelSdkResult,
    trace::{SamplingDecision, SamplingResult, ShouldSample, Span, SpanData, SpanProcessor},
};

use crate::{
    LONG, alone, builder, sending_to,
    sink::{Answer, Sink, nobody},
    spans,
};

/// Far more than any bound under test, far less than a hanging request.
const TOO_LONG: Duration = Duration::from_secs(30);

#[test]
fn a_hanging_collector_does_not_hold_the_application() {
    let _alone = alone();
    let sink = Sink::scripted([Answer::Hang]);
    let url = sink.url();
    let telemetry = builder(&[
        ("OTEL_EXPORTER_OTLP_ENDPOINT", url.as_str()),
        ("OTEL_EXPORTER_OTLP_TIMEOUT", "600000"),
        ("OTEL_BSP_SCHEDULE_DELAY", "0"),
        ("OTEL_BSP_MAX_QUEUE_SIZE", "100"),
    ])
    .init()
    .expect("telemetry");
    spans::ours("under way");
    sink.next();
    let start = Instant::now();
    (0..1_000).for_each(|_| spans::ours("more"));
    assert!(!telemetry.flush(Duration::from_millis(10)));
    let counts = telemetry.counts();
    assert_eq!((counts.made, counts.delivered), (1_001, 0));
    assert_eq!(counts.dropped, 901, "the queue holds a hundred");
    assert!(!telemetry.shutdown(Duration::from_millis(10)));
    assert!(start.elapsed() < TOO_LONG);
}

#[test]
fn a_collector_that_is_slow_by_seconds_gets_everything_and_holds_nobody() {
    let _alone = alone();
    let slow = Duration::from_secs(2);
    let sink = Sink::scripted([Answer::Slow(slow), Answer::status(200)]);
    let telemetry =
        builder(&[("OTEL_EXPORTER_OTLP_ENDPOINT", &sink.url()), ("OTEL_BSP_SCHEDULE_DELAY", "0")])
            .init()
            .expect("telemetry");
    spans::ours("the first");
    sink.next();
    let start = Instant::now();
    (0..1_000).for_each(|_| spans::ours("meanwhile"));
    assert!(start.elapsed() < slow, "{:?}", start.elapsed());
    assert!(telemetry.flush(LONG));
    let counts = telemetry.counts();
    assert_eq!((counts.made, counts.delivered, counts.dropped), (1_001, 1_001, 0));
}

#[test]
fn a_guard_keeps_its_bound_when_it_is_dropped() {
    let _alone = alone();
    let sink = Sink::scripted([Answer::Hang]);
    let url = sink.url();
    let telemetry =
        builder(&[("OTEL_EXPORTER_OTLP_ENDPOINT", url.as_str()), ("OTEL_EXPORTER_OTLP_TIMEOUT", "600000")])
            .shutdown_timeout(Duration::from_millis(10))
            .init()
            .expect("telemetry");
    spans::ours("a");
    let start = Instant::now();
    drop(telemetry);
    assert!(start.elapsed() < TOO_LONG);
}

#[test]
fn nobody_at_the_other_end_is_given_up_at_once_at_the_end() {
    let _alone = alone();
    let telemetry = sending_to(&nobody());
    (0..2_000).for_each(|_| spans::ours("a"));
    let start = Instant::now();
    assert!(telemetry.shutdown(LONG));
    assert!(start.elapsed() < TOO_LONG);
}

#[test]
fn a_collector_that_comes_back_gets_what_waited() {
    let _alone = alone();
    let sink = Sink::scripted([Answer::Break, Answer::Break, Answer::status(200)]);
    let telemetry = sending_to(&sink.url());
    spans::ours("a");
    assert!(telemetry.flush(LONG));
    assert_eq!(telemetry.counts().delivered, 1);
}

#[test]
fn half_of_the_requests_failing_loses_nothing_and_counts_everything() {
    let _alone = alone();
    let answers =
        (0..40).flat_map(|_| [Answer::Status(503, &[("retry-after", "0")], Vec::new()), Answer::status(200)]);
    let sink = Sink::scripted(answers);
    let url = sink.url();
    let telemetry =
        builder(&[("OTEL_EXPORTER_OTLP_ENDPOINT", url.as_str()), ("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "10")])
            .init()
            .expect("telemetry");
    (0..200).for_each(|_| spans::ours("a"));
    assert!(telemetry.flush(LONG));
    let counts = telemetry.counts();
    assert_eq!((counts.made, counts.delivered, counts.dropped), (200, 200, 0));
}

#[test]
fn delivered_is_what_was_acknowledged_and_everything_else_is_dropped() {
    let _alone = alone();
    let later = Answer::Status(503, &[("retry-after", "0")], Vec::new());
    let round = [Answer::status(200), later, Answer::Break, Answer::status(500), Answer::rejecting(3)];
    let answers: Vec<_> = round.into_iter().cycle().take(100).chain([Answer::status(200)]).collect();
    let sink = Sink::scripted(answers.clone());
    let url = sink.url();
    let telemetry =
        builder(&[("OTEL_EXPORTER_OTLP_ENDPOINT", url.as_str()), ("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "5")])
            .init()
            .expect("telemetry");
    (0..1_000).for_each(|_| spans::ours("a"));
    telemetry.flush(LONG);
    // One request after the other, so that each meets its own answer.
    let acknowledged: usize = sink
        .rest()
        .iter()
        .zip(answers.into_iter().chain(std::iter::repeat(Answer::status(200))))
        .map(|(request, answer)| match answer {
            Answer::Status(200, _, body) if body.is_empty() => request.spans().len(),
            Answer::Status(200, ..) => request.spans().len() - 3,
            _ => 0,
        })
        .sum();
    let counts = telemetry.counts();
    assert_eq!((counts.made, counts.made), (1_000, counts.delivered + counts.dropped));
    assert_eq!(usize::try_from(counts.delivered).ok(), Some(acknowledged));
    assert!(counts.dropped > 0);
}

#[test]
#[cfg(target_os = "linux")]
fn memory_grows_by_no_more_than_the_bound_and_16_mib() {
    let sink = Sink::scripted([Answer::Hang]);
    let ended = crate::child::run("spans_that_nobody_takes", &[("OTEL_EXPORTER_OTLP_ENDPOINT", &sink.url())]);
    let grown: usize = ended.stderr.trim().parse().unwrap_or_else(|_| panic!("{ended:?}"));
    assert!(grown <= (16 + 16) << 20, "{grown}");
}

/// Panics on every occasion.
#[derive(Debug)]
struct Panicking;

impl SpanProcessor for Panicking {
    fn on_start(&self, _: &mut Span, _: &Context) {
        panic!("on start")
    }
    fn on_end(&self, _: SpanData) {
        panic!("on end")
    }
    fn force_flush(&self) -> OTelSdkResult {
        panic!("on flush")
    }
    fn shutdown_with_timeout(&self, _: Duration) -> OTelSdkResult {
        panic!("on shutdown")
    }
}

#[test]
fn a_panic_in_a_processor_does_not_reach_the_application() {
    let _alone = alone();
    let sink = Sink::new();
    let url = sink.url();
    let telemetry = builder(&[("OTEL_EXPORTER_OTLP_ENDPOINT", url.as_str())])
        .span_processor(Panicking)
        .init()
        .expect("telemetry");
    spans::ours("ours");
    spans::foreign("foreign", Vec::new());
    assert!(!telemetry.flush(LONG), "which did not succeed");
    drop(telemetry);
    assert_eq!(sink.next().span_names(), ["ours", "foreign"]);
}

#[test]
fn panics_of_processors_are_counted() {
    let _alone = alone();
    let telemetry = builder(&[]).quiet(true).span_processor(PanicsAtEnd).init().expect("telemetry");
    spans::ours("a");
    spans::ours("b");
    assert_eq!(telemetry.counts().processor_panics, 2);
}

#[derive(Debug)]
struct PanicsAtEnd;

impl SpanProcessor for PanicsAtEnd {
    fn on_start(&self, _: &mut Span, _: &Context) {}
    fn on_end(&self, _: SpanData) {
        panic!("told to");
    }
    fn force_flush(&self) -> OTelSdkResult {
        Ok(())
    }
    fn shutdown_with_timeout(&self, _: Duration) -> OTelSdkResult {
        Ok(())
    }
}

#[test]
fn the_tree_alone_counts_nothing_because_it_sends_nothing_away() {
    let _alone = alone();
    let telemetry = builder(&[]).console_writer(std::io::sink()).init().expect("telemetry");
    spans::ours("a");
    assert_eq!(telemetry.counts(), Counts::default());
}

/// Does not come back until the test is over.
#[derive(Debug)]
struct Stuck(Mutex<Receiver<()>>);

impl SpanProcessor for Stuck {
    fn on_start(&self, _: &mut Span, _: &Context) {}
    fn on_end(&self, _: SpanData) {}
    fn force_flush(&self) -> OTelSdkResult {
        let _ = self.0.lock().expect("the lock").recv();
        Ok(())
    }
    fn shutdown_with_timeout(&self, _: Duration) -> OTelSdkResult {
        self.force_flush()
    }
}

#[test]
fn a_processor_that_never_comes_back_does_not_hold_the_guard() {
    let _alone = alone();
    let (release, released) = channel();
    let telemetry = builder(&[]).span_processor(Stuck(Mutex::new(released))).init().expect("telemetry");
    spans::ours("a");
    assert!(!telemetry.flush(Duration::from_millis(10)));
    let start = Instant::now();
    assert!(!telemetry.shutdown(Duration::from_millis(10)));
    assert!(start.elapsed() < TOO_LONG);
    drop(release);
}

/// Records everything for processors in the process, and samples nothing.
#[derive(Clone, Debug)]
struct RecordOnly;

impl ShouldSample for RecordOnly {
    fn should_sample(
        &self,
        _: Option<&Context>,
        _: TraceId,
        _: &str,
        _: &SpanKind,
        _: &[KeyValue],
        _: &[Link],
    ) -> SamplingResult {
        SamplingResult {
            decision: SamplingDecision::RecordOnly,
            attributes: Vec::new(),
            trace_state: Default::default(),
        }
    }
}

#[test]
fn spans_that_are_recorded_only_are_not_sent() {
    let _alone = alone();
    let sink = Sink::new();
    let url = sink.url();
    let telemetry = builder(&[("OTEL_EXPORTER_OTLP_ENDPOINT", url.as_str())])
        .sampler(RecordOnly)
        .init()
        .expect("telemetry");
    spans::ours("ours");
    spans::foreign("foreign", Vec::new());
    drop(telemetry);
    assert!(sink.rest().is_empty());
}
