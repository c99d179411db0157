//! Lists: indices without gaps, items with what they are about.

use std::collections::{BTreeMap, BTreeSet};

use super::checked_span::CheckedSpan;
use super::rule::{Rule, Severity};
use crate::semconv::attributes::{
    ANNOTATION_EXPLANATION, ANNOTATION_LABEL, ANNOTATION_NAME, ANNOTATION_SCORE, ANNOTATIONS,
    EVALUATION_EXPLANATION, EVALUATION_LABEL, EVALUATION_NAME, EVALUATION_SCORE, EVALUATIONS,
    LLM_INPUT_MESSAGES, LLM_OUTPUT_MESSAGES, MESSAGE_CONTENT_TYPE, MESSAGE_CONTENTS, MESSAGE_ROLE,
    MESSAGE_TOOL_CALLS, SESSION_ANNOTATIONS, SESSION_EVALUATIONS, SESSION_ID, TOOL_CALL_FUNCTION_NAME,
    TRACE_ANNOTATIONS, TRACE_EVALUATIONS,
};
use crate::semconv::{ValueType, lookup};
use crate::testing::map::AttributeMap;

pub(super) fn check(span: &mut CheckedSpan<'_>) {
    let lists = lists(&span.node.attributes);
    for (list, indices) in &lists {
        gaps(span, list, indices);
        for index in indices {
            complete(span, list, &format!("{list}.{index}"));
        }
    }
    let has_session = span.node.attributes.contains_key(SESSION_ID);
    for list in [SESSION_ANNOTATIONS, SESSION_EVALUATIONS] {
        if lists.contains_key(list) && !has_session {
            span.report(
                Rule::MissingSession,
                Some(list),
                format!("`{list}` without `session.id` on the span"),
            );
        }
    }
}

/// By list, as it is written: the indices of its items.
fn lists(attributes: &AttributeMap) -> BTreeMap<String, BTreeSet<usize>> {
    let mut lists: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for key in attributes.keys() {
        for (dot, _) in key.match_indices('.') {
            let rest = &key[dot + 1..];
            let Some(index) = rest.split('.').next().and_then(|segment| segment.parse().ok()) else {
                continue;
            };
            let list = &key[..dot];
            if lookup::attribute(list).is_some_and(|row| row.value_type == ValueType::ObjectList) {
                lists.entry(list.to_owned()).or_default().insert(index);
            }
        }
    }
    lists
}

/// Missing indices are named up to this many.
const NAMED: usize = 5;

fn gaps(span: &mut CheckedSpan<'_>, list: &str, indices: &BTreeSet<usize>) {
    let Some(last) = indices.last() else { return };
    let missing = last + 1 - indices.len();
    if missing == 0 {
        return;
    }
    // Not `0..last`: a stray index may be as large as it likes.
    let mut named = Vec::new();
    let mut next = 0;
    for index in indices {
        named.extend((next..*index).take(NAMED - named.len().min(NAMED)).map(|index| index.to_string()));
        next = index + 1;
    }
    let more =
        if missing > named.len() { format!(" and {} more", missing - named.len()) } else { String::new() };
    let message = format!("`{list}` has an item {last} but none of index {}{more}", named.join(", "));
    span.report(Rule::IndexGap, Some(list), message);
}

fn complete(span: &mut CheckedSpan<'_>, list: &str, item: &str) {
    let attributes = &span.node.attributes;
    let has = |key: &str| attributes.contains_key(&format!("{item}.{key}"));
    let is = |lists: &[&str]| {
        lists
            .iter()
            .any(|known| list.strip_suffix(known).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')))
    };
    let (missing, what) = if is(&[LLM_INPUT_MESSAGES, LLM_OUTPUT_MESSAGES]) && !has(MESSAGE_ROLE) {
        (MESSAGE_ROLE, "a message has a role")
    } else if is(&[MESSAGE_TOOL_CALLS]) && !has(TOOL_CALL_FUNCTION_NAME) {
        (TOOL_CALL_FUNCTION_NAME, "a tool call has the name of its function")
    } else if is(&[MESSAGE_CONTENTS]) && !has(MESSAGE_CONTENT_TYPE) {
        (MESSAGE_CONTENT_TYPE, "a part of a message has a type")
    } else {
        return feedback(span, list, item);
    };
    let key = format!("{item}.{missing}");
    span.report(Rule::IncompleteItem, Some(&key), format!("`{key}` is missing: {what}"));
}

/// Feedback has a name and a result (`spec/annotations.md`): both are a must.
fn feedback(span: &mut CheckedSpan<'_>, list: &str, item: &str) {
    let (name, results) = match list {
        ANNOTATIONS | TRACE_ANNOTATIONS | SESSION_ANNOTATIONS => {
            (ANNOTATION_NAME, [ANNOTATION_SCORE, ANNOTATION_LABEL, ANNOTATION_EXPLANATION])
        }
        EVALUATIONS | TRACE_EVALUATIONS | SESSION_EVALUATIONS => {
            (EVALUATION_NAME, [EVALUATION_SCORE, EVALUATION_LABEL, EVALUATION_EXPLANATION])
        }
        _ => return,
    };
    let attributes = &span.node.attributes;
    let has = |key: &str| attributes.contains_key(&format!("{item}.{key}"));
    let (named, judged) = (has(name), results.into_iter().any(has));
    if !named {
        let key = format!("{item}.{name}");
        let message = format!("`{key}` is missing: feedback has a name");
        span.report_as(Severity::Error, Rule::IncompleteItem, Some(&key), message);
    }
    if !judged {
        let message = format!("`{item}` has no score, label or explanation");
        span.report_as(Severity::Error, Rule::IncompleteItem, Some(item), message);
    }
}
