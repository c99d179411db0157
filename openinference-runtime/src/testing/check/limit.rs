//! Limits that spans are cut at.

use super::checked_span::CheckedSpan;
use super::rule::Rule;
use crate::telemetry::MAX_ATTRIBUTES;

/// The SDK's limit where nobody has set another.
const SDK_LIMIT: usize = 128;

/// The largest message that gRPC receivers take by default.
const GRPC_LIMIT: usize = 4 * 1024 * 1024;

pub(super) fn check(span: &mut CheckedSpan<'_>, limit: Option<usize>) {
    let node = span.node;
    let dropped = node.recorded.dropped_attributes;
    if dropped > 0 {
        span.report(Rule::DroppedAttributes, None, format!("{dropped} attributes were lost to a limit"));
    }
    let usual = if node.scope.is_none() { MAX_ATTRIBUTES as usize } else { SDK_LIMIT };
    let limit = limit.unwrap_or(usual);
    // The kind is an attribute too.
    let count = node.attributes.len() + usize::from(!node.kind.is_empty());
    if count * 10 >= limit * 9 {
        let message = format!("{count} attributes of at most {limit}");
        span.report(Rule::NearAttributeLimit, None, message);
    }
    let events = node.events.iter().flat_map(|event| event.attributes.iter());
    let size: usize =
        node.attributes.iter().chain(events).map(|(key, value)| key.len() + value.view().size()).sum();
    if size > GRPC_LIMIT {
        span.report(Rule::SpanSize, None, format!("the attributes are {size} bytes"));
    }
}
