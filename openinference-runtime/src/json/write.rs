//! Writing JSON text within a limit.
//!
//! What fits is written as it is. Otherwise long texts are cut first, all to the same length and only as far as needed;
//! where short texts alone are too many, lists and objects end in a marker.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::JsonRef;
use super::value::{MORE, fields_kept, items_kept};
use crate::limit;

/// Texts are not cut shorter than this, in bytes: rather fewer items than many that say nothing.
const SHORTEST: usize = 96;

/// Room for `,"…":"…[cut: 1000000 of 1000000 fields kept]"`.
const MARKER_ROOM: usize = 64;

pub(super) fn write(value: JsonRef<'_>, limit: usize) -> String {
    let mut out = String::with_capacity(value.text_size().min(limit));
    if put(value, usize::MAX, limit, &mut out).is_none() {
        write_less(value, limit, &mut out);
    }
    out
}

/// Writes a value that does not fit as it is.
fn write_less(value: JsonRef<'_>, limit: usize, out: &mut String) {
    let mut texts = Vec::new();
    let size = measure(value, &mut texts);
    let cap = longest_text(size, limit, texts);
    if put(value, cap, limit, out).is_none() {
        out.clear();
        put_partly(value, limit, out);
    }
}

/// The length of the whole text; collects the escaped lengths of strings that may be cut.
fn measure(value: JsonRef<'_>, texts: &mut Vec<usize>) -> usize {
    match value {
        JsonRef::String(text) => {
            let length = escaped_length(text);
            if length > SHORTEST {
                texts.push(length);
            }
            length + 2
        }
        JsonRef::Array(items) => {
            let commas = items.len().saturating_sub(1);
            2 + commas + items.iter().map(|item| measure(item, texts)).sum::<usize>()
        }
        JsonRef::Object(fields) => {
            let commas = fields.len().saturating_sub(1);
            let fields = fields.iter().map(|(name, value)| escaped_length(name) + 3 + measure(value, texts));
            2 + commas + fields.sum::<usize>()
        }
        JsonRef::Null | JsonRef::Bool(_) | JsonRef::Int(_) | JsonRef::UInt(_) | JsonRef::Float(_) => {
            scalar(value).len()
        }
    }
}

/// To what length all texts have to be cut so that `size` shrinks to `limit`, or the shortest, if even that is too much.
fn longest_text(size: usize, limit: usize, mut texts: Vec<usize>) -> usize {
    texts.sort_unstable();
    let fixed = size - texts.iter().sum::<usize>();
    let Some(mut room) = limit.checked_sub(fixed) else { return SHORTEST };
    // The shortest first: what one does not need of its equal share is left to the others.
    for (index, length) in texts.iter().enumerate() {
        let share = room / (texts.len() - index);
        if *length > share {
            return share.max(SHORTEST);
        }
        room -= length;
    }
    usize::MAX
}

/// Writes the value with texts cut at `cap`; `None`, and `out` as it was, when it is longer than `room`.
fn put(value: JsonRef<'_>, cap: usize, room: usize, out: &mut String) -> Option<()> {
    let start = out.len();
    let end = start.saturating_add(room);
    let written = put_until(value, cap, end, out);
    if written.is_none() {
        out.truncate(start);
    }
    written
}

fn put_until(value: JsonRef<'_>, cap: usize, end: usize, out: &mut String) -> Option<()> {
    match value {
        JsonRef::String(text) => {
            // Not even begun where it is too long for sure: it may be very long.
            if cap == usize::MAX
                && out.len().saturating_add(text.len()) > end
                && out.len() + escaped_length(text) > end
            {
                return None;
            }
            put_text(text, cap, out);
        }
        JsonRef::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                put_until(item, cap, end, out)?;
            }
            out.push(']');
        }
        JsonRef::Object(fields) => {
            out.push('{');
            for (index, (name, value)) in fields.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                put_name(name, out);
                put_until(value, cap, end, out)?;
            }
            out.push('}');
        }
        JsonRef::Null => out.push_str("null"),
        JsonRef::Bool(value) => out.push_str(if value { "true" } else { "false" }),
        JsonRef::Int(value) => put_integer(value < 0, value.unsigned_abs(), out),
        JsonRef::UInt(value) => put_integer(false, value, out),
        JsonRef::Float(_) => out.push_str(&scalar(value)),
    }
    (out.len() <= end).then_some(())
}

