//! Spans by hand: the same lifecycle as the macros'.

use std::future::pending;
use std::panic::AssertUnwindSafe;

use futures_util::FutureExt as _;
use openinference_runtime::semconv::SpanKind;
use openinference_runtime::testing::{Outcome, capture, capture_sync};
use openinference_runtime::value::{Document, Message, TokenCount};
use openinference_runtime::{current, span};

#[test]
fn a_span_by_hand_nests_and_records_input_and_output() {
    let (value, trace) = capture_sync(|| {
        span(SpanKind::Agent, "outer").session("s-1").input("question").in_scope_result(|| {
            current().attribute("extra", 7);
            let inner = span(SpanKind::Chain, format!("step:{}", 1)).input(&vec![1, 2]).start();
            inner.set_output("done");
            inner.ok();
            Ok::<_, String>("answer")
        })
    });
    assert_eq!(value, Ok("answer"));
    insta::assert_yaml_snapshot!(trace);
}

#[test]
fn an_error_by_hand_sets_status_and_one_exception_event() {
    let (_, trace) = capture_sync(|| span(SpanKind::Chain, "parse").in_scope_result(|| "x".parse::<u32>()));
    insta::assert_yaml_snapshot!(trace);
}

#[tokio::test]
async fn a_cancelled_scope_is_an_error_and_an_event() {
    let (_, trace) = capture(async {
        let mut scope = Box::pin(span(SpanKind::Chain, "hangs").scope(pending::<()>()));
        assert!((&mut scope).now_or_never().is_none());
        drop(scope);
    })
    .await;
    assert_eq!(trace.roots[0].status, Outcome::Error("cancelled".to_owned()));
    assert_eq!(trace.roots[0].events[0].name, "cancelled");
}

#[tokio::test]
async fn a_panic_in_a_scope_is_recorded_and_goes_on() {
    let what = String::from("tea");
    let panics = async { panic!("out of {what}") };
    let (caught, trace) =
        capture(AssertUnwindSafe(span(SpanKind::Chain, "panics").scope(panics)).catch_unwind()).await;
    let payload = caught.expect_err("the panic goes on");
    assert_eq!(payload.downcast_ref::<String>().map(String::as_str), Some("out of tea"));
    assert_eq!(trace.roots[0].status, Outcome::Error("panic: out of tea".to_owned()));
    assert_eq!(trace.roots[0].events.len(), 1);
}

#[test]
fn a_guard_that_is_dropped_ends_the_span_as_it_stands() {
    let (_, trace) = capture_sync(|| {
        let _span = span(SpanKind::Tool, "t").start();
    });
    assert_eq!(trace.roots[0].status, Outcome::Unset);
    assert_eq!(trace.unfinished, 0);
}

#[test]
fn typed_values_can_be_said_of_the_span_in_progress_and_of_none() {
    let say = || {
        current().record_usage(&TokenCount::new(120, 30));
        current().set_input_messages(&[Message::user("Rome?")]);
        current().set_output_messages(&[Message::assistant("sunny")]);
        current().set_documents(&[Document::new("a guide")]);
        current().set_model("m-1");
    };
    say();
    let (_, trace) = capture_sync(|| span(SpanKind::Llm, "chat").in_scope(say));
    insta::assert_yaml_snapshot!(trace);
}
