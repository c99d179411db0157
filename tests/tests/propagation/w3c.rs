//! W3C Trace Context and W3C Baggage, as the recommendations have them, through every kind of carrier that can have them.

use openinference_runtime::opentelemetry::baggage::BaggageExt as _;
use openinference_runtime::opentelemetry::trace::TraceContextExt as _;
use openinference_runtime::opentelemetry::{Context, KeyValue};
use openinference_runtime::propagation::{self, ExtractCarrier, a2a};
use openinference_runtime::semconv::SpanKind;
use openinference_runtime::span;
use openinference_runtime::testing::capture_sync;
use rmcp::model::MetaObject;
use serde_json::{Map, Value, json};

const PARENT: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
const OTHER: &str = "00-4bf92f3577b34da6a3ce929d0e0e4737-00f067aa0ba902b8-01";
const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";

fn http(lines: &[(&str, &str)]) -> http::HeaderMap {
    let mut headers = http::HeaderMap::new();
    for (key, value) in lines {
        headers.append(http::HeaderName::try_from(*key).expect("a name"), value.parse().expect("a value"));
    }
    headers
}

/// What goes out of a span that `lines` are the parent of.
fn through(lines: &[(&str, &str)]) -> http::HeaderMap {
    through_carrier(&http(lines))
}

fn through_carrier<Way, C: ExtractCarrier<Way>>(carrier: &C) -> http::HeaderMap {
    let (headers, _) = capture_sync(|| {
        let cx = propagation::extract(carrier);
        span(SpanKind::Agent, "relay").parent(cx).in_scope(propagation::http::headers)
    });
    headers
}

fn text<'h>(headers: &'h http::HeaderMap, key: &str) -> &'h str {
    headers.get(key).map_or("", |value| value.to_str().expect("text"))
}

fn is_of_the_trace(headers: &http::HeaderMap) -> bool {
    text(headers, "traceparent").contains(TRACE)
}

#[test]
fn two_traceparents_are_none() {
    let headers = through(&[("traceparent", PARENT), ("traceparent", OTHER), ("tracestate", "foo=1")]);
    let traceparent = text(&headers, "traceparent");
    assert!(!traceparent.contains(TRACE) && !traceparent.contains(&OTHER[3..35]), "{traceparent}");
    assert_eq!(text(&headers, "tracestate"), "");
    assert!(!is_of_the_trace(&through(&[("traceparent", PARENT), ("traceparent", PARENT)])));
}

#[test]
fn two_traceparents_of_other_carriers_are_none() {
    let twice =
        |one: &str, other: &str| [(one.to_owned(), PARENT.to_owned()), (other.to_owned(), OTHER.to_owned())];
    assert!(!is_of_the_trace(&through_carrier(&twice("traceparent", "traceparent").to_vec())));
    assert!(!is_of_the_trace(&through_carrier(&std::collections::BTreeMap::from(twice(
        "traceparent",
        "Traceparent"
    )))));
    let object: Map<String, Value> =
        twice("traceparent", "Traceparent").into_iter().map(|(key, value)| (key, value.into())).collect();
    assert!(!is_of_the_trace(&through_carrier(&object)));
    assert!(!is_of_the_trace(&through_carrier(&MetaObject(object.clone()))));
    assert!(!is_of_the_trace(&through_carrier(&a2a::MessageMetadata(&json!({"metadata": object})))));
    let mut nats = async_nats::HeaderMap::new();
    nats.append("traceparent", PARENT);
    nats.append("traceparent", OTHER);
    assert!(!is_of_the_trace(&through_carrier(&nats)));
}

#[test]
fn a_tracestate_without_a_traceparent_is_nothing() {
    assert_eq!(text(&through(&[("tracestate", "foo=1")]), "tracestate"), "");
}

#[test]
fn members_of_several_tracestates_are_one_list_also_beside_an_empty_one() {
    for (lines, whole) in [
        (&["foo=1,bar=2", "rojo=1,congo=2", "baz=3"][..], "foo=1,bar=2,rojo=1,congo=2,baz=3"),
        (&["foo=1", ""], "foo=1"),
        (&["", "foo=1"], "foo=1"),
        (&[""], ""),
    ] {
        let mut all = vec![("traceparent", PARENT)];
        all.extend(lines.iter().map(|line| ("tracestate", *line)));
        let headers = through(&all);
        assert!(is_of_the_trace(&headers));
        assert_eq!(text(&headers, "tracestate"), whole);
    }
}

#[test]
fn keys_of_tracestate_with_two_signs_or_256_characters_go_through_a_span() {
    let (long, tenant) = ("z".repeat(256), format!("{}@{}", "t".repeat(241), "v".repeat(14)));
    for key in ["foo@bar@baz", "foo@@bar", &long, &tenant] {
        let state = format!("{key}=1,bar=2");
        let headers = through(&[("traceparent", PARENT), ("tracestate", &state)]);
        assert_eq!(text(&headers, "tracestate"), state);
    }
}

