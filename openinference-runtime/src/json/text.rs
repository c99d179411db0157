//! The pieces of JSON text.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::number::not_finite;
use super::plain::first_escaped;
use super::view::JsonRef;
use crate::limit;

/// A number, a boolean or null.
pub(super) fn scalar(value: JsonRef<'_>) -> Cow<'static, str> {
    match value {
        JsonRef::Bool(true) => "true".into(),
        JsonRef::Bool(false) => "false".into(),
        JsonRef::Int(value) => value.to_string().into(),
        JsonRef::UInt(value) => value.to_string().into(),
        JsonRef::Float(value) => {
            let mut text = String::new();
            put_float(value, &mut text);
            text.into()
        }
        _ => "null".into(),
    }
}

/// Writes a number that is no whole one.
pub(super) fn put_float(value: f64, out: &mut String) {
    // Writing to a `String` cannot fail.
    let _ =
        if value.is_finite() { write!(out, "{value:?}") } else { write!(out, "\"{}\"", not_finite(value)) };
}

/// Writes the name of a field, and the colon.
pub(super) fn put_name(name: &str, out: &mut String) {
    put_text(name, usize::MAX, out);
    out.push(':');
}

/// Writes a string with its quotes; between them at most `cap` bytes.
pub(super) fn put_text(text: &str, cap: usize, out: &mut String) {
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
pub(super) fn put_integer(is_negative: bool, magnitude: u64, out: &mut String) {
    out.push_str(Digits::of(is_negative, magnitude).as_str());
}

/// A whole number as it is written.
pub(super) struct Digits {
    /// As many as `u64::MAX` has, and a sign.
    text: [u8; 21],
    start: usize,
}

impl Digits {
    #[inline]
    pub(super) fn of(is_negative: bool, mut magnitude: u64) -> Self {
        let mut text = [b'0'; 21];
        let mut start = text.len();
        for digit in text.iter_mut().rev() {
            start -= 1;
            *digit = b'0' + (magnitude % 10) as u8;
            magnitude /= 10;
            if magnitude == 0 {
                break;
            }
        }
        if is_negative && let Some(sign) = start.checked_sub(1).and_then(|at| text.get_mut(at)) {
            *sign = b'-';
            start -= 1;
        }
        Self { text, start }
    }

    #[inline]
    pub(super) fn as_str(&self) -> &str {
        self.text.get(self.start..).and_then(|text| std::str::from_utf8(text).ok()).unwrap_or_default()
    }
}

pub(super) fn escape(text: &str, out: &mut String) {
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

/// How many bytes become of one; a character of several bytes stays as it is.
fn escaped_width(byte: u8) -> usize {
    match byte {
        0 => 0,
        b'"' | b'\\' | b'\n' | b'\r' | b'\t' => 2,
        0x01..=0x1f => 6,
        _ => 1,
    }
}

pub(super) fn escaped_length(text: &str) -> usize {
    text.bytes().map(escaped_width).sum()
}
