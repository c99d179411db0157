//! OpenTelemetry lends the current Context out, and panics where another one is made current meanwhile.

use openinference_runtime::opentelemetry::Context;
use openinference_runtime::opentelemetry::trace::get_active_span;
use openinference_runtime::semconv::SpanKind;
use openinference_runtime::testing::capture_sync;
use openinference_runtime::{chain_span, context, current, span};

#[chain_span]
fn annotated(text: &str) -> usize {
    text.len()
}

#[chain_span]
fn within_the_active_span() -> usize {
    get_active_span(|_| {
        annotated("one") + current().in_scope(|| 1) + span(SpanKind::Chain, "block").in_scope(|| 1)
    })
}

#[test]
fn functions_run_where_the_current_context_is_lent_out() {
    let (length, trace) = capture_sync(within_the_active_span);
    assert_eq!(length, 5);
    assert_eq!(trace.outline(), "CHAIN within_the_active_span\n  CHAIN annotated\n  CHAIN block\n");
}

#[test]
fn guards_may_be_dropped_where_the_current_context_is_lent_out() {
    let attached = context::attributes().session("s").attach();
    let open = span(SpanKind::Chain, "open").start();
    Context::map_current(|_| {
        drop(open);
        drop(attached);
    });
}
