//! How a call ends, and what its span says of it.

use std::borrow::Cow;
use std::fmt;
use std::future::pending;
use std::panic::AssertUnwindSafe;

use futures_util::FutureExt as _;
use openinference_runtime::testing::{Capture, SpanStatus, Trace, capture, capture_sync};
use openinference_runtime::{chain_span, tool_span};
use opentelemetry_sdk::trace::{InMemorySpanExporter, SimpleSpanProcessor};

#[derive(Debug)]
struct Refused {
    cause: std::num::ParseIntError,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("refused")
    }
}

impl std::error::Error for Refused {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.cause)
    }
}

#[chain_span]
async fn parse(text: &str) -> Result<u32, Refused> {
    text.parse().map_err(|cause| Refused { cause })
}

#[tokio::test]
async fn ok_is_status_ok_and_the_inner_value() {
    let (_, trace) = capture(parse("7")).await;
    insta::assert_yaml_snapshot!(trace);
}

#[tokio::test]
async fn err_is_status_error_and_one_exception_with_its_sources() {
    let (_, trace) = capture(parse("seven")).await;
    insta::assert_yaml_snapshot!(trace);
}

enum Silent {
    Failed,
}

#[chain_span]
fn silent() -> Result<(), Silent> {
    Err(Silent::Failed)
}

#[chain_span]
fn unit_error() -> Result<(), ()> {
    Err(())
}

#[chain_span]
fn text_error() -> Result<(), String> {
    Err("went wrong".to_owned())
}

#[chain_span]
fn boxed_error() -> Result<(), Box<dyn std::error::Error>> {
    "x".parse::<u8>()?;
    Ok(())
}

#[chain_span]
fn boxed_sync_error() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    "x".parse::<u8>()?;
    Ok(())
}

#[chain_span]
fn anyhow_error() -> anyhow::Result<()> {
    "x".parse::<u8>()?;
    Ok(())
}

#[chain_span]
fn generic_error<E>(error: E) -> Result<(), E> {
    Err(error)
}

#[test]
fn every_kind_of_error_has_a_status_text_and_a_type() {
    let (_, trace) = capture_sync(|| {
        let _ = (silent().is_err(), unit_error(), text_error(), boxed_error().is_err());
        let _ =
            (boxed_sync_error().is_err(), anyhow_error().is_err(), generic_error(Silent::Failed).is_err());
    });
    let said: Vec<_> = trace
        .roots
        .iter()
        .map(|span| (&span.name, &span.status, span.events[0].attributes["exception.type"].clone()))
        .collect();
    insta::assert_yaml_snapshot!(said);
}

#[tool_span(
    attributes("my.state" = "asked", "tool.name" = "by its arguments"),
    session = "s-1",
    on_result(|text| "my.state" = text.as_str(), "tool.name" = text.as_str(), "session.id" = text.as_str())
)]
fn answers(text: &str) -> Result<String, String> {
    if text.is_empty() { Err("nothing asked".to_owned()) } else { Ok(text.to_owned()) }
}

/// What the provider's span has of a key, as every exporter is given it.
fn values_of(key: &str, text: &str) -> Vec<String> {
    let exporter = InMemorySpanExporter::default();
    // Read while it is open: an exporter that is shut down forgets what it has.
    let capture = Capture::new().processor(SimpleSpanProcessor::new(exporter.clone())).start();
    answers(text).ok();
    let spans = exporter.get_finished_spans().expect("it keeps them");
    let attributes = spans.iter().flat_map(|span| &span.attributes);
    let values = attributes.filter(|one| one.key.as_str() == key).map(|one| one.value.to_string()).collect();
    drop(capture);
    values
}

#[test]
fn a_key_of_arguments_and_result_is_exported_once_with_the_results_value() {
    for key in ["my.state", "tool.name", "session.id"] {
        assert_eq!(values_of(key, "yes"), ["yes"], "{key}");
    }
    assert_eq!(values_of("my.state", ""), ["asked"], "without a result the arguments' value stands");
    assert_eq!(values_of("session.id", ""), ["s-1"]);
}

