//! OTLP over HTTP: what a collector receives.

use std::time::Duration;

use openinference_runtime::{
    Telemetry,
    opentelemetry::KeyValue,
    telemetry::{Compression, Counts},
};

use crate::{
    LONG, alone, builder, quiet, sending_to,
    sink::{Answer, Sink, values},
    spans,
};

fn counts(telemetry: &Telemetry) -> (u64, u64, u64) {
    let Counts { made, delivered, dropped, .. } = telemetry.counts();
    (made, delivered, dropped)
}

#[test]
fn dropping_the_guard_delivers_what_has_ended() {
    let _alone = alone();
    let sink = Sink::new();
    let telemetry = sending_to(&sink.url());
    spans::ours("ours");
    spans::foreign("foreign", Vec::new());
    drop(telemetry);
    let request = sink.next();
    assert_eq!(request.path, "/v1/traces");
    assert_eq!(request.headers["content-type"], "application/x-protobuf");
    assert_eq!(request.span_names(), ["ours", "foreign"]);
    assert_eq!(values(&request.spans()[0].attributes, "openinference.span.kind"), ["CHAIN"]);
}

#[test]
fn resource_and_scopes_arrive() {
    let _alone = alone();
    let sink = Sink::new();
    let url = sink.url();
    let telemetry = builder(&[
        ("PHOENIX_COLLECTOR_ENDPOINT", &url),
        ("PHOENIX_PROJECT_NAME", "project"),
        ("OTEL_SERVICE_NAME", "service"),
    ])
    .resource_attributes([KeyValue::new("region", "here")])
    .init()
    .expect("telemetry");
    spans::ours("ours");
    spans::foreign("foreign", Vec::new());
    drop(telemetry);
    let request = sink.next();
    let attributes = request.resource().attributes;
    assert_eq!(values(&attributes, "openinference.project.name"), ["project"]);
    assert_eq!(values(&attributes, "service.name"), ["service"]);
    assert_eq!(values(&attributes, "region"), ["here"]);
    let scopes: Vec<_> = request
        .message()
        .resource_spans
        .into_iter()
        .flat_map(|resource| resource.scope_spans)
        .filter_map(|spans| spans.scope)
        .map(|scope| scope.name)
        .collect();
    assert_eq!(scopes, ["openinference-runtime", "another library"]);
}

#[test]
fn headers_and_key_are_sent() {
    let _alone = alone();
    let sink = Sink::new();
    let url = sink.url();
    let telemetry = builder(&[("PHOENIX_COLLECTOR_ENDPOINT", &url), ("PHOENIX_API_KEY", "k")])
        .headers([("X-Tenant", "t")])
        .init()
        .expect("telemetry");
    spans::ours("ours");
    drop(telemetry);
    let request = sink.next();
    assert_eq!(request.headers["authorization"], "Bearer k");
    assert_eq!(request.headers["x-tenant"], "t");
}

#[test]
fn a_flush_delivers_without_ending_anything() {
    let _alone = alone();
    let sink = Sink::new();
    let telemetry = sending_to(&sink.url());
    spans::ours("a");
    assert!(telemetry.flush(LONG));
    assert_eq!(sink.next().span_names(), ["a"]);
    spans::ours("b");
    assert!(openinference_runtime::telemetry::flush(LONG), "also without the guard at hand");
    assert_eq!(sink.next().span_names(), ["b"]);
    assert_eq!(counts(&telemetry), (2, 2, 0));
}

#[test]
fn spans_that_the_collector_rejects_are_not_delivered() {
    let _alone = alone();
    let sink = Sink::scripted([Answer::rejecting(2)]);
    let telemetry = sending_to(&sink.url());
    ["a", "b", "c"].into_iter().for_each(spans::ours);
    telemetry.flush(LONG);
    assert_eq!(counts(&telemetry), (3, 1, 2));
}

#[test]
fn a_busy_collector_is_asked_again_and_gets_each_span_once_in_the_end() {
    let _alone = alone();
    let later = |status| Answer::Status(status, &[("retry-after", "0")], Vec::new());
    let sink = Sink::scripted([later(503), later(429), Answer::Break, Answer::status(200)]);
    let telemetry = sending_to(&sink.url());
    spans::ours("a");
    assert!(telemetry.flush(LONG));
    assert_eq!(counts(&telemetry), (1, 1, 0));
    assert_eq!(sink.rest().len(), 4);
}

#[test]
fn a_refusal_is_final() {
    let _alone = alone();
    for status in [302, 400, 401, 404, 413, 500] {
        let sink = Sink::scripted([Answer::status(status)]);
        let telemetry = sending_to(&sink.url());
        spans::ours("a");
        telemetry.flush(LONG);
        assert_eq!(counts(&telemetry), (1, 0, 1), "{status}");
        assert_eq!(sink.rest().len(), 1, "{status}");
    }
}

