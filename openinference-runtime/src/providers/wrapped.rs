//! Payloads within others: lines of a batch, envelopes of gateways and of clients.

use crate::json::JsonRef;

/// What holds a request: a line of a batch of OpenAI or Anthropic, an envelope of a client.
pub(super) const REQUESTS: &[&str] = &["body", "params", "request"];
/// What holds a response.
pub(super) const RESPONSES: &[&str] = &["response", "body", "result", "message", "data"];
/// How deep envelopes are opened.
const DEEPEST: usize = 3;

/// What `look` finds in the payload itself, else in what it wraps.
pub(super) fn find<'a, T>(
    payload: JsonRef<'a>,
    names: &[&str],
    look: impl Fn(JsonRef<'a>) -> Option<T>,
) -> Option<T> {
    let held = |payload: JsonRef<'a>| {
        names.iter().filter_map(move |name| payload.get(name)).filter(|held| held.as_object().is_some())
    };
    // Most payloads stand in nothing.
    if let Some(found) = look(payload) {
        return Some(found);
    }
    let mut level: Vec<JsonRef<'a>> = held(payload).collect();
    for _ in 0..DEEPEST {
        if level.is_empty() {
            return None;
        }
        if let Some(found) = level.iter().find_map(|payload| look(*payload)) {
            return Some(found);
        }
        level = level.iter().flat_map(|payload| held(*payload)).collect();
    }
    None
}
