//! Session and user in the baggage, where both sides ask for it.

use std::collections::HashMap;

use openinference_runtime::opentelemetry::Context;
use openinference_runtime::opentelemetry::baggage::BaggageExt as _;
use openinference_runtime::propagation::{self, MAX_ID, Propagation};
use openinference_runtime::semconv::{SpanKind, attributes as key};
use openinference_runtime::testing::capture_sync;
use openinference_runtime::{context, span};

use super::{headers, received};

const SHARED: Propagation = Propagation::new().with_session();

#[test]
fn session_and_user_reach_the_spans_of_another_process() {
    let (_, trace) = capture_sync(|| {
        let mut headers = HashMap::new();
        span(SpanKind::Agent, "sender")
            .session("s 1, 100 %41; ü")
            .user("u-1")
            .in_scope(|| SHARED.inject(&mut headers));
        let cx = SHARED.extract(&headers);
        span(SpanKind::Agent, "receiver").parent(cx).in_scope(|| {});
    });
    assert_eq!(received(&trace).text(key::SESSION_ID), Some("s 1, 100 %41; ü"));
    assert_eq!(received(&trace).text(key::USER_ID), Some("u-1"));
}

#[test]
fn nothing_is_told_unless_asked_for() {
    let mut headers = HashMap::new();
    capture_sync(|| {
        span(SpanKind::Agent, "sender").session("s-1").in_scope(|| propagation::inject(&mut headers));
    });
    assert_eq!(headers.get("baggage"), None);
}

#[test]
fn nothing_is_believed_unless_asked_for() {
    let cx = propagation::extract(&headers(&[("baggage", "session.id=s-1")]));
    assert_eq!(context::value(&cx, key::SESSION_ID), None);
    assert_eq!(cx.baggage().get(key::SESSION_ID).map(ToString::to_string).as_deref(), Some("s-1"));
}

#[test]
fn other_baggage_goes_along() {
    let cx = Context::current()
        .with_baggage([openinference_runtime::opentelemetry::KeyValue::new("tenant", "t-1")]);
    let mut headers = HashMap::new();
    SHARED.inject_context(&context::attributes().session("s-1").on(&cx), &mut headers);
    let mut entries: Vec<_> = headers["baggage"].split(',').collect();
    entries.sort_unstable();
    assert_eq!(entries, ["session.id=s-1", "tenant=t-1"]);
}

#[test]
fn an_id_that_cannot_be_meant_is_passed_over() {
    let long = "x".repeat(MAX_ID + 1);
    for id in ["", "a%00b", "a%0Ab", long.as_str()] {
        let baggage = format!("session.id={id},user.id=u-1");
        let cx = SHARED.extract(&headers(&[("baggage", &baggage)]));
        assert_eq!(context::value(&cx, key::SESSION_ID), None, "{id:.20}");
        assert_eq!(context::value(&cx, key::USER_ID), Some("u-1".into()));
    }
}
