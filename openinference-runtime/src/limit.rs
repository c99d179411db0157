//! Cutting long text with a visible marker.

use std::borrow::Cow;

const OPEN: &str = "…[cut: ";
const CLOSE: &str = " bytes kept]";

/// `text` in at most `limit` bytes: whole, or its beginning and `…[cut: N of M bytes kept]`.
///
/// Cutting what is cut already says the original length, not the length in between: `cut(cut(s, a), b)` is
/// `cut(s, min(a, b))`, so it does not matter how many stages of recording cut a value.
pub(crate) fn cut(text: &str, limit: usize) -> Cow<'_, str> {
    if text.len() <= limit {
        return Cow::Borrowed(text);
    }
    let (kept, original) = split_marker(text).unwrap_or((text, Some(text.len())));
    Cow::Owned(mark(kept, limit, original))
}

/// The beginning of `text` with a marker, in at most `limit` bytes. `original` is the length that `text` had, where
/// that is known.
pub(crate) fn mark(text: &str, limit: usize, original: Option<usize>) -> String {
    let Some(room) = limit.checked_sub(marker(0, original).len()) else {
        return text[..floor(text, limit)].to_owned();
    };
    // The number of kept bytes is part of the marker, so how much is kept decides how much there is room for. The most
    // that fits is kept: with less, a text cut at a limit could fit into a smaller one that would keep other bytes.
    let mut kept = floor(text, room);
    while kept + marker(kept, original).len() > limit {
        kept = floor(text, kept - 1);
    }
    let mut out = text[..kept].to_owned();
    out.push_str(&marker(kept, original));
    out
}

/// How long a text was before it was cut.
pub(crate) fn original_length(text: &str) -> usize {
    match split_marker(text) {
        Some((_, Some(original))) => original,
        _ => text.len(),
    }
}

/// The largest char boundary that is not above `index`.
pub(crate) fn floor(text: &str, index: usize) -> usize {
    if index >= text.len() {
        return text.len();
    }
    (0..=index).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// What stands at the end of a text that was cut.
pub(crate) fn marker(kept: usize, original: Option<usize>) -> String {
    match original {
        Some(original) => format!("{OPEN}{kept} of {original}{CLOSE}"),
        None => format!("{OPEN}{kept}{CLOSE}"),
    }
}

/// Takes a marker off: what was kept, and the original length if the marker knows it.
pub(crate) fn split_marker(text: &str) -> Option<(&str, Option<usize>)> {
    let body = text.strip_suffix(CLOSE)?;
    let at = body.rfind(OPEN)?;
    let numbers = &body[at + OPEN.len()..];
    let (kept, original) = match numbers.split_once(" of ") {
        Some((kept, original)) => (kept, Some(original.parse().ok()?)),
        None => (numbers, None),
    };
    // Text that merely quotes a marker is not cut text.
    (kept.parse::<usize>().ok()? == at).then_some((&text[..at], original))
}

#[cfg(test)]
mod tests;
