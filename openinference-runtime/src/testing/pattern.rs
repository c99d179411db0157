//! Patterns for keys and names.

use std::fmt;

/// A text with wildcards: `*` stands for any text without a dot, `**` for any text at all.
///
/// `llm.token_count.*` are the three counts, `llm.token_count.**` their details too, and
/// `llm.input_messages.*.message.content` are the contents of all messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern(String);

impl Pattern {
    /// The pattern that `text` says.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Whether `text` is one of those meant.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        matches(self.0.as_bytes(), text.as_bytes())
    }

    /// The pattern as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<T: Into<String>> From<T> for Pattern {
    fn from(text: T) -> Self {
        Self::new(text)
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where to go on when a wildcard has to take one byte more.
struct Retry {
    pattern: usize,
    text: usize,
}

/// On bytes: a wildcard never stops within a character unless the rest of the pattern does, which it cannot.
fn matches(pattern: &[u8], text: &[u8]) -> bool {
    let (mut at, mut place) = (0, 0);
    // The last wildcard of each sort; an earlier one need never take more, save that a `*` is bound by dots.
    let mut within: Option<Retry> = None;
    let mut across: Option<Retry> = None;
    while place < text.len() || at < pattern.len() {
        if pattern[at..].starts_with(b"**") {
            at += 2;
            across = Some(Retry { pattern: at, text: place });
            within = None;
        } else if pattern.get(at) == Some(&b'*') {
            at += 1;
            within = Some(Retry { pattern: at, text: place });
        } else if place < text.len() && pattern.get(at) == text.get(place) {
            at += 1;
            place += 1;
        } else if let Some(retry) =
            within.as_mut().filter(|retry| text.get(retry.text).is_some_and(|byte| *byte != b'.'))
        {
            retry.text += 1;
            (at, place) = (retry.pattern, retry.text);
        } else if let Some(retry) = across.as_mut().filter(|retry| retry.text < text.len()) {
            within = None;
            retry.text += 1;
            (at, place) = (retry.pattern, retry.text);
        } else {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[test]
    fn a_star_stays_within_a_segment_and_two_cross_dots() {
        for (pattern, text, expected) in [
            ("a.b", "a.b", true),
            ("a.b", "a.bc", false),
            ("", "", true),
            ("", "a", false),
            ("*", "a", true),
            ("*", "", true),
            ("*", "a.b", false),
            ("**", "a.b", true),
            ("a.*", "a.b", true),
            ("a.*", "a.b.c", false),
            ("a.**", "a.b.c", true),
            ("a.*.c", "a.b.c", true),
            ("a.*.c", "a.b.d.c", false),
            ("*.c", "a.b.c", false),
            ("**.c", "a.b.c", true),
            ("**.m.*.x", "a.m.b.m.c.x", true),
            ("task:*", "task:12", true),
            ("*ab", "aab", true),
            ("*a*b", "xaxxb", true),
            ("*a*b", "xax.b", false),
            ("**a*b", "a.ab", true),
            ("*ö", "aö", true),
        ] {
            assert_eq!(Pattern::new(pattern).matches(text), expected, "{pattern} on {text}");
        }
    }
}
