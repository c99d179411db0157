//! Ids and times that are the same in every run.

use std::time::Duration;

use openinference_runtime::semconv::SpanKind;
use openinference_runtime::testing::{Capture, ManualClock, Trace};
use openinference_runtime::{current, span};

fn run() -> Trace {
    let (_, trace) = Capture::new().deterministic().run_sync(|| {
        span(SpanKind::Agent, "a").in_scope(|| {
            span(SpanKind::Tool, "t").in_scope(|| current().event("seen", Vec::new()));
            span(SpanKind::Tool, "u").in_scope(|| ());
        });
        span(SpanKind::Chain, "c").in_scope(|| ());
    });
    trace
}

#[test]
fn two_runs_have_the_same_ids_and_times() {
    let ids = |trace: &Trace| -> Vec<_> {
        trace
            .spans()
            .map(|span| {
                (span.recorded.trace_id, span.recorded.span_id, span.recorded.start, span.recorded.end)
            })
            .collect()
    };
    assert_eq!(ids(&run()), ids(&run()));
    assert_eq!(
        run().view().times().outline(),
        "AGENT a @0ms+5ms\n  TOOL t @1ms+1ms\n  TOOL u @3ms+1ms\nCHAIN c @6ms+1ms\n"
    );
    insta::assert_yaml_snapshot!(run().view().times());
}

#[test]
fn the_test_says_what_time_it_is() {
    let clock = ManualClock::new();
    let (_, trace) = Capture::new().clock(clock.clone()).run_sync(|| {
        span(SpanKind::Llm, "slow").in_scope(|| clock.advance(Duration::from_secs(90)));
        clock.advance(Duration::from_millis(500));
        span(SpanKind::Llm, "quick").in_scope(|| ());
    });
    assert_eq!(trace.view().times().outline(), "LLM slow @0ms+90000ms\nLLM quick @90500ms+0ms\n");
    assert_eq!(trace.span("slow").duration(), Some(Duration::from_secs(90)));
}