#[test]
fn a_state_is_of_its_trace_alone() {
    let (headers, _) = capture_sync(|| {
        let cx = propagation::extract(&http(&[("traceparent", PARENT), ("tracestate", "foo@bar@baz=1")]));
        let _attached = cx.attach();
        let root = span(SpanKind::Agent, "another trace").parent(Context::new());
        root.in_scope(propagation::http::headers)
    });
    assert!(!is_of_the_trace(&headers));
    assert_eq!(text(&headers, "tracestate"), "");
}

#[test]
fn thirty_two_members_of_tracestate_survive() {
    let members: Vec<_> = (1..=32).map(|n| format!("bar{n:02}={n:02}")).collect();
    let lines: Vec<_> = members.chunks(10).map(|chunk| chunk.join(",")).collect();
    let mut all = vec![("traceparent", PARENT)];
    all.extend(lines.iter().map(|line| ("tracestate", line.as_str())));
    assert_eq!(text(&through(&all), "tracestate"), members.join(","));
}

#[test]
fn values_of_tracestate_with_illegal_characters_cost_themselves() {
    for bad in ["foo=a=b", "foo=\u{7f}", "foo=\u{1}", "foo=", "foo=ü", "foo=\r\nx: y"] {
        let carrier = json!({"traceparent": PARENT, "tracestate": format!("first=1,{bad},last=2")});
        let headers = through_carrier(&carrier);
        assert!(is_of_the_trace(&headers));
        assert_eq!(text(&headers, "tracestate"), "first=1,last=2", "{bad:?}");
    }
}

#[test]
fn flags_to_come_are_no_reason_to_lose_a_trace_and_that_of_level_2_is_kept() {
    for (flags, out) in [("00", "00"), ("01", "01"), ("02", "02"), ("03", "03"), ("ff", "03"), ("09", "01")] {
        let cx = propagation::extract(&http(&[("traceparent", &format!("{}{flags}", &PARENT[..53]))]));
        assert!(cx.span().span_context().is_valid(), "{flags}");
        let mut headers = http::HeaderMap::new();
        propagation::Propagation::new().inject_context(&cx, &mut headers);
        assert_eq!(&text(&headers, "traceparent")[53..], out, "{flags}");
    }
}

#[test]
fn members_of_several_baggages_are_one_list() {
    let headers =
        through(&[("traceparent", PARENT), ("baggage", "a=1"), ("baggage", ""), ("baggage", "b=2;p;q=3")]);
    assert_eq!(text(&headers, "baggage"), "a=1,b=2;p;q=3");
    let mut nats = async_nats::HeaderMap::new();
    nats.append("baggage", "a=1");
    nats.append("baggage", "b=2");
    assert_eq!(text(&through_carrier(&nats), "baggage"), "a=1,b=2");
}

#[test]
fn no_inbound_text_makes_a_member_or_a_line_of_any_carrier() {
    for member in [
        "session.id=s1;p=x%0D%0Aadmin:%20true",
        "user=u1;p=x%2Cadmin%3Dtrue",
        "user=u1%2Cadmin%3Dtrue",
        "user=u1%0D%0Aadmin:%20true",
        "user=u1;p=x\r\nadmin: true",
        "user=u1\r\nadmin: true",
    ] {
        let carrier = json!({"traceparent": PARENT, "baggage": member});
        let cx = propagation::extract(&carrier);
        let sent = propagation::Propagation::new();
        let (mut map, mut object) = (std::collections::BTreeMap::new(), json!({}));
        let (mut headers, mut nats) = (http::HeaderMap::new(), async_nats::HeaderMap::new());
        sent.inject_context(&cx, &mut map);
        sent.inject_context(&cx, &mut object);
        sent.inject_context(&cx, &mut headers);
        sent.inject_context(&cx, &mut nats);
        let of_map = map.get("baggage").map(String::as_str).unwrap_or_default();
        assert!(!of_map.contains([',', '\r', '\n']), "{of_map:?}");
        assert_eq!(object.get("baggage").and_then(Value::as_str).unwrap_or_default(), of_map);
        assert_eq!(text(&headers, "baggage"), of_map, "a header takes it too");
        assert_eq!(nats.value("baggage").unwrap_or_default(), of_map);
        if !member.contains('\n') {
            assert_eq!(of_map, member, "as it came");
        }
    }
}

#[test]
fn a_percent_sign_and_an_equals_sign_come_back() {
    let cx = Context::new().with_baggage([KeyValue::new("k", "100%41==")]);
    let mut headers = http::HeaderMap::new();
    propagation::Propagation::new().inject_context(&cx, &mut headers);
    let back = propagation::extract(&headers);
    assert_eq!(back.baggage().get("k").map(ToString::to_string).as_deref(), Some("100%41=="));
}
