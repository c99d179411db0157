//! The values of names without quotation marks: header lines, `KEY=VALUE`, fields of structs.

use std::ops::Range;

use crate::limit;

use super::look::{Look, TextSource};
use super::place::{Name, Quote, backslashes_before, skip_blanks};

/// How an authorization begins.
const SCHEMES: &[&str] = &["bearer", "basic", "token", "digest", "negotiate", "apikey", "key"];

/// What stands before a name at the beginning of a line.
const BEFORE: &[&str] =
    &["", "-", "*", ">", "<", "#", "//", "$", "export", "set", "setx", "env", "ENV", "ARG", "-e", "- -"];

/// What looks like a value is looked for within so many bytes.
const FARTHEST: usize = 512;

/// A text that is this long is more likely a secret than a word.
const LONG: usize = 20;

/// Where the secret stands that belongs to `name`; `None` where what follows does not look like a value.
pub(super) fn value(look: &Look<'_>, name: &Name<'_>, separator: u8, after: usize) -> Option<Range<usize>> {
    let bytes = look.bytes;
    let start = skip_spaces(bytes, after);
    let is_spaced = start > after;
    let before = name.start.checked_sub(1).and_then(|at| bytes.get(at)).copied();
    if is_field(look, name) && separator == b':' && (is_spaced || bytes.get(after) == Some(&b'\n')) {
        let start = skip_blanks(bytes, after);
        if look.source == TextSource::Debug {
            return Some(start..look.debug_value(start));
        }
        return in_braces(look, start);
    }
    if let Some(quote) = Quote::at(bytes, start)
        && !is_end_of_quoted(bytes, name, quote)
    {
        let start = start + quote.len();
        return Some(start..quote.end(bytes, start).0);
    }
    if separator == b'=' && !is_spaced {
        return if is_placeholder(bytes.get(start..)?) { None } else { token(look, start) };
    }
    let is_at_start = starts_line(look, name);
    let quoted = before.filter(|byte| matches!(byte, b'"' | b'\'' | b'`'));
    if is_at_start || quoted.is_some() {
        let rest = rest_of_line(look, start, quoted);
        let text = look.text.get(rest.clone())?;
        let is_secret = (is_header(name.text) && separator == b':')
            || has_scheme(text)
            || (!text.contains([' ', '\t']) && !is_code(text))
            || text.split([' ', '\t']).next().is_some_and(looks_secret);
        return (is_secret && !text.is_empty() && !is_placeholder(text.as_bytes())).then_some(rest);
    }
    // Not a part of a path or of another name: `arn:aws:secret:..`.
    if !is_spaced
        && before.is_some_and(|byte| {
            !byte.is_ascii_whitespace() && !matches!(byte, b'(' | b'[' | b'{' | b',' | b';')
        })
    {
        return None;
    }
    let first = look.text.get(token_within(look, start, FARTHEST)?)?;
    if is_scheme(first) {
        let second = token(look, skip_spaces(bytes, start + first.len()))?;
        return Some(start..second.end);
    }
    if looks_secret(first) || is_header(name.text) { token(look, start) } else { None }
}

/// The rest of the line behind a separator, without quotation marks around it.
pub(super) fn line(look: &Look<'_>, after: usize) -> Option<Range<usize>> {
    let start = skip_spaces(look.bytes, after);
    if let Some(quote) = Quote::at(look.bytes, start) {
        let start = start + quote.len();
        return Some(start..quote.end(look.bytes, start).0);
    }
    let rest = rest_of_line(look, start, None);
    (!rest.is_empty()).then_some(rest)
}

/// Whether a name stands where the field of a struct does.
fn is_field(look: &Look<'_>, name: &Name<'_>) -> bool {
    let before = look.text.get(..name.start).unwrap_or_default().trim_end();
    before.ends_with(['{', ',']) && (look.braces > 0 || look.source == TextSource::Debug)
}

/// A value in braces of which nobody knows who has written it: it may be code.
fn in_braces(look: &Look<'_>, start: usize) -> Option<Range<usize>> {
    let rest = look.bytes.get(start..)?;
    if let Some(quote) = Quote::at(look.bytes, start) {
        let start = start + quote.len();
        return Some(start..quote.end(look.bytes, start).0);
    }
    let rest = &rest[..limit::floor(look.text.get(start..)?, rest.len().min(FARTHEST))];
    let word =
        rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b':')).count();
    let opens = rest.get(word).is_some_and(|byte| matches!(byte, b'(' | b'['));
    if opens && rest.iter().skip(word).take(200).any(|byte| *byte == b'"' || byte.is_ascii_digit()) {
        return Some(start..look.balanced(start + word, 0));
    }
    let mut end =
        rest.iter().position(|byte| matches!(byte, b',' | b'}' | b'\n' | b';')).unwrap_or(rest.len());
    let text = look.text.get(start..start + end)?;
    if !text.split(' ').any(looks_secret) {
        // A text with commas in it: `abc, hunter2, n: 1`.
        let whole =
            rest.iter().position(|byte| matches!(byte, b'}' | b')' | b']' | b'\n' | b'(' | b'<' | b';'))?;
        let text = look.text.get(start..start + whole)?;
        if !matches!(rest[whole], b'}' | b')' | b']') || !text.split([' ', ',']).any(looks_secret) {
            return None;
        }
        end = whole;
    }
    Some(start..start + look.text.get(start..start + end)?.trim_end().len())
}

