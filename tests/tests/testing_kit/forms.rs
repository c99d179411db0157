//! The forms of a capture: a future, a closure, a guard, an attribute; on every executor.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use openinference_runtime::semconv::SpanKind;
use openinference_runtime::testing::{
    Capture, Recording, assert_span, assert_trace, capture, capture_sync, traced_test,
};
use openinference_runtime::{carry, carry_fn, chain_span, context, span, tool_span};

#[tool_span]
async fn double(number: i64) -> i64 {
    tokio::task::yield_now().await;
    number * 2
}

#[chain_span]
fn halve(number: i64) -> i64 {
    number / 2
}

#[tokio::test]
async fn a_future_is_captured_on_the_current_thread() {
    let (value, trace) = capture(double(21)).await;
    assert_eq!(value, 42);
    assert_span!(trace, "double", kind == Tool, status == ok, output == "42");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn tasks_that_carry_the_context_are_captured_and_others_are_not() {
    let (_, trace) = capture(async {
        tokio::spawn(carry(double(1))).await.expect("runs");
        tokio::spawn(double(2)).await.expect("runs");
        tokio::task::spawn_blocking(carry_fn(|| halve(4))).await.expect("runs");
    })
    .await;
    assert_trace!(trace, "TOOL double\nCHAIN halve");
    assert_span!(trace, "double", output == "2");
}

#[test]
fn a_future_is_captured_by_a_bare_executor() {
    let (value, trace) = futures_executor::block_on(capture(async { halve(8) }));
    assert_eq!((value, trace.outline().as_str()), (4, "CHAIN halve\n"));
}

#[test]
fn tasks_of_a_thread_pool_executor_are_captured() {
    let (_, trace) = smol::block_on(capture(async { smol::spawn(carry(async { halve(2) })).await }));
    assert_trace!(trace, "CHAIN halve");
}

#[test]
fn plain_threads_are_captured_by_the_context_of_the_recording() {
    let recording = Capture::new().open();
    thread::scope(|scope| {
        for number in 0..3 {
            let cx = recording.context().clone();
            scope.spawn(move || {
                let _captured = cx.attach();
                halve(number);
            });
        }
    });
    assert_trace!(recording.trace(), "CHAIN halve\nCHAIN halve\nCHAIN halve");
}

#[test]
fn a_guard_captures_until_it_is_finished() {
    halve(2);
    let guard = Capture::new().start();
    halve(4);
    assert_trace!(guard.trace(), "CHAIN halve");
    halve(6);
    let trace = guard.finish();
    halve(8);
    let outputs: Vec<_> = trace.spans().filter_map(|span| span.text("output.value")).collect();
    assert_eq!(outputs, ["2", "3"]);
}

#[test]
fn the_inner_of_two_captures_has_its_spans_for_itself() {
    let ((inner, _), outer) = capture_sync(|| {
        halve(2);
        context::attributes().session("outer").in_scope(|| {
            span(SpanKind::Agent, "around").in_scope(|| {
                let (_, inner) = capture_sync(|| halve(4));
                (inner, halve(6))
            })
        })
    });
    assert_trace!(inner, "CHAIN halve");
    assert_span!(inner, "halve", output == "2", no "session.id");
    assert_trace!(outer, "CHAIN halve\nAGENT around\n  CHAIN halve");
}

#[tokio::test]
async fn a_span_that_has_not_ended_is_counted() {
    let (kept, trace) = capture(async { span(SpanKind::Chain, "open").open() }).await;
    assert_eq!((trace.unfinished, trace.len()), (1, 0));
    assert_eq!(trace.outline(), "(no spans)\n(1 unfinished)\n");
    drop(kept);
}

#[test]
fn a_panic_within_a_capture_leaves_the_thread_as_it_was() {
    let caught = catch_unwind(AssertUnwindSafe(|| capture_sync(|| -> () { panic!("within") })));
    assert!(caught.is_err());
    let (_, trace) = capture_sync(|| halve(2));
    assert_trace!(trace, "CHAIN halve");
}

#[traced_test]
fn an_attribute_captures_a_test(spans: Recording) {
    halve(2);
    assert_trace!(spans.trace(), "CHAIN halve");
}

#[traced_test]
fn an_attribute_captures_a_test_that_does_not_look() {
    assert_eq!(halve(2), 1);
}

#[traced_test(check)]
#[tokio::test]
async fn an_attribute_captures_an_async_test(spans: Recording) -> Result<(), std::num::ParseIntError> {
    let number = "21".parse()?;
    double(number).await;
    assert_span!(spans.view(), "double", output == "42");
    Ok(())
}

#[tokio::test]
#[traced_test]
async fn an_attribute_below_that_of_the_runtime_captures_too() {
    double(1).await;
}

#[test]
#[traced_test]
fn an_attribute_below_test_captures_too() {
    halve(1);
}

#[traced_test(check)]
#[should_panic(expected = "error[OI201] `llm.system` is missing")]
fn an_attribute_checks_the_conventions() {
    span(SpanKind::Llm, "nameless").start().ok();
}

#[traced_test(allow(RequiredKey, RecommendedKey))]
fn an_attribute_allows_rules() {
    span(SpanKind::Llm, "nameless").start().ok();
}

#[traced_test(deterministic)]
fn an_attribute_makes_times_the_same_in_every_run(spans: Recording) {
    halve(2);
    assert_eq!(spans.view().times().outline(), "CHAIN halve @0ms+1ms\n");
}
