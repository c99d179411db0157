//! Status and exceptions.

use super::checked_span::CheckedSpan;
use super::rule::Rule;
use crate::semconv::attributes::{EXCEPTION_MESSAGE, EXCEPTION_TYPE};

pub(super) fn check(span: &mut CheckedSpan<'_>) {
    let node = span.node;
    // A call that was cancelled failed without an exception.
    let explained = node.event("exception").is_some() || node.event("cancelled").is_some();
    if node.status.is_error() && !explained && super::kind::is_of_the_conventions(node) {
        span.report(Rule::ErrorWithoutException, None, "status ERROR, but no event `exception` says why");
    }
    for event in node.events.iter().filter(|event| event.name == "exception") {
        if !event.attributes.contains_key(EXCEPTION_TYPE) && !event.attributes.contains_key(EXCEPTION_MESSAGE)
        {
            let message = "an event `exception` has neither `exception.type` nor `exception.message`";
            span.report(Rule::ExceptionIncomplete, Some(EXCEPTION_MESSAGE), message);
        }
    }
}
