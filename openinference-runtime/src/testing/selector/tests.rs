use opentelemetry::trace::{SpanId, TraceId};

use super::Selector;
use crate::json::Json;
use crate::testing::{SpanRecord, SpanStatus, Trace};

fn span(id: u64, parent: u64, kind: &str, name: &str) -> SpanRecord {
    let mut record = SpanRecord::new(TraceId::from(1_u128), SpanId::from(id), name);
    record.parent_span_id = (parent != 0).then(|| SpanId::from(parent));
    if !kind.is_empty() {
        record.attributes.push(("openinference.span.kind".to_owned(), Json::from(kind)));
    }
    record
}

fn trace() -> Trace {
    let mut model = span(3, 1, "LLM", "Client::chat");
    model.attributes.push(("llm.model_name".to_owned(), Json::from("gpt-4o [beta]")));
    model.attributes.push(("llm.token_count.total".to_owned(), Json::Int(12)));
    let mut failing = span(6, 1, "TOOL", "get_time");
    failing.status = SpanStatus::Error("Timeout: late".to_owned());
    Trace::from_records([
        span(1, 0, "AGENT", "tool"),
        span(2, 1, "TOOL", "get_weather"),
        model,
        span(4, 2, "", "GET /weather"),
        span(5, 2, "CHAIN", "task:7"),
        failing,
        span(7, 5, "TOOL", "inner"),
    ])
}

fn ids(selector: &str) -> Vec<usize> {
    let trace = trace();
    let selector = Selector::parse(selector).unwrap_or_else(|error| panic!("{error}"));
    selector.find(&trace.roots).into_iter().map(|span| span.id).collect()
}

// The tree: 1 AGENT tool > 2 TOOL get_weather > (3 GET /weather, 4 CHAIN task:7 > 5 TOOL inner); 6 LLM; 7 TOOL get_time

#[test]
fn a_word_is_a_name_or_a_kind() {
    assert_eq!(ids("get_weather"), [2]);
    assert_eq!(ids("tool"), [1, 2, 5, 7]);
    assert_eq!(ids("TOOL:*"), [2, 5, 7]);
    assert_eq!(ids("\"tool\""), [1]);
    assert_eq!(ids("tool:get_*"), [2, 7]);
    assert_eq!(ids("tool:\"inner\""), [5]);
    assert_eq!(ids("*"), [1, 2, 3, 4, 5, 6, 7]);
}

#[test]
fn names_may_hold_colons_and_blanks() {
    assert_eq!(ids("task:7"), [4]);
    assert_eq!(ids("task:*"), [4]);
    assert_eq!(ids("Client::chat"), [6]);
    assert_eq!(ids("llm:Client::chat"), [6]);
    assert_eq!(ids("GET /weather"), [3]);
    assert_eq!(ids("tool > GET /weather"), [3]);
}

#[test]
fn signs_say_how_steps_stand_to_each_other() {
    assert_eq!(ids("agent > tool"), [2, 7]);
    assert_eq!(ids("agent >> tool"), [2, 5, 7]);
    assert_eq!(ids("> agent"), [1]);
    assert_eq!(ids("> llm"), [] as [usize; 0]);
    assert_eq!(ids("agent > tool > chain > tool"), [5]);
    assert_eq!(ids("* >> inner"), [5], "found once, below each of its ancestors");
}

#[test]
fn an_index_counts_among_siblings() {
    assert_eq!(ids("agent > tool[1]"), [7]);
    assert_eq!(ids("TOOL:*[1]"), [5], "without a parent, in the order of the tree");
    assert_eq!(ids("agent > tool[2]"), [] as [usize; 0]);
    assert_eq!(ids("agent > *[1]"), [6]);
}

#[test]
fn brackets_ask_for_attributes_and_status() {
    assert_eq!(ids("llm[llm.model_name]"), [6]);
    assert_eq!(ids("llm[llm.model_name=gpt-*]"), [6]);
    assert_eq!(ids("llm[llm.model_name=\"gpt-4o [beta]\"]"), [6]);
    assert_eq!(ids("llm[llm.token_count.total=12][0]"), [6]);
    assert_eq!(ids("tool[status=error]"), [7]);
    assert_eq!(ids("tool[status=ok]"), [] as [usize; 0]);
}

#[test]
fn what_is_wrong_with_a_selector_is_said() {
    for (selector, problem) in [
        ("", "a step without a name or a kind"),
        ("agent >", "a step without a name or a kind"),
        (">> tool", "`>>` needs a step before it"),
        ("tool[1", "`[1` has no `]`"),
        ("tool[]", "`[]` without a key or a number"),
        ("tool[1][2]", "a second index, `[2]`"),
        ("tool[status=fine]", "no status is `fine`: `ok`, `unset` or `error`"),
        ("\"tool", "`\"tool` has no second quote"),
        ("tool[0] x", "`x` after `tool[0]`"),
        ("tool:", "no name after `tool:`"),
    ] {
        let error = Selector::parse(selector).err().map(|error| error.problem);
        assert_eq!(error.as_deref(), Some(problem), "{selector}");
    }
}

#[test]
fn what_keeps_a_selector_from_matching_is_said() {
    let trace = trace();
    for (selector, reason) in [
        ("reranker", "no `reranker`"),
        ("agent > reranker", "no `reranker` directly below `agent`"),
        ("agent > tool[2]", "`tool[2]`: only 2 of these are there directly below `agent`"),
        ("> llm", "no `llm` among the roots"),
        ("llm >> tool > chain", "no `tool` below `llm`"),
    ] {
        let said = Selector::parse(selector).map(|selector| selector.explain(&trace.roots));
        assert_eq!(said.as_deref(), Ok(reason), "{selector}");
    }
}
