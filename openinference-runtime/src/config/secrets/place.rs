//! Where names stand in texts.

use memchr::{memchr_iter, memchr3_iter};

use super::neighbours::is_label;
use super::secret_names::Secrets;
use crate::config::REDACTED;

/// Names without quotes are not looked at longer than this.
const LONGEST_BARE: usize = 128;

/// A quotation mark with the backslashes that stand before it in a text within texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quote {
    pub(super) mark: u8,
    pub(super) backslashes: usize,
}

impl Quote {
    /// The one that begins at a place.
    pub(super) fn at(text: &[u8], at: usize) -> Option<Self> {
        let backslashes = text.get(at..)?.iter().take_while(|byte| **byte == b'\\').count();
        let mark = *text.get(at + backslashes)?;
        matches!(mark, b'"' | b'\'' | b'`').then_some(Self { mark, backslashes })
    }

    /// The one that ends before a place.
    fn before(text: &[u8], end: usize) -> Option<Self> {
        let mark = *text.get(end.checked_sub(1)?)?;
        let backslashes = backslashes_before(text, end - 1);
        matches!(mark, b'"' | b'\'' | b'`').then_some(Self { mark, backslashes })
    }

    pub(super) fn len(self) -> usize {
        self.backslashes + 1
    }

    /// What a quotation mark is to a text that this one has opened, by the backslashes before it.
    fn meets(self, backslashes: usize) -> Met {
        if backslashes < self.backslashes {
            Met::EndsAround
        } else if backslashes % (2 * (self.backslashes + 1)) == self.backslashes {
            Met::Ends
        } else {
            Met::Within
        }
    }

    /// Where the text ends that begins at a place, behind a quotation mark like this; and whether it is closed there.
    pub(super) fn end(self, text: &[u8], start: usize) -> (usize, bool) {
        for at in memchr_iter(self.mark, text.get(start..).unwrap_or_default()).map(|at| start + at) {
            let backslashes = backslashes_before(text, at).min(at - start);
            match self.meets(backslashes) {
                Met::Within => {}
                Met::Ends => return (at - self.backslashes, true),
                Met::EndsAround => return (at - backslashes, false),
            }
        }
        (text.len(), false)
    }
}

enum Met {
    Within,
    Ends,
    /// The text ends in which this one stands.
    EndsAround,
}

pub(super) fn backslashes_before(text: &[u8], at: usize) -> usize {
    text.get(..at).unwrap_or_default().iter().rev().take_while(|byte| **byte == b'\\').count()
}

/// A name before a separator.
#[derive(Clone, Copy, Debug)]
pub(super) struct Name<'t> {
    pub(super) text: &'t str,
    /// Where it begins, its quotation mark included.
    pub(super) start: usize,
    pub(super) quote: Option<Quote>,
}

impl<'t> Name<'t> {
    /// The one that ends at a place, but for spaces.
    pub(super) fn before(text: &'t str, separator: usize) -> Option<Self> {
        let bytes = text.as_bytes();
        let mut end = separator;
        while end > 0 && matches!(bytes[end - 1], b' ' | b'\t') {
            end -= 1;
        }
        if let Some(quote) = Quote::before(bytes, end) {
            let end = end - quote.len();
            let open = memchr::memrchr(quote.mark, &bytes[..end])?;
            let start = open - backslashes_before(bytes, open);
            let text = text.get(open + 1..end)?;
            return (!text.is_empty()).then_some(Self { text, start, quote: Some(quote) });
        }
        let mut start = end;
        while start > 0 && end - start < LONGEST_BARE && is_of_name(bytes[start - 1]) {
            start -= 1;
        }
        // The end of a line that is written as such.
        if start > 0 && bytes[start - 1] == b'\\' && matches!(bytes.get(start), Some(b'n' | b'r' | b't')) {
            start += 1;
        }
        while start < end && !text.is_char_boundary(start) {
            start += 1;
        }
        let text = text.get(start..end)?;
        (!text.is_empty()).then_some(Self { text, start, quote: None })
    }

    /// Whether it stands where the parameters of a URL or the fields of a form do.
    pub(super) fn is_in_query(&self, text: &str) -> bool {
        self.start > 0 && matches!(text.as_bytes()[self.start - 1], b'?' | b'&')
    }
}

fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'$') || byte >= 0x80
}

/// Where the next byte stands that is no blank.
pub(super) fn skip_blanks(text: &[u8], mut at: usize) -> usize {
    while matches!(text.get(at), Some(b' ' | b'\t' | b'\n' | b'\r')) {
        at += 1;
    }
    at
}

/// Whether what stands at a place is redacted already.
pub(super) fn is_redacted(text: &str, at: usize) -> bool {
    let at = skip_blanks(text.as_bytes(), at);
    let at = at + Quote::at(text.as_bytes(), at).map_or(0, Quote::len);
    text.as_bytes().get(at..).is_some_and(|rest| rest.starts_with(REDACTED.as_bytes()))
}

