//! Writing JSON text within a limit.
//!
//! What fits is written as it is. Otherwise long texts are cut first, all to the same length and only as far as needed;
//! where short texts alone are too many, lists and objects end in a marker.

use super::cut::{MORE, fields_kept, items_kept};
use super::text::{Digits, escaped_length, put_float, put_integer, put_name, put_text, scalar};
use super::value::Json;
use super::view::JsonRef;
use super::write_tape::put_run;

/// Texts are not cut shorter than this, in bytes: rather fewer items than many that say nothing.
const SHORTEST: usize = 96;

/// Room for `,"…":"…[cut: 1000000 of 1000000 fields kept]"`.
const MARKER_ROOM: usize = 64;

impl Json {
    /// JSON text of at most `limit` bytes (and never fewer than two). Always valid JSON: where the value does not fit,
    /// long strings are cut with a marker, then items and fields that remain are replaced by one marker.
    #[must_use]
    pub fn write(&self, limit: usize) -> String {
        self.view().write(limit)
    }
}

impl JsonRef<'_> {
    /// As [`Json::write`].
    pub(crate) fn write(self, limit: usize) -> String {
        if let Self::Int(value) = self {
            // As many digits as there are, so that nothing is given back.
            let text = Digits::of(value < 0, value.unsigned_abs());
            if text.as_str().len() <= limit {
                return text.as_str().to_owned();
            }
        }
        let mut out = String::with_capacity(self.text_size().min(limit));
        if put(self, usize::MAX, limit, &mut out).is_none() {
            write_less(self, limit, &mut out);
        }
        out
    }
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
    if cap == usize::MAX
        && let Some((run, is_object)) = value.run()
    {
        return put_run(run, is_object, end, out);
    }
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
        JsonRef::Float(value) => put_float(value, out),
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
