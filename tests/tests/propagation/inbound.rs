//! What comes in is not trusted.

use openinference_runtime::chain_span;
use openinference_runtime::opentelemetry::Context;
use openinference_runtime::opentelemetry::baggage::BaggageExt as _;
use openinference_runtime::opentelemetry::trace::{SpanContext, TraceContextExt as _};
use openinference_runtime::propagation::{self, MAX_TRACESTATE, MAX_VALUE};
use openinference_runtime::semconv::SpanKind;
use openinference_runtime::span;
use openinference_runtime::testing::{SpanStatus, capture_sync};
use proptest::prelude::*;
use serde_json::{Map, Value};

use super::headers;

const VALID: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
const MEGABYTE: usize = 1 << 20;

#[test]
fn an_invalid_traceparent_begins_a_new_trace() {
    let zero_trace = format!("00-{}-00f067aa0ba902b7-01", "0".repeat(32));
    let zero_span = format!("00-4bf92f3577b34da6a3ce929d0e0e4736-{}-01", "0".repeat(16));
    let long = VALID.repeat(MEGABYTE / VALID.len());
    let invalid = [
        "",
        " ",
        "-",
        "----",
        "00",
        "00-",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf9-00f0-01",
        "00-\0-\0-\0",
        "00-ñ-ñ-ñ",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-extra",
        &zero_trace,
        &zero_span,
        &long,
    ];
    for traceparent in invalid {
        let (done, trace) = capture_sync(|| {
            let headers = headers(&[("traceparent", traceparent)]);
            span(SpanKind::Agent, "receiver").parent(&headers).in_scope(|| true)
        });
        assert!(done);
        assert_eq!(trace.roots[0].status, SpanStatus::Ok);
        assert!(!trace.roots[0].remote_parent, "{traceparent:.80?}");
    }
}

#[chain_span(parent = parent, skip_all)]
fn by_context(parent: &Option<Context>) -> bool {
    parent.is_some()
}

#[chain_span(parent = parent, skip_all)]
fn by_span_context(parent: &Option<SpanContext>) -> bool {
    parent.is_some()
}

#[chain_span(parent = &parent, skip_all)]
fn by_carrier(parent: Option<Map<String, Value>>) -> bool {
    parent.is_some()
}

#[chain_span(parent = metadata, skip_all)]
fn by_reference_to_carrier(metadata: &Option<Map<String, Value>>) -> bool {
    metadata.is_some()
}

#[chain_span(parent = parent, skip_all)]
fn by_reference_or_none(parent: Option<&Map<String, Value>>) -> bool {
    parent.is_some()
}

#[test]
fn an_option_names_a_parent_whatever_it_is_a_reference_to() {
    let carrier = Map::from_iter([("traceparent".to_owned(), Value::from(VALID))]);
    let context = propagation::extract(&carrier);
    let span_context = context.span().span_context().clone();
    let some = || {
        by_context(&Some(context.clone()));
        by_span_context(&Some(span_context.clone()));
        by_carrier(Some(carrier.clone()));
        by_reference_to_carrier(&Some(carrier.clone()));
        by_reference_or_none(Some(&carrier));
        span(SpanKind::Chain, "by hand").parent(&Some(context.clone())).in_scope(|| {});
        span(SpanKind::Chain, "by hand").parent(Some(carrier.clone())).in_scope(|| {});
    };
    let ((), trace) = capture_sync(some);
    assert_eq!(trace.roots.len(), 7);
    assert!(trace.roots.iter().all(|root| root.remote_parent), "{trace:#?}");

    let none = || {
        span(SpanKind::Agent, "outer").in_scope(|| {
            by_context(&None);
            by_span_context(&None);
            by_carrier(None);
            by_reference_to_carrier(&None);
            by_reference_or_none(None);
        });
    };
    let ((), trace) = capture_sync(none);
    assert_eq!(trace.roots[0].children.len(), 5, "none leaves the current one: {trace:#?}");
}

#[test]
fn a_tracestate_beyond_the_limit_is_passed_over_and_the_trace_taken() {
    let state = |length: usize| format!("vendor={}", "x".repeat(length - "vendor=".len()));
    for (state, kept) in
        [(state(200), true), (state(MAX_TRACESTATE + 1), false), ("no state".to_owned(), false)]
    {
        let cx = propagation::extract(&headers(&[("traceparent", VALID), ("tracestate", &state)]));
        assert_eq!(cx.span().span_context().span_id().to_string(), "00f067aa0ba902b7");
        assert_eq!(!cx.span().span_context().trace_state().header().is_empty(), kept, "{state:.40}");
    }
}

#[test]
fn baggage_beyond_the_limit_is_passed_over_and_the_trace_taken() {
    for (length, kept) in [(100, true), (MAX_VALUE, false), (MEGABYTE, false)] {
        let baggage = format!("key={}", "x".repeat(length));
        let cx = propagation::extract(&headers(&[("traceparent", VALID), ("baggage", &baggage)]));
        assert!(cx.span().span_context().is_valid());
        assert_eq!(!cx.baggage().is_empty(), kept, "{length}");
    }
}

#[test]
fn headers_that_are_no_utf8_are_passed_over_and_the_trace_taken() {
    let mut headers = http::HeaderMap::new();
    headers.insert("traceparent", VALID.parse().expect("valid"));
    headers
        .insert("baggage", http::HeaderValue::from_bytes(b"key=\xff\xfe").expect("opaque bytes are allowed"));
    let cx = propagation::extract(&headers);
    assert!(cx.span().span_context().is_valid());
    assert!(cx.baggage().is_empty());
}

#[test]
fn json_of_another_type_is_passed_over() {
    for value in [serde_json::json!(7), serde_json::json!(null), serde_json::json!({"a": [VALID]})] {
        let meta = serde_json::json!({"traceparent": value, "tracestate": value, "baggage": value});
        assert!(!propagation::extract(&meta).span().span_context().is_valid());
    }
}

#[test]
fn a_traceparent_of_a_version_to_come_is_taken() {
    let later = VALID.replacen("00", "01", 1) + "-more";
    assert!(propagation::extract(&headers(&[("traceparent", &later)])).span().span_context().is_valid());
}

proptest! {
    #[test]
    fn no_header_makes_a_call_fail(traceparent in ".*", tracestate in ".*", baggage in ".*") {
        let headers = headers(&[("traceparent", &traceparent), ("tracestate", &tracestate), ("baggage", &baggage)]);
        let (done, _) = capture_sync(|| span(SpanKind::Agent, "receiver").parent(&headers).in_scope(|| true));
        prop_assert!(done);
    }

    #[test]
    fn a_valid_traceparent_is_taken_whatever_stands_beside_it(tracestate in ".*", baggage in ".*") {
        let headers = headers(&[("traceparent", VALID), ("tracestate", &tracestate), ("baggage", &baggage)]);
        prop_assert!(propagation::extract(&headers).span().span_context().is_valid());
    }
}
