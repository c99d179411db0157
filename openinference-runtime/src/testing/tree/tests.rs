use std::time::{Duration, SystemTime};

use opentelemetry::trace::{SpanId, TraceId};

use super::super::record::SpanRecord;
use super::super::trace::{LinkTo, Trace};
use super::super::tree_error::TreeErrorKind;

fn record(id: u64, parent: u64) -> SpanRecord {
    let trace = TraceId::from(7_u128);
    let mut record = SpanRecord::new(trace, SpanId::from(id), format!("s{id}"));
    record.parent_span_id = (parent != 0).then(|| SpanId::from(parent));
    record
}

fn tree_errors(trace: &Trace) -> Vec<(TreeErrorKind, &str)> {
    trace.tree_errors.iter().map(|fault| (fault.kind, fault.name.as_str())).collect()
}

fn names(trace: &Trace) -> Vec<&str> {
    trace.spans().map(|span| span.name.as_str()).collect()
}

#[test]
fn siblings_stand_in_the_order_of_their_starts() {
    let at = |record: SpanRecord, second| SpanRecord {
        start: Some(SystemTime::UNIX_EPOCH + Duration::from_secs(second)),
        ..record
    };
    let trace = Trace::from_records([at(record(3, 1), 3), at(record(2, 1), 2), at(record(1, 0), 1)]);
    assert_eq!(names(&trace), ["s1", "s2", "s3"]);
    assert_eq!(trace.spans().map(|span| span.id).collect::<Vec<_>>(), [1, 2, 3]);
}

#[test]
fn a_cycle_is_cut_at_its_earliest_span_and_nothing_is_lost() {
    let trace = Trace::from_records([record(1, 0), record(2, 4), record(3, 2), record(4, 3), record(5, 4)]);
    assert_eq!(tree_errors(&trace), [(TreeErrorKind::Cycle, "s2")]);
    assert_eq!(names(&trace), ["s1", "s2", "s3", "s4", "s5"]);
    assert_eq!(trace.roots.len(), 2);
    assert!(!trace.roots[1].orphan, "the parent is there");
}

#[test]
fn a_span_that_is_its_own_parent_is_a_cycle() {
    let trace = Trace::from_records([record(1, 1), record(2, 1)]);
    assert_eq!(tree_errors(&trace), [(TreeErrorKind::Cycle, "s1")]);
    assert_eq!(trace.roots[0].children[0].name, "s2");
}

#[test]
fn a_duplicated_id_is_kept_as_a_root() {
    let trace =
        Trace::from_records([record(1, 0), record(2, 1), SpanRecord { name: "twin".into(), ..record(2, 1) }]);
    assert_eq!(tree_errors(&trace), [(TreeErrorKind::DuplicatedId, "twin")]);
    assert_eq!(names(&trace), ["s1", "s2", "twin"]);
}

#[test]
fn a_missing_parent_makes_an_orphan_but_a_remote_one_does_not() {
    let trace = Trace::from_records([
        record(1, 9),
        SpanRecord { parent_is_remote: true, ..record(2, 8) },
        record(3, 0),
    ]);
    let roots: Vec<_> = trace.roots.iter().map(|root| (root.orphan, root.remote_parent)).collect();
    assert_eq!(roots, [(true, false), (false, true), (false, false)]);
}

#[test]
fn equal_span_ids_in_two_traces_are_two_spans() {
    let other = SpanRecord { trace_id: TraceId::from(8_u128), ..record(1, 0) };
    let trace = Trace::from_records([record(1, 0), record(2, 1), other]);
    assert_eq!(tree_errors(&trace), []);
    assert_eq!((trace.roots.len(), trace.roots[0].children.len()), (2, 1));
}

#[test]
fn a_chain_of_ten_thousand_spans_is_shown_in_pieces() {
    let trace = Trace::from_records((1..=10_000).map(|id| record(id, id - 1)));
    assert_eq!(trace.len(), 10_000);
    assert!(trace.tree_errors.iter().all(|fault| fault.kind == TreeErrorKind::TooDeep));
    assert_eq!(trace.roots.len(), 40);
}

#[test]
fn links_lead_to_numbers() {
    let to = |id: u64| (TraceId::from(7_u128), SpanId::from(id));
    let trace =
        Trace::from_records([record(1, 0), SpanRecord { links: vec![to(1), to(77)], ..record(2, 1) }]);
    assert_eq!(trace.roots[0].children[0].links, [LinkTo::Span(1), LinkTo::Elsewhere]);
}
