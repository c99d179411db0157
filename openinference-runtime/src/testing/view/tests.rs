use std::time::{Duration, SystemTime};

use opentelemetry::trace::{SpanId, TraceId};

use crate::json::Json;
use crate::testing::{EventRecord, LinkTo, SpanRecord, SpanStatus, Trace};

fn span(id: u64, parent: u64, kind: &str, name: &str, attributes: &[(&str, Json)]) -> SpanRecord {
    let at = |ms| Some(SystemTime::UNIX_EPOCH + Duration::from_millis(1_000 + ms));
    let mut record = SpanRecord::new(TraceId::from(1_u128), SpanId::from(id), name);
    record.parent_span_id = (parent != 0).then(|| SpanId::from(parent));
    (record.start, record.end) = (at(10 * id), at(10 * id + 5));
    record.attributes.push(("openinference.span.kind".to_owned(), Json::from(kind)));
    record.attributes.extend(attributes.iter().map(|(key, value)| ((*key).to_owned(), value.clone())));
    record
}

fn one(attributes: &[(&str, Json)]) -> Trace {
    Trace::from_records([span(1, 0, "CHAIN", "s", attributes)])
}

fn tree() -> Trace {
    let linked =
        SpanRecord { links: vec![(TraceId::from(1_u128), SpanId::from(3))], ..span(5, 2, "TOOL", "c", &[]) };
    Trace::from_records([
        span(1, 0, "AGENT", "a", &[]),
        span(2, 1, "CHAIN", "b", &[]),
        span(3, 2, "LLM", "m", &[]),
        span(4, 1, "LLM", "n", &[]),
        linked,
    ])
}

#[test]
fn attributes_are_dropped_replaced_rounded_and_sorted_by_key() {
    let list = Json::Array(vec![Json::from("b"), Json::from("a")]);
    let trace = one(&[
        ("metadata", Json::from("{}")),
        ("llm.cost.total", Json::Float(0.123_456)),
        ("llm.cost.prompt_details.input", Json::Float(-0.001)),
        ("tag.tags", list),
        ("session.id", Json::from("s-7f3")),
    ]);
    let view = trace
        .view()
        .drop("metadata")
        .round("llm.cost.**", 2)
        .sort("tag.tags")
        .replace("session.id", "[session]");
    assert_eq!(
        format!("{view:#}"),
        "CHAIN s\n    llm.cost.prompt_details.input: 0.0\n    llm.cost.total: 0.12\n    session.id: [session]\n    tag.tags: [\"a\",\"b\"]\n"
    );
    assert!(trace.roots[0].attributes.contains_key("metadata"), "the trace itself stays as it is");
}

#[test]
fn keep_leaves_out_everything_else() {
    let trace = one(&[("a.b", Json::Int(1)), ("a.c", Json::Int(2)), ("d", Json::Int(3))]);
    let view = trace.view().keep(["a.*"]);
    assert_eq!(view.roots[0].attributes.keys().collect::<Vec<_>>(), ["a.b", "a.c"]);
}

#[test]
fn a_path_reaches_into_json_texts() {
    let trace =
        one(&[("output.value", Json::from(r#"{"id":"x1","choices":[{"id":1,"at":5},{"id":2,"at":6}]}"#))]);
    let view = trace
        .view()
        .replace("output.value#/choices/*/id", "[id]")
        .drop("output.value#/choices/1/at")
        .drop("output.value#/id");
    assert_eq!(
        view.roots[0].text("output.value"),
        Some(r#"{"choices":[{"id":"[id]","at":5},{"id":"[id]"}]}"#)
    );
}

#[test]
fn a_path_reaches_into_json_within_json_and_leaves_plain_text() {
    let trace = one(&[("a", Json::from(r#"{"arguments":"{\"n\":1}"}"#)), ("b", Json::from("plain"))]);
    let view = trace.view().replace("*#/arguments/n", 2.5);
    assert_eq!(view.roots[0].text("a"), Some(r#"{"arguments":"{\"n\":2.5}"}"#));
    assert_eq!(view.roots[0].text("b"), Some("plain"));
}

#[test]
#[should_panic(expected = "`a#b` says no place: `b` does not begin with `/`")]
fn a_path_without_a_slash_is_refused() {
    let _ = one(&[]).view().drop("a#b");
}

#[test]
fn texts_are_changed_wherever_they_stand() {
    let mut record = span(1, 0, "CHAIN", "task:77", &[("input.value", Json::from("see 77"))]);
    record.status = SpanStatus::Error("77 failed".to_owned());
    record.events.push(EventRecord {
        name: "exception".to_owned(),
        time: None,
        attributes: vec![("exception.message".to_owned(), Json::from("77"))],
    });
    let view = Trace::from_records([record]).view().text(|text| text.replace("77", "[n]"));
    assert_eq!(
        format!("{view:#}"),
        "CHAIN task:[n] (error: [n] failed)\n    input.value: see [n]\n    event exception\n      exception.message: [n]\n"
    );
}

#[test]
fn filters_hang_what_stays_below_the_nearest_that_stays() {
    assert_eq!(tree().view().only("llm").outline(), "LLM m\nLLM n\n");
    assert_eq!(tree().view().without("chain").outline(), "AGENT a\n  LLM m\n  TOOL c\n  LLM n\n");
    assert_eq!(tree().view().prune("chain").outline(), "AGENT a\n  LLM n\n");
    assert_eq!(tree().view().under("chain").outline(), "CHAIN b\n  LLM m\n  TOOL c\n");
    assert_eq!(tree().view().under("*").outline(), tree().outline(), "none twice");
}

#[test]
fn ids_and_links_follow_a_filter() {
    let view = tree().view().without("a");
    assert_eq!(view.spans().map(|span| span.id).collect::<Vec<_>>(), [1, 2, 3, 4]);
    assert_eq!(view.span("c").links, [LinkTo::Span(2)]);
    assert_eq!(tree().view().without("m").span("c").links, [LinkTo::Elsewhere]);
}

#[test]
fn concurrent_siblings_are_ordered_by_what_they_say() {
    let trace = |first, second| {
        Trace::from_records([
            span(1, 0, "AGENT", "a", &[]),
            span(2, 1, "TOOL", "t", &[("input.value", Json::from(first))]),
            span(3, 1, "TOOL", "t", &[("input.value", Json::from(second))]),
        ])
    };
    assert_ne!(trace("x", "y"), trace("y", "x"));
    assert_eq!(trace("x", "y").view().unordered(), trace("y", "x").view().unordered());
}

#[test]
fn times_count_from_the_first_span_of_the_whole_trace() {
    let view = tree().view().only("llm").times();
    assert_eq!(view.outline(), "LLM m @20ms+5ms\nLLM n @30ms+5ms\n");
}

#[test]
fn times_that_go_backwards_are_negative() {
    let mut record = span(1, 0, "CHAIN", "s", &[]);
    record.end = Some(SystemTime::UNIX_EPOCH);
    assert_eq!(Trace::from_records([record]).view().times().outline(), "CHAIN s @0ms+-1010ms\n");
}