#[test]
fn a_collector_that_asks_for_an_hour_is_not_asked_for_every_batch() {
    let _alone = alone();
    let sink = Sink::scripted([Answer::Status(429, &[("retry-after", "3600")], Vec::new())]);
    let url = sink.url();
    let telemetry = builder(&[
        ("OTEL_EXPORTER_OTLP_ENDPOINT", url.as_str()),
        ("OTEL_EXPORTER_OTLP_TIMEOUT", "100"),
        ("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "1"),
    ])
    .init()
    .expect("telemetry");
    (0..5).for_each(|_| spans::ours("a"));
    telemetry.flush(LONG);
    assert_eq!(counts(&telemetry), (5, 0, 5));
    assert_eq!(telemetry.counts().lost.timed_out, 5);
    spans::ours("at the end");
    drop(telemetry);
    assert_eq!(sink.rest().len(), 1);
}

#[test]
fn a_collector_that_asked_for_patience_is_asked_when_it_is_over() {
    let _alone = alone();
    let later = Answer::Status(503, &[("retry-after", "1")], Vec::new());
    let sink = Sink::scripted([later, Answer::status(200)]);
    let url = sink.url();
    let variables = [("OTEL_EXPORTER_OTLP_ENDPOINT", url.as_str()), ("OTEL_EXPORTER_OTLP_TIMEOUT", "900")];
    let telemetry = builder(&variables).init().expect("telemetry");
    while telemetry.counts().delivered == 0 {
        spans::ours("a");
        telemetry.flush(LONG);
    }
    // On a slow machine the answer to a later one may come too late, so that there are more.
    let [first, second, ..] = &sink.rest()[..] else { panic!("asked again") };
    assert!(second.at - first.at >= Duration::from_secs(1), "{:?}", second.at - first.at);
}

#[test]
fn a_collector_that_finds_everything_too_large_is_not_asked_for_every_span() {
    let _alone = alone();
    let sink = Sink::scripted([Answer::status(413)]);
    let telemetry = sending_to(&sink.url());
    (0..64).for_each(|_| spans::ours("a"));
    telemetry.flush(LONG);
    assert_eq!(counts(&telemetry), (64, 0, 64));
    assert_eq!(telemetry.counts().lost.too_large, 64);
    let asked = sink.rest().len();
    assert!(asked <= 14, "64, 32, 16, 8, 4, 2, 1, and few more: {asked}");
}

#[test]
fn requests_stay_below_four_mebibytes() {
    let _alone = alone();
    let sink = Sink::new();
    let telemetry = sending_to(&sink.url());
    (0..300).for_each(|_| spans::heavy("heavy", 40_000));
    assert!(telemetry.flush(LONG));
    assert_eq!(counts(&telemetry), (300, 300, 0));
    let requests = sink.rest();
    assert!(requests.len() > 2, "{}", requests.len());
    assert!(requests.iter().all(|request| request.body.len() < 4 << 20));
    assert_eq!(requests.iter().map(|request| request.spans().len()).sum::<usize>(), 300);
}

#[test]
fn a_span_that_is_larger_than_a_request_goes_alone() {
    let _alone = alone();
    let sink = Sink::new();
    let telemetry = sending_to(&sink.url());
    spans::heavy("small", 10);
    spans::heavy("large", 5 << 20);
    spans::heavy("small too", 10);
    assert!(telemetry.flush(LONG));
    let requests: Vec<_> = sink.rest().iter().map(crate::sink::Received::span_names).collect();
    assert!(requests.contains(&vec!["large".to_owned()]), "{requests:?}");
    assert_eq!(counts(&telemetry), (3, 3, 0));
}

#[test]
fn keys_of_foreign_spans_are_exported_once_and_without_nuls() {
    let _alone = alone();
    let sink = Sink::new();
    let telemetry = sending_to(&sink.url());
    let attributes =
        vec![KeyValue::new("key", "first"), KeyValue::new("other", "a\0b"), KeyValue::new("key", "last")];
    spans::foreign("foreign\0", attributes);
    drop(telemetry);
    let request = sink.next();
    assert_eq!(request.span_names(), ["foreign"]);
    let attributes = &request.spans()[0].attributes;
    assert_eq!(values(attributes, "key"), ["last"]);
    assert_eq!(values(attributes, "other"), ["ab"]);
}

#[test]
fn spans_of_other_instrumentation_can_be_left_out() {
    use openinference_runtime::opentelemetry::{global, trace::Tracer as _};

    let _alone = alone();
    let sink = Sink::new();
    let url = sink.url();
    let telemetry =
        builder(&[("OTEL_EXPORTER_OTLP_ENDPOINT", &url)]).openinference_only(true).init().expect("telemetry");
    global::tracer("middleware").in_span("request", |_| spans::ours("agent"));
    drop(telemetry);
    let request = sink.next();
    assert_eq!(request.span_names(), ["agent"]);
    assert!(request.spans()[0].parent_span_id.is_empty(), "the root of what Phoenix sees");
}

#[test]
fn no_span_ends_before_its_start() {
    use std::time::{Duration, SystemTime};

    use openinference_runtime::opentelemetry::{
        global,
        trace::{Span as _, Tracer as _},
    };

    let _alone = alone();
    let sink = Sink::new();
    let telemetry = sending_to(&sink.url());
    let mut span = global::tracer("another library").start("the clock was set back");
    span.end_with_timestamp(SystemTime::now() - Duration::from_secs(3_600));
    drop(telemetry);
    let span = sink.next().spans().remove(0);
    assert_eq!(span.end_time_unix_nano, span.start_time_unix_nano);
}

#[test]
fn a_span_keeps_ten_thousand_attributes() {
    let _alone = alone();
    let sink = Sink::new();
    let telemetry = sending_to(&sink.url());
    spans::foreign("many", (0..10_001).map(|index| KeyValue::new(format!("k{index}"), index)).collect());
    drop(telemetry);
    let span = sink.next().spans().remove(0);
    assert_eq!((span.attributes.len(), span.dropped_attributes_count), (10_000, 1));
}

#[test]
fn unsampled_spans_are_not_sent() {
    let _alone = alone();
    let sink = Sink::new();
    let url = sink.url();
    let telemetry = builder(&[("OTEL_EXPORTER_OTLP_ENDPOINT", &url), ("OTEL_TRACES_SAMPLER", "always_off")])
        .init()
        .expect("telemetry");
    spans::ours("ours");
    spans::foreign("foreign", Vec::new());
    assert_eq!(counts(&telemetry), (0, 0, 0));
    drop(telemetry);
    assert!(sink.rest().is_empty());
}

#[test]
fn one_span_that_is_too_large_for_the_collector_costs_itself_and_not_its_batch() {
    let _alone = alone();
    let answer = Answer::status;
    // Four spans, the first two, the other two, each of these.
    let sink = Sink::scripted([answer(413), answer(200), answer(413), answer(200), answer(413)]);
    let telemetry = sending_to(&sink.url());
    ["a", "b", "c", "d"].into_iter().for_each(spans::ours);
    telemetry.flush(LONG);
    assert_eq!(counts(&telemetry), (4, 3, 1));
    assert_eq!(telemetry.counts().lost.too_large, 1);
    let sent: Vec<Vec<String>> = sink.rest().iter().map(crate::sink::Received::span_names).collect();
    assert_eq!(sent, [vec!["a", "b", "c", "d"], vec!["a", "b"], vec!["c", "d"], vec!["c"], vec!["d"]]);
}

#[test]
fn a_page_of_html_is_no_acknowledgement() {
    let _alone = alone();
    let page = Answer::Status(200, &[("content-type", "text/html; charset=utf-8")], b"<html>".to_vec());
    let sink = Sink::scripted([page]);
    let telemetry = sending_to(&sink.url());
    spans::ours("a");
    telemetry.flush(LONG);
    assert_eq!(counts(&telemetry), (1, 0, 1));
    assert_eq!((telemetry.counts().lost.refused, sink.rest().len()), (1, 1), "and it is not asked again");
}

#[test]
fn requests_are_compressed_where_that_is_asked_for() {
    let _alone = alone();
    let endpoint = |sink: &Sink| ("OTEL_EXPORTER_OTLP_ENDPOINT".to_owned(), sink.url());
    let gzip = |name: &str| (name.to_owned(), "gzip".to_owned());
    for asked in [gzip("OTEL_EXPORTER_OTLP_COMPRESSION"), gzip("OTEL_EXPORTER_OTLP_TRACES_COMPRESSION")] {
        let sink = Sink::new();
        let telemetry = quiet([endpoint(&sink), asked]).init().expect("a set-up");
        (0..50).for_each(|_| spans::heavy("heavy", 1_000));
        assert!(telemetry.flush(LONG));
        let request = sink.next();
        assert_eq!(request.headers.get("content-encoding").map(String::as_str), Some("gzip"));
        assert_eq!(request.spans().len(), 50);
        assert!(request.body.len() < 25_000, "{} bytes", request.body.len());
    }
    let sink = Sink::new();
    let telemetry = quiet([endpoint(&sink), gzip("OTEL_EXPORTER_OTLP_COMPRESSION")])
        .compression(Compression::None)
        .init()
        .expect("a set-up");
    spans::ours("a");
    assert!(telemetry.flush(LONG));
    assert_eq!(sink.next().headers.get("content-encoding"), None, "code wins");
}

#[test]
fn user_and_password_of_a_url_are_sent_as_authorization() {
    let _alone = alone();
    let sink = Sink::new();
    let url = sink.url().replace("http://", "http://user:p%40ss@");
    let telemetry = sending_to(&url);
    spans::ours("a");
    assert!(telemetry.flush(LONG));
    let request = sink.next();
    // `user:p@ss`
    assert_eq!(request.headers.get("authorization").map(String::as_str), Some("Basic dXNlcjpwQHNz"));
    assert!(!request.headers.values().any(|value| value.contains("p%40ss")));
}

#[test]
fn an_answer_that_says_when_may_say_it_as_a_date() {
    let _alone = alone();
    // In the past: our own backoff holds.
    let later = Answer::Status(503, &[("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT")], Vec::new());
    let sink = Sink::scripted([later, Answer::status(200)]);
    let telemetry = sending_to(&sink.url());
    spans::ours("a");
    assert!(telemetry.flush(LONG));
    assert_eq!((counts(&telemetry), sink.rest().len()), ((1, 1, 0), 2));
}
