//! How spans stand to each other, in place and time.

use super::checked_span::CheckedSpan;
use super::finding::Finding;
use super::rule::Rule;
use crate::testing::trace::{Node, Trace};
use crate::testing::tree_error::TreeErrorKind;

pub(super) fn check_faults(trace: &Trace, findings: &mut Vec<Finding>) {
    for fault in &trace.tree_errors {
        let rule = match fault.kind {
            TreeErrorKind::DuplicatedId => Rule::DuplicatedId,
            TreeErrorKind::Cycle => Rule::Cycle,
            TreeErrorKind::TooDeep => Rule::TooDeep,
            TreeErrorKind::InvalidId => Rule::InvalidId,
        };
        findings.push(Finding {
            rule,
            severity: rule.severity(),
            message: format!("span `{}`: {}", fault.name, fault.kind),
            key: None,
            span: 0,
            path: String::new(),
            ids: Some(format!("{}/{}", fault.trace_id, fault.span_id)),
            source: fault.source.clone(),
        });
    }
}

pub(super) fn check_unfinished(trace: &Trace, findings: &mut Vec<Finding>) {
    if trace.unfinished > 0 {
        findings.push(Finding {
            rule: Rule::Unfinished,
            severity: Rule::Unfinished.severity(),
            message: format!(
                "{} started and have not ended",
                match trace.unfinished {
                    1 => "1 span".to_owned(),
                    many => format!("{many} spans"),
                }
            ),
            key: None,
            span: 0,
            path: String::new(),
            ids: None,
            source: None,
        });
    }
}

pub(super) fn check(span: &mut CheckedSpan<'_>, parent: Option<&Node>) {
    let node = span.node;
    if node.orphan {
        let parent = node.recorded.parent_span_id.map(|id| format!(" {id}")).unwrap_or_default();
        span.report(Rule::Orphan, None, format!("the parent{parent} is not in the trace"));
    }
    if let (Some(start), Some(end)) = (node.recorded.start, node.recorded.end)
        && end < start
    {
        span.report(Rule::TimeReversed, None, "the span ends before it starts");
    }
    if node.recorded.start.is_some() && node.recorded.end.is_none() {
        span.report(Rule::Unfinished, None, "the span has no end");
    }
    if let Some(parent) = parent {
        in_time(span, parent);
    }
}

/// Times of two processes are times of two clocks: not compared.
fn in_time(span: &mut CheckedSpan<'_>, parent: &Node) {
    let node = span.node;
    if node.remote_parent || node.resource != parent.resource {
        return;
    }
    let (own, above) = (&node.recorded, &parent.recorded);
    if let (Some(end), Some(parent_end)) = (own.end, above.end)
        && let Ok(late) = end.duration_since(parent_end)
        && !late.is_zero()
    {
        let message = format!("the span ends {late:?} after its parent `{}`", parent.name);
        span.report(Rule::OutlivesParent, None, message);
    }
    if let (Some(start), Some(parent_start)) = (own.start, above.start)
        && let Ok(early) = parent_start.duration_since(start)
        && !early.is_zero()
    {
        let message = format!("the span starts {early:?} before its parent `{}`", parent.name);
        span.report(Rule::StartsBeforeParent, None, message);
    }
}
