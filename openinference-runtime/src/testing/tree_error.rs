//! What keeps a span from having its place in a tree.

use std::fmt;

use opentelemetry::trace::{SpanId, TraceId};

use super::source::Source;

/// Something wrong with how the spans of a trace hang together.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TreeError {
    /// What it is.
    pub kind: TreeErrorKind,
    /// The trace of the span.
    pub trace_id: TraceId,
    /// The span.
    pub span_id: SpanId,
    /// Its name.
    pub name: String,
    /// Where it was read.
    pub source: Option<Source>,
}

/// What is wrong with a span's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TreeErrorKind {
    /// Another span of the trace has the same id. This one is shown as a root, because nothing can tell whose the
    /// children are.
    DuplicatedId,
    /// The span is its own ancestor. It is shown as a root.
    Cycle,
    /// The span stands deeper than a tree is followed. It is shown as a root.
    TooDeep,
    /// The id of the span or of its trace is all zeros.
    InvalidId,
}

impl fmt::Display for TreeErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::DuplicatedId => "another span has the same id",
            Self::Cycle => "the span is its own ancestor",
            Self::TooDeep => "the span stands deeper than a tree is followed",
            Self::InvalidId => "the id is all zeros",
        })
    }
}
