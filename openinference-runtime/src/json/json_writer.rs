//! JSON text that is written from the front, up to a limit.

use super::field_name::FieldName;
use super::plain::{has_nul, is_plain};
use super::text::{Digits, put_float, put_text};

/// A text in which lists and objects are up to the one who writes it.
#[derive(Debug)]
pub(crate) struct JsonWriter {
    text: String,
    limit: usize,
}

impl JsonWriter {
    /// Of at most `limit` bytes, in a buffer that is used again.
    pub(crate) fn new(mut buffer: String, limit: usize) -> Self {
        buffer.clear();
        Self { text: buffer, limit }
    }

    pub(crate) fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether there is more than the limit allows.
    pub(crate) fn is_full(&self) -> bool {
        self.text.len() > self.limit
    }

    /// The buffer with what was written.
    pub(crate) fn into_buffer(self) -> String {
        self.text
    }

    /// A bracket, a comma or a colon.
    #[inline]
    pub(crate) fn punctuation(&mut self, mark: char) {
        self.text.push(mark);
    }

    pub(crate) fn literal(&mut self, literal: &'static str) {
        self.text.push_str(literal);
    }

    pub(crate) fn integer(&mut self, value: i128) {
        let magnitude = u64::try_from(value.unsigned_abs()).unwrap_or(u64::MAX);
        self.text.push_str(Digits::of(value < 0, magnitude).as_str());
    }

    /// A number that is finite.
    pub(crate) fn float(&mut self, value: f64) {
        put_float(value, &mut self.text);
    }

    /// The name of a field, and the colon.
    #[inline]
    pub(crate) fn field(&mut self, name: FieldName) {
        if name.is_plain {
            self.text.push('"');
            self.text.push_str(name.text);
            self.text.push_str("\":");
        } else {
            put_text(name.text, usize::MAX, &mut self.text);
            self.text.push(':');
        }
    }

    /// A string. `false`, and nothing written, where there is no room for it or it has a NUL.
    #[inline]
    pub(crate) fn text(&mut self, text: &str) -> bool {
        if text.len() > self.limit.saturating_sub(self.text.len()) {
            return false;
        }
        if is_plain(text) {
            self.text.push('"');
            self.text.push_str(text);
            self.text.push('"');
            return true;
        }
        let is_text = !has_nul(text);
        if is_text {
            put_text(text, usize::MAX, &mut self.text);
        }
        is_text
    }

    /// Whether a string begins there.
    pub(crate) fn is_text_at(&self, start: usize) -> bool {
        self.text.as_bytes().get(start) == Some(&b'"')
    }
}