/// Writes as much of a value as fits into `room`.
fn put_partly(value: JsonRef<'_>, room: usize, out: &mut String) {
    match value {
        JsonRef::Array(items) => {
            put_members(items.iter().map(|item| (None, item)), room, ('[', ']'), out, |kept, out| {
                put_text(&items_kept(kept, Some(items.len())), usize::MAX, out);
            });
        }
        JsonRef::Object(fields) => put_members(
            fields.iter().map(|(name, value)| (Some(name), value)),
            room,
            ('{', '}'),
            out,
            |kept, out| {
                put_name(MORE, out);
                put_text(&fields_kept(kept, Some(fields.len())), usize::MAX, out);
            },
        ),
        JsonRef::String(text) => put_text(text, room.saturating_sub(2), out),
        JsonRef::Null | JsonRef::Bool(_) | JsonRef::Int(_) | JsonRef::UInt(_) | JsonRef::Float(_) => {
            let text = scalar(value);
            out.push_str(if text.len() <= room { &text } else { r#""""# });
        }
    }
}

fn put_members<'a>(
    members: impl Iterator<Item = (Option<&'a str>, JsonRef<'a>)>,
    room: usize,
    (open, close): (char, char),
    out: &mut String,
    marker: impl Fn(usize, &mut String),
) {
    let end = out.len().saturating_add(room).saturating_sub(1);
    out.push(open);
    let start = out.len();
    for (kept, (name, value)) in members.enumerate() {
        let before = out.len();
        if kept > 0 {
            out.push(',');
        }
        if let Some(name) = name {
            put_name(name, out);
        }
        let left = end.saturating_sub(out.len() + MARKER_ROOM);
        if out.len() + MARKER_ROOM <= end && put(value, SHORTEST, left, out).is_some() {
            continue;
        }
        let mut kept = kept;
        if left > MARKER_ROOM && matches!(value, JsonRef::Array(_) | JsonRef::Object(_)) {
            put_partly(value, left, out);
            kept += 1;
        } else {
            out.truncate(before);
        }
        if end.saturating_sub(out.len()) >= MARKER_ROOM {
            if out.len() > start {
                out.push(',');
            }
            marker(kept, out);
        }
        break;
    }
    out.push(close);
}

/// A number, a boolean or null.
fn scalar(value: JsonRef<'_>) -> Cow<'static, str> {
    match value {
        JsonRef::Bool(true) => "true".into(),
        JsonRef::Bool(false) => "false".into(),
        JsonRef::Int(value) => value.to_string().into(),
        JsonRef::UInt(value) => value.to_string().into(),
        JsonRef::Float(value) if value.is_finite() => format!("{value:?}").into(),
        JsonRef::Float(value) => format!("\"{}\"", crate::json::not_finite(value)).into(),
        _ => "null".into(),
    }
}

/// Writes the name of a field, and the colon.
fn put_name(name: &str, out: &mut String) {
    put_text(name, usize::MAX, out);
    out.push(':');
}

/// Writes a string with its quotes; between them at most `cap` bytes.
fn put_text(text: &str, cap: usize, out: &mut String) {
    out.push('"');
    if cap != usize::MAX && escaped_length(text) > cap {
        let (kept, marker) = cut(text, cap);
        escape(kept, out);
        out.push_str(&marker);
    } else {
        escape(text, out);
    }
    out.push('"');
}

/// The beginning of a text and the marker that says so, together at most `cap` bytes when escaped.
fn cut(text: &str, cap: usize) -> (&str, String) {
    let (whole, original) = limit::split_marker(text).unwrap_or((text, Some(text.len())));
    let widest = limit::marker(whole.len(), original).len();
    let Some(room) = cap.checked_sub(widest) else { return ("", String::new()) };
    let mut length = 0;
    let fits = whole.bytes().position(|byte| {
        length += escaped_width(byte);
        length > room
    });
    let kept = fits.map_or(whole, |at| &whole[..limit::floor(whole, at)]);
    (kept, limit::marker(kept.len(), original))
}

/// Writes a whole number.
fn put_integer(is_negative: bool, mut magnitude: u64, out: &mut String) {
    // As many digits as `u64::MAX` has.
    let mut digits = [b'0'; 20];
    let mut start = digits.len();
    for digit in digits.iter_mut().rev() {
        *digit = b'0' + u8::try_from(magnitude % 10).unwrap_or_default();
        magnitude /= 10;
        start -= 1;
        if magnitude == 0 {
            break;
        }
    }
    if is_negative {
        out.push('-');
    }
    out.extend(digits.iter().skip(start).map(|digit| char::from(*digit)));
}

fn escape(text: &str, out: &mut String) {
    let mut rest = text;
    // All that is escaped is ASCII, so that a byte of it is never a part of another character.
    while let Some(at) = first_escaped(rest.as_bytes()) {
        let (plain, escaped) = rest.split_at(at);
        out.push_str(plain);
        let mut chars = escaped.chars();
        match chars.next() {
            // Backends cannot store it, not even escaped.
            None | Some('\0') => {}
            Some('"') => out.push_str("\\\""),
            Some('\\') => out.push_str("\\\\"),
            Some('\n') => out.push_str("\\n"),
            Some('\r') => out.push_str("\\r"),
            Some('\t') => out.push_str("\\t"),
            Some(c) => {
                // Writing to a `String` cannot fail.
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
}

/// Where the first byte stands that is not written as it is.
fn first_escaped(bytes: &[u8]) -> Option<usize> {
    /// So many at once, without a branch: most texts have nothing to escape.
    const AT_ONCE: usize = 16;
    let (blocks, rest) = bytes.as_chunks::<AT_ONCE>();
    for (at, block) in blocks.iter().enumerate() {
        let any = |any, byte: &u8| any | (*byte < b' ') | (*byte == b'"') | (*byte == b'\\');
        if block.iter().fold(false, any) {
            return Some(at * AT_ONCE + first_of_few(block)?);
        }
    }
    Some(bytes.len() - rest.len() + first_of_few(rest)?)
}

fn first_of_few(bytes: &[u8]) -> Option<usize> {
    bytes.iter().position(|byte| IS_ESCAPED[usize::from(*byte)])
}

/// The bytes that are not written as they are.
static IS_ESCAPED: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < b' ' {
        table[byte as usize] = true;
        byte += 1;
    }
    table[b'"' as usize] = true;
    table[b'\\' as usize] = true;
    table
};

/// How many bytes become of one; a character of several bytes stays as it is.
fn escaped_width(byte: u8) -> usize {
    match byte {
        0 => 0,
        b'"' | b'\\' | b'\n' | b'\r' | b'\t' => 2,
        0x01..=0x1f => 6,
        _ => 1,
    }
}

fn escaped_length(text: &str) -> usize {
    text.bytes().map(escaped_width).sum()
}