fn skip_spaces(bytes: &[u8], mut at: usize) -> usize {
    while matches!(bytes.get(at), Some(b' ' | b'\t')) {
        at += 1;
    }
    at
}

/// Whether a quotation mark behind a name and its separator is the one that ends the text in which both stand.
fn is_end_of_quoted(bytes: &[u8], name: &Name<'_>, quote: Quote) -> bool {
    let Some(at) = name.start.checked_sub(1) else { return false };
    bytes.get(at) == Some(&quote.mark) && backslashes_before(bytes, at) == quote.backslashes
}

/// Up to a blank, a quotation mark or what separates parameters; without the punctuation of the sentence around it.
fn token(look: &Look<'_>, start: usize) -> Option<Range<usize>> {
    token_within(look, start, usize::MAX)
}

fn token_within(look: &Look<'_>, start: usize, most: usize) -> Option<Range<usize>> {
    let rest = look.bytes.get(start..)?;
    let rest = &rest[..limit::floor(look.text.get(start..)?, rest.len().min(most))];
    let ends = |byte: &u8| {
        byte.is_ascii_whitespace() || matches!(byte, b'&' | b';' | b'"' | b'\'' | b'`' | b'\\' | b'<' | b'>')
    };
    let length = rest.iter().position(ends).unwrap_or(rest.len());
    let text = look.text.get(start..start + length)?.trim_end_matches([',', '.', ')', ']', '}', '!', '?']);
    (!text.is_empty()).then(|| start..start + text.len())
}

/// Up to the end of the line, or to the quotation mark that ends the text in which it stands.
fn rest_of_line(look: &Look<'_>, start: usize, quote: Option<u8>) -> Range<usize> {
    let rest = look.bytes.get(start..).unwrap_or_default();
    let mut end = rest.len();
    for (at, byte) in rest.iter().enumerate() {
        let is_end = match byte {
            b'\n' | b'\r' => true,
            b'\\' => matches!(rest.get(at + 1), Some(b'n' | b'r' | b'"' | b'\'')),
            byte => quote == Some(*byte),
        };
        if is_end {
            end = at;
            break;
        }
    }
    start..start + look.text.get(start..start + end).map_or(0, |text| text.trim_end().len())
}

/// Whether only what may begin a line stands before a name in it.
fn starts_line(look: &Look<'_>, name: &Name<'_>) -> bool {
    const FARTHEST: usize = 64;
    let from = name.start.saturating_sub(FARTHEST);
    let before = look.bytes.get(from..name.start).unwrap_or_default();
    let newline = before.iter().rposition(|byte| matches!(byte, b'\n' | b'\r'));
    let escaped = before.windows(2).rposition(|two| matches!(two, b"\\n" | b"\\r")).map(|at| at + 1);
    let begin = match newline.max(escaped) {
        Some(at) => at + 1,
        None if from == 0 => 0,
        None => return false,
    };
    let before = look.text.get(from + begin..name.start).unwrap_or("x").trim();
    BEFORE.contains(&before)
}

fn is_header(name: &str) -> bool {
    name.contains('-') || ["authorization", "cookie"].iter().any(|known| name.eq_ignore_ascii_case(known))
}

fn is_scheme(word: &str) -> bool {
    SCHEMES.iter().any(|scheme| word.eq_ignore_ascii_case(scheme))
}

fn has_scheme(text: &str) -> bool {
    let mut words = text.split_ascii_whitespace();
    matches!((words.next(), words.next(), words.next()), (Some(scheme), Some(_), None) if is_scheme(scheme))
}

/// `$PASSWORD`, `<password>`, `{{password}}`: where a secret is going to be put.
fn is_placeholder(text: &[u8]) -> bool {
    matches!(text, [b'$' | b'<', ..] | [b'{', b'{', ..] | [b'*', b'*', ..] | [b'.', b'.', ..])
}

fn is_code(text: &str) -> bool {
    text.contains(['(', '{', '[', '<'])
}

/// Whether a word looks like a secret and not like a word.
fn looks_secret(word: &str) -> bool {
    let word = word.trim_matches([',', '.', ';']);
    let has_digit = word.bytes().any(|byte| byte.is_ascii_digit());
    let is_plain =
        word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-+/=.~!@#$%^&*?".contains(&byte));
    is_plain && (word.len() >= LONG || word.len() >= 6 && has_digit)
}
