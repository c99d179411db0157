//! How a call ends, and what its span says of it.

use std::fmt;
use std::future::pending;
use std::panic::AssertUnwindSafe;

use futures_util::FutureExt as _;
use openinference_runtime::testing::{Outcome, Trace, capture, capture_sync};
use openinference_runtime::{chain_span, tool_span};

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

#[chain_span(error_if = |error: &String| error != "not found")]
fn lookup(error: &str) -> Result<(), String> {
    Err(error.to_owned())
}

#[test]
fn error_if_says_which_errors_are_errors() {
    let (_, trace) = capture_sync(|| {
        let _ = (lookup("not found"), lookup("broken"));
    });
    assert_eq!(trace.roots[0].status, Outcome::Ok);
    assert_eq!(trace.roots[1].status, Outcome::Error("String: broken".to_owned()));
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
    assert_eq!(trace.roots[0].status, Outcome::Error("panic: out of tea".to_owned()));
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
    assert_eq!(trace.roots[0].status, Outcome::Error("cancelled".to_owned()));
    assert_eq!(trace.roots[1].status, Outcome::Unset);
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
