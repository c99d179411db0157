//! Where a span was read.

use std::fmt;
use std::sync::Arc;

/// A place in a file. Displayed, it is `spans.jsonl:3` or `spans.pb@120`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[allow(clippy::exhaustive_structs, reason = "a place in a file has these two parts")]
pub struct Source {
    /// The file, as it was called.
    pub file: Arc<str>,
    /// The place in it.
    pub position: Position,
}

/// A place in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Position {
    /// A line of a text, counted from 1.
    Line(usize),
    /// A byte of a binary file, counted from 0.
    Byte(usize),
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.position {
            Position::Line(line) => write!(f, "{}:{line}", self.file),
            Position::Byte(byte) => write!(f, "{}@{byte}", self.file),
        }
    }
}
