//! A text that is looked through, and where values end in it.

use super::place::{Quote, skip_blanks};

/// What has written a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextSource {
    Any,
    Debug,
}

/// A text, as far as it was looked through.
pub(super) struct Look<'t> {
    pub(super) text: &'t str,
    pub(super) bytes: &'t [u8],
    pub(super) source: TextSource,
    /// How many braces are open.
    pub(super) braces: usize,
}

impl<'t> Look<'t> {
    pub(super) fn new(text: &'t str, source: TextSource) -> Self {
        Self { text, bytes: text.as_bytes(), source, braces: 0 }
    }

    /// Where the brackets end that open at a place, in a text whose quotation marks have so many backslashes.
    pub(super) fn balanced(&self, start: usize, backslashes: usize) -> usize {
        let quote = Quote { mark: b'"', backslashes };
        let mut open = 0_usize;
        let mut at = start;
        while let Some(byte) = self.bytes.get(at) {
            match byte {
                b'{' | b'[' | b'(' => open += 1,
                b'}' | b']' | b')' => {
                    open = open.saturating_sub(1);
                    if open == 0 {
                        return at + 1;
                    }
                }
                b'"' => {
                    let (end, _) = quote.end(self.bytes, at + 1);
                    at = end + backslashes;
                }
                _ => {}
            }
            at += 1;
        }
        self.bytes.len()
    }

    /// Where a value ends that `Debug` has written: a text, a number, `Some(..)`. One that is neither is text of which nobody
    /// knows where it ends: it is taken for everything up to the bracket around it.
    pub(super) fn debug_value(&self, start: usize) -> usize {
        let rest = self.bytes.get(start..).unwrap_or_default();
        let word = rest.iter().take_while(|byte| is_of_path(**byte)).count();
        let after = start + word;
        let end = match self.bytes.get(after) {
            Some(b'"') if word == 0 => {
                let quote = Quote { mark: b'"', backslashes: 0 };
                quote.end(self.bytes, after + 1).0 + 1
            }
            Some(b'{' | b'[' | b'(') => self.balanced(after, 0),
            Some(b' ') if self.bytes.get(after + 1) == Some(&b'{') && word > 0 => self.balanced(after + 1, 0),
            _ if is_literal(rest.get(..word).unwrap_or_default()) => after,
            _ => return self.to_bracket(start),
        };
        let next = skip_blanks(self.bytes, end);
        match self.bytes.get(next) {
            None | Some(b',' | b'}' | b']' | b')' | b';' | b'"' | b'\\') => end.min(self.bytes.len()),
            Some(_) => self.to_bracket(start),
        }
    }

    /// Up to the bracket around a place, without the blanks before it.
    fn to_bracket(&self, start: usize) -> usize {
        let mut open = 0_usize;
        for (at, byte) in self.bytes.iter().enumerate().skip(start) {
            match byte {
                b'{' | b'[' | b'(' => open += 1,
                b'}' | b']' | b')' => match open.checked_sub(1) {
                    Some(rest) => open = rest,
                    None => return start + self.text.get(start..at).map_or(0, |text| text.trim_end().len()),
                },
                _ => {}
            }
        }
        self.bytes.len()
    }
}

fn is_of_path(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b':' | b'.' | b'+' | b'-' | b'&' | b'#')
}

/// A number, or a word that `Debug` and JSON have for no value or for a yes or no.
fn is_literal(word: &[u8]) -> bool {
    matches!(word, b"true" | b"false" | b"null" | b"None" | b"True" | b"False")
        || !word.is_empty()
            && word
                .iter()
                .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+' | b'e' | b'E'))
}
