//! JSON as some write it: numbers that are none, and halves of characters.

use std::borrow::Cow;

use crate::json::Tape;

/// Names of numbers that JSON does not have.
const NUMBERS: &[&str] = &["NaN", "-Infinity", "Infinity"];

/// Reads JSON text, also where a number is not finite or an escaped character is half of a pair: the first becomes a text, the
/// second the character that stands for a lost one.
pub(in crate::providers) fn parse(text: &str) -> Option<Tape> {
    Tape::parse(text).or_else(|| match mended(text) {
        Cow::Owned(mended) => Tape::parse(&mended),
        Cow::Borrowed(_) => None,
    })
}

fn mended(text: &str) -> Cow<'_, str> {
    if !text.contains("\\u") && !NUMBERS.iter().any(|number| text.contains(number)) {
        return Cow::Borrowed(text);
    }
    let mut mended = String::with_capacity(text.len() + 16);
    let mut rest = text;
    let mut in_text = false;
    while let Some(c) = rest.chars().next() {
        if in_text && c == '\\' {
            let length = escape(rest, &mut mended);
            rest = rest.get(length..).unwrap_or_default();
            continue;
        }
        if c == '"' {
            in_text = !in_text;
        }
        match NUMBERS.iter().find(|number| !in_text && rest.starts_with(**number)) {
            Some(number) => {
                mended.push('"');
                mended.push_str(number);
                mended.push('"');
                rest = rest.get(number.len()..).unwrap_or_default();
            }
            None => {
                mended.push(c);
                rest = rest.get(c.len_utf8()..).unwrap_or_default();
            }
        }
    }
    Cow::Owned(mended)
}

/// Copies the escape at the beginning; a half of a pair becomes U+FFFD. How many bytes were read.
fn escape(text: &str, to: &mut String) -> usize {
    let unit = |at: usize| {
        let digits = text.get(at..)?.strip_prefix("\\u")?.get(..4)?;
        u32::from_str_radix(digits, 16).ok()
    };
    let copy = |length: usize, to: &mut String| {
        to.push_str(text.get(..length).unwrap_or(text));
        length.min(text.len())
    };
    match (unit(0), unit(6)) {
        (Some(0xD800..0xDC00), Some(0xDC00..0xE000)) => copy(12, to),
        (Some(0xD800..0xE000), _) => {
            to.push_str("\\ufffd");
            6
        }
        (Some(_), _) => copy(6, to),
        // An escape of one character.
        (None, _) => copy(1 + text.chars().nth(1).map_or(0, char::len_utf8), to),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn reads(text: &str, as_if: &str) {
        assert_eq!(parse(text), Tape::parse(as_if), "{text}");
        assert!(Tape::parse(as_if).is_some());
    }

    #[test]
    fn a_number_that_is_none_is_a_text_and_the_rest_stays() {
        reads(
            r#"{"a": NaN, "b": [-Infinity, Infinity], "c": "NaN"}"#,
            r#"{"a": "NaN", "b": ["-Infinity", "Infinity"], "c": "NaN"}"#,
        );
    }

    #[test]
    fn half_a_pair_is_a_lost_character_and_the_rest_stays() {
        reads(
            r#"{"a": "x\ud83dy", "b": "\ude00", "c": "\ud83d\ude00\n\"\\"}"#,
            r#"{"a": "x\ufffdy", "b": "\ufffd", "c": "\ud83d\ude00\n\"\\"}"#,
        );
        reads(r#"["\\ud83d", "\ud83d"]"#, r#"["\\ud83d", "\ufffd"]"#);
    }

    #[test]
    fn what_is_broken_stays_broken() {
        for text in ["{", "NaN}", r#"{"a": "\u12"}"#, r#""\"#, r#"{"a": "\ud83d"#] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
