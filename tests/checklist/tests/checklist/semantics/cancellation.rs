//! E31: a future that is dropped ends its span and drops its arguments.

use std::cell::Cell;
use std::future::pending;

use futures_util::FutureExt as _;
use openinference_checklist::{spanned, traced};
use openinference_runtime::chain_span;
use openinference_runtime::testing::SpanStatus;

/// Says that it was dropped.
struct Argument<'a>(&'a Cell<bool>);

impl Drop for Argument<'_> {
    fn drop(&mut self) {
        self.0.set(true);
    }
}

#[chain_span]
async fn hangs(argument: Argument<'_>, number: u8) -> u8 {
    let _argument = &argument;
    pending::<()>().await;
    number
}

#[chain_span(cancelled = unset)]
async fn may_be_dropped() {
    pending::<()>().await;
}

#[test]
fn before_the_first_poll_there_was_no_call() {
    let dropped = Cell::new(false);
    let ((), trace) = traced(async { drop(hangs(Argument(&dropped), 1)) });
    assert!(trace.is_empty() && trace.unfinished == 0);
}

#[test]
fn before_the_first_poll_the_arguments_are_dropped() {
    let dropped = Cell::new(false);
    traced(async { drop(hangs(Argument(&dropped), 1)) });
    assert!(dropped.get());
}

#[test]
fn after_the_first_poll_the_status_is_cancelled() {
    let dropped = Cell::new(false);
    let (value, span) = spanned(async { hangs(Argument(&dropped), 1).now_or_never() });
    assert_eq!(value, None);
    assert_eq!(span.status, SpanStatus::Error("cancelled".to_owned()));
    assert!(span.event("cancelled").is_some());
    assert_eq!(span.attribute("output.value"), None);
}

#[test]
fn after_the_first_poll_the_arguments_are_dropped() {
    let dropped = Cell::new(false);
    spanned(async { hangs(Argument(&dropped), 1).now_or_never() });
    assert!(dropped.get());
}

#[test]
fn where_cancelling_is_usual_the_status_stays_unset() {
    let (_, span) = spanned(async { may_be_dropped().now_or_never() });
    assert_eq!(span.status, SpanStatus::Unset);
    assert!(span.event("cancelled").is_some());
}
