use std::panic::catch_unwind;

use crate::semconv::SpanKind::{self, Agent, Chain, Llm, Tool};
use crate::span;
use crate::testing::{Trace, capture_sync};

fn run(body: impl FnOnce()) -> Trace {
    capture_sync(|| span(Agent, "a").in_scope(body)).1
}

fn leaf(kind: SpanKind, name: &'static str, value: i64) {
    span(kind, name).attribute("value", value).in_scope(|| ());
}

fn diff(old: impl FnOnce(), new: impl FnOnce()) -> String {
    run(old).diff(&run(new)).to_string()
}

#[test]
fn equal_runs_have_no_difference() {
    let body = || {
        leaf(Llm, "m", 1);
        leaf(Tool, "t", 2);
    };
    assert_eq!(diff(body, body), "");
    run(body).assert_same_as(&run(body));
}

#[test]
fn what_appeared_and_vanished_is_shown_once_with_what_is_below() {
    let with = || {
        leaf(Llm, "m", 1);
        span(Chain, "c").in_scope(|| leaf(Tool, "t", 2));
        leaf(Llm, "m", 3);
    };
    let without = || {
        leaf(Llm, "m", 1);
        leaf(Llm, "m", 3);
    };
    assert_eq!(diff(with, without), "- AGENT a > CHAIN c (and 1 span below)\n");
    assert_eq!(diff(without, with), "+ AGENT a > CHAIN c (and 1 span below)\n");
}

#[test]
fn the_call_that_is_too_many_is_the_one_that_says_something_new() {
    let two = || {
        leaf(Llm, "m", 1);
        leaf(Llm, "m", 3);
    };
    let three = || {
        leaf(Llm, "m", 1);
        leaf(Llm, "m", 2);
        leaf(Llm, "m", 3);
    };
    assert_eq!(diff(two, three), "+ AGENT a > LLM m\n", "nothing is said to have changed");
}

#[test]
fn what_moved_is_no_new_span() {
    let below = || span(Chain, "c").in_scope(|| leaf(Tool, "t", 2));
    let beside = || {
        leaf(Tool, "t", 2);
        span(Chain, "c").in_scope(|| ());
    };
    assert_eq!(diff(below, beside), "> AGENT a > CHAIN c > TOOL t\n    to AGENT a > TOOL t\n");
    let swapped = || {
        leaf(Tool, "t", 2);
        leaf(Llm, "m", 1);
    };
    let order = || {
        leaf(Llm, "m", 1);
        leaf(Tool, "t", 2);
    };
    assert_eq!(diff(order, swapped), "> AGENT a > LLM m\n    to AGENT a > LLM m\n");
}

#[test]
fn what_changed_is_shown_by_field() {
    let ok = || {
        let _: Result<(), String> =
            span(Tool, "t").attribute("k", 1).attribute("gone", true).in_scope_result(|| Ok(()));
    };
    let failed = || {
        let _: Result<(), String> = span(Tool, "t")
            .attribute("k", "1")
            .attribute("new", 0.5)
            .in_scope_result(|| Err("late".to_owned()));
    };
    assert_eq!(
        diff(ok, failed),
        "~ AGENT a > TOOL t
    status: \"ok\" -> \"error: late\"
    gone: - true
    k: 1 -> \"1\"
    new: + 0.5
    event 0: + \"exception\"
"
    );
}

#[test]
fn a_renamed_span_is_told_from_a_new_one() {
    let text = diff(
        || span(Chain, "c").in_scope(|| leaf(Llm, "m", 1)),
        || span(Chain, "d").in_scope(|| leaf(Llm, "m", 2)),
    );
    assert_eq!(
        text,
        "~ AGENT a > CHAIN c\n    name: now d\n~ AGENT a > CHAIN d > LLM m\n    value: 1 -> 2\n"
    );
}

#[test]
fn a_changed_resource_and_unfinished_spans_are_of_the_trace() {
    let (old, mut new) = (run(|| ()), run(|| ()));
    new.unfinished = 2;
    new.resource.insert("service.name", "x");
    assert_eq!(
        old.diff(&new).to_string(),
        "~ (the trace)\n    unfinished: 0 -> 2\n    resource: service.name: + \"x\"\n"
    );
}

#[test]
fn the_assertion_shows_the_difference_and_the_tree() {
    let payload =
        catch_unwind(|| run(|| leaf(Tool, "t", 2)).assert_same_as(&run(|| ()))).expect_err("they differ");
    let said = payload.downcast_ref::<String>().map(String::as_str);
    assert_eq!(
        said,
        Some(
            "the trace is not what it was (-: gone, +: new, >: moved, ~: changed)\n\n+ AGENT a > TOOL t\n\nthe trace:\nAGENT a\n  TOOL t\n"
        )
    );
}
