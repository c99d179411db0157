//! Comparisons of names.

/// Whether `host` is `known` or stands below it.
pub(crate) fn is_host_or_subdomain(host: &str, known: &str) -> bool {
    // Bytes: a cut at a fixed distance from the end may fall inside a character of a malformed host.
    let (host, known) = (host.as_bytes(), known.as_bytes());
    let Some(at) = host.len().checked_sub(known.len()) else { return false };
    let (front, end) = host.split_at(at);
    end.eq_ignore_ascii_case(known) && front.last().is_none_or(|byte| *byte == b'.')
}

pub(crate) fn starts_with_ignoring_case(text: &str, prefix: &str) -> bool {
    text.as_bytes().get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix.as_bytes()))
}
