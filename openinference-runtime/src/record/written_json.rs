//! A value that was written as JSON text at once.

use std::sync::OnceLock;

use crate::json::{JsonRef, Tape};

/// JSON text in which nothing was left out, of a value that says itself what it means. It is read only where it has to stand
/// within another value.
#[derive(Clone, Debug)]
pub struct WrittenJson {
    text: String,
    read: OnceLock<Box<Tape>>,
}

impl WrittenJson {
    pub(super) fn new(text: String) -> Self {
        Self { text, read: OnceLock::new() }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }

    pub(super) fn view(&self) -> JsonRef<'_> {
        self.read.get_or_init(|| Box::new(Tape::parse(&self.text).unwrap_or_default())).view()
    }
}