/// The text in quotation marks at a place.
pub(super) fn quoted(text: &str, at: usize) -> Option<(&str, Quote)> {
    let at = skip_blanks(text.as_bytes(), at);
    let quote = Quote::at(text.as_bytes(), at)?;
    let start = at + quote.len();
    let (end, _) = quote.end(text.as_bytes(), start);
    Some((text.get(start..end)?, quote))
}

/// Whether something in a text may be called a secret: false for most texts, and cheap. What this does not find, no rule for
/// texts redacts.
pub(super) fn may_hold_secret(text: &str, secrets: &Secrets) -> bool {
    let bytes = text.as_bytes();
    memchr3_iter(b':', b'=', b',', bytes).any(|at| match bytes[at] {
        b',' => is_pair(text, at, secrets),
        _ => is_named(text, at, secrets),
    }) || memchr_iter(b'(', bytes).any(|at| is_newtype(text, at, secrets).is_some())
}

fn is_named(text: &str, at: usize, secrets: &Secrets) -> bool {
    let bytes = text.as_bytes();
    if bytes.get(at + 1..at + 3) == Some(b"//") {
        return user_info(text, at).is_some();
    }
    let Some(name) = Name::before(text, at) else { return false };
    if names_secret(text, &name, secrets) {
        return !is_redacted(text, at + 1);
    }
    is_label(name.text) && labelled(text, &name, at + 1, secrets)
}

/// Whether the value of a name is a secret.
pub(super) fn names_secret(text: &str, name: &Name<'_>, secrets: &Secrets) -> bool {
    secrets.is_field(name.text)
        || name.is_in_query(text)
            && (secrets.is_parameter(name.text) || matches!(name.text, "key" | "sig" | "code"))
}

/// Whether what stands behind the name of a label is the name of a secret.
pub(super) fn labelled(text: &str, name: &Name<'_>, at: usize, secrets: &Secrets) -> bool {
    match (quoted(text, at), name.quote) {
        (Some((label, _)), _) => secrets.is_field(label),
        (None, Some(_)) => false,
        // `- name: PASSWORD`
        (None, None) => {
            let rest = text.get(at..).unwrap_or_default().trim_start_matches([' ', '\t']);
            let word = rest.split([' ', '\n', '\r', '\\', ',', '"']).next().unwrap_or_default();
            !word.is_empty() && secrets.is_field(word)
        }
    }
}

/// Whether a comma stands behind the name of a secret that is the first of a list or a tuple.
pub(super) fn is_pair(text: &str, comma: usize, secrets: &Secrets) -> bool {
    let bytes = text.as_bytes();
    let mut end = comma;
    while end > 0 && bytes[end - 1] == b' ' {
        end -= 1;
    }
    if end == 0 || !matches!(bytes[end - 1], b'"' | b'\'') {
        return false;
    }
    let Some(name) = Name::before(text, end) else { return false };
    let mut before = name.start;
    while before > 0 && matches!(bytes[before - 1], b' ' | b'\n') {
        before -= 1;
    }
    before > 0
        && matches!(bytes[before - 1], b'[' | b'(')
        && secrets.is_field(name.text)
        && !is_redacted(text, comma + 1)
}

/// Where the secret of a type begins that is named like one, as `Debug` writes it: `Password("..")`.
pub(super) fn is_newtype(text: &str, parenthesis: usize, secrets: &Secrets) -> Option<usize> {
    let bytes = text.as_bytes();
    Quote::at(bytes, parenthesis + 1)?;
    let mut start = parenthesis;
    while start > 0
        && parenthesis - start < LONGEST_BARE
        && (bytes[start - 1].is_ascii_alphanumeric() || bytes[start - 1] == b'_')
    {
        start -= 1;
    }
    let name = text.get(start..parenthesis)?;
    let is_type = name.starts_with(|c: char| c.is_ascii_uppercase());
    (is_type && secrets.is_field(name) && !is_redacted(text, parenthesis + 1)).then_some(parenthesis + 1)
}

/// What stands between the slashes and the `@` of a URL, where a secret is in it.
pub(super) fn user_info(text: &str, colon: usize) -> Option<std::ops::Range<usize>> {
    let bytes = text.as_bytes();
    let start = colon + 3;
    let is_of_scheme = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
    if colon == 0 || !is_of_scheme(&bytes[colon - 1]) {
        return None;
    }
    let rest = bytes.get(start..)?;
    let ends = |byte: &u8| {
        matches!(byte, b'/' | b'?' | b'#' | b'"' | b'\'' | b'\\' | b'`' | b'<' | b'>')
            || byte.is_ascii_whitespace()
    };
    let length = rest.iter().position(ends).unwrap_or(rest.len());
    let at = memchr::memrchr(b'@', &rest[..length])?;
    let user_info = &rest[..at];
    let secret = match memchr::memchr(b':', user_info) {
        Some(colon) => colon + 1..at,
        // A token that stands alone; the user of anything else is a name.
        None if bytes[..colon].ends_with(b"http") || bytes[..colon].ends_with(b"https") => 0..at,
        None => return None,
    };
    let is_open = !secret.is_empty() && !user_info[secret.clone()].starts_with(REDACTED.as_bytes());
    is_open.then(|| start + secret.start..start + secret.end)
}
