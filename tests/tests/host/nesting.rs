//! Expressions of keys that call the function that they belong to: it ends, though they would not.

use std::cell::Cell;

use openinference_runtime::chain_span;
use openinference_runtime::testing::capture_sync;

/// Spans that are described at once, each in an expression of the one before.
const LIMIT: usize = 64;

thread_local! {
    static CALLS: Cell<usize> = const { Cell::new(0) };
}

#[chain_span(attributes("note" = calls_itself()))]
fn calls_itself() -> i64 {
    CALLS.set(CALLS.get() + 1);
    1
}

#[chain_span(attributes("one" = calls_itself_twice(), "two" = calls_itself_twice()))]
fn calls_itself_twice() -> i64 {
    CALLS.set(CALLS.get() + 1);
    1
}

#[chain_span(output = |_| calls_itself_with_its_result())]
fn calls_itself_with_its_result() -> i64 {
    CALLS.set(CALLS.get() + 1);
    1
}

#[chain_span]
fn recursive(depth: usize) -> usize {
    if depth == 0 { 0 } else { 1 + recursive(depth - 1) }
}

#[test]
fn an_expression_that_calls_its_own_function_ends() {
    let (one, trace) = capture_sync(calls_itself);
    assert_eq!(one, 1);
    assert_eq!(trace.roots.len(), LIMIT);
    assert_eq!(CALLS.replace(0), LIMIT + 1, "the one that is too deep is a call, too");

    let (_, trace) = capture_sync(calls_itself_with_its_result);
    assert_eq!(trace.spans().count(), LIMIT);
    assert_eq!(CALLS.replace(0), LIMIT + 1);

    let (_, trace) = capture_sync(calls_itself);
    assert_eq!(trace.roots.len(), LIMIT, "the next call has its spans again");
}

#[test]
fn expressions_that_call_their_own_function_twice_end_in_time() {
    let (_, trace) = capture_sync(calls_itself_twice);
    assert_eq!(trace.roots.len(), LIMIT);
    assert_eq!(CALLS.replace(0), 2 * LIMIT + 1);
}

#[test]
fn a_function_that_calls_itself_keeps_its_spans_at_any_depth() {
    let (depth, trace) = capture_sync(|| recursive(200));
    assert_eq!(depth, 200);
    assert_eq!(trace.spans().count(), 201);
}
