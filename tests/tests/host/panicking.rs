//! A span that is part of the clearing up after a panic of somebody else is no error.

use std::panic::catch_unwind;

use openinference_runtime::semconv::SpanKind;
use openinference_runtime::span;
use openinference_runtime::testing::capture_sync;

/// Makes spans while it is dropped.
struct Cleanup;

impl Drop for Cleanup {
    fn drop(&mut self) {
        drop(span(SpanKind::Chain, "guard").start());
        drop(span(SpanKind::Chain, "open").open());
        span(SpanKind::Chain, "block").in_scope(|| ());
    }
}

#[test]
fn spans_of_a_drop_during_somebody_elses_panic_are_no_errors() {
    let ((), trace) = capture_sync(|| {
        let unwound = catch_unwind(|| {
            let _cleanup = Cleanup;
            panic!("of somebody else");
        });
        assert!(unwound.is_err());
    });
    assert_eq!(trace.outline(), "CHAIN guard\nCHAIN open\nCHAIN block\n");
}

#[test]
fn a_span_by_hand_that_a_panic_ends_is_an_error() {
    let ((), trace) = capture_sync(|| {
        let unwound = catch_unwind(|| {
            let _guard = span(SpanKind::Chain, "guard").start();
            panic!("of its own");
        });
        assert!(unwound.is_err());
    });
    assert!(trace.outline().starts_with("CHAIN guard (error: panic)"), "{}", trace.outline());
}