#[chain_span]
fn text_errors(number: usize) -> Result<(), Cow<'static, str>> {
    Err(["a", "b"][number].into())
}

#[chain_span]
fn boxed_text() -> Result<(), Box<str>> {
    Err("boxed".into())
}

#[chain_span]
fn empty_text() -> Result<(), &'static str> {
    Err("")
}

#[test]
fn an_error_that_is_a_text_is_the_status_without_its_type() {
    let (_, trace) = capture_sync(|| (text_error(), text_errors(1), boxed_text(), empty_text()));
    let statuses: Vec<_> = trace.roots.iter().map(|span| &span.status).collect();
    let said = ["went wrong", "b", "boxed", "&str"].map(|text| SpanStatus::Error(text.to_owned()));
    assert_eq!(statuses, said.iter().collect::<Vec<_>>());
    assert_eq!(trace.roots[0].events[0].attributes["exception.type"], "alloc::string::String");
}

#[chain_span(error_if = |error: &String| error != "not found")]
fn lookup(error: &str) -> Result<(), String> {
    Err(error.to_owned())
}

#[test]
fn error_if_says_which_errors_are_errors() {
    let (_, trace) = capture_sync(|| {
        let _ = (lookup("not found"), lookup("broken"));
    });
    assert_eq!(trace.roots[0].status, SpanStatus::Ok);
    assert_eq!(trace.roots[1].status, SpanStatus::Error("broken".to_owned()));
}

#[tool_span]
fn panics(what: &str) -> u8 {
    panic!("out of {what}")
}

#[tool_span]
async fn panics_later(what: &str) -> u8 {
    tokio::task::yield_now().await;
    panic!("out of {what}")
}

fn is_a_panic(trace: &Trace) {
    assert_eq!(trace.roots[0].status, SpanStatus::Error("panic: out of tea".to_owned()));
    assert_eq!(trace.roots[0].events.len(), 1);
    assert_eq!(trace.roots[0].events[0].attributes["exception.type"].as_str(), Some("panic"));
}

#[test]
fn a_panic_is_recorded_and_goes_on() {
    let (caught, trace) = capture_sync(|| std::panic::catch_unwind(|| panics("tea")));
    let payload = caught.expect_err("the panic goes on");
    assert_eq!(payload.downcast_ref::<String>().map(String::as_str), Some("out of tea"));
    is_a_panic(&trace);
}

#[tokio::test]
async fn a_panic_in_a_later_poll_is_recorded_and_goes_on() {
    let (caught, trace) = capture(async { AssertUnwindSafe(panics_later("tea")).catch_unwind().await }).await;
    assert!(caught.is_err());
    is_a_panic(&trace);
}

#[chain_span]
async fn hangs(_number: u8) {
    pending::<()>().await;
}

#[chain_span(cancelled = unset)]
async fn races() {
    pending::<()>().await;
}

#[tokio::test]
async fn a_future_dropped_after_its_first_poll_was_cancelled() {
    let (_, trace) = capture(async {
        assert_eq!(hangs(1).now_or_never(), None);
        assert_eq!(races().now_or_never(), None);
    })
    .await;
    assert_eq!(trace.roots[0].status, SpanStatus::Error("cancelled".to_owned()));
    assert_eq!(trace.roots[1].status, SpanStatus::Unset);
    assert_eq!(trace.roots[1].events[0].name, "cancelled");
}

#[tokio::test]
async fn a_future_dropped_before_its_first_poll_never_was() {
    let (_, trace) = capture(async { drop(hangs(1)) }).await;
    assert_eq!((trace.roots.len(), trace.unfinished), (0, 0));
}

#[chain_span(name = explode(), attributes("key" = explode()), input = explode(), output = |_| explode(), on_result(|_| "other" = explode()))]
fn expressions(number: u8) -> u8 {
    number
}

fn explode() -> String {
    panic!("in an expression")
}

#[test]
fn a_panic_in_an_expression_leaves_a_marker_and_never_reaches_the_caller() {
    let (value, trace) = capture_sync(|| expressions(3));
    assert_eq!(value, 3);
    insta::assert_yaml_snapshot!(trace);
}
