//! The difference of two traces, change by change.

use crate::json::Json;
use crate::testing::outline::label;
use crate::testing::trace::Node;

/// The difference of two traces, in the order of the trees. Displayed, it is for people; empty when the traces are equal.
///
/// Spans are one and the same when they have kind and name in common and stand in the same order below the same parent. One
/// that stands elsewhere has moved; of two spans of one kind at one place with different names, one was renamed.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Diff {
    /// What changed.
    pub changes: Vec<Change>,
}

/// One thing that changed. Paths name the spans from the root, as `AGENT answer > TOOL look_up`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Change {
    /// A span is new, with everything below it.
    #[non_exhaustive]
    Appeared {
        /// Where it stands.
        path: String,
        /// How many spans stand below it.
        below: usize,
    },
    /// A span is gone, with everything below it.
    #[non_exhaustive]
    Vanished {
        /// Where it stood.
        path: String,
        /// How many spans stood below it.
        below: usize,
    },
    /// A span stands elsewhere: below another parent, or before or after others than before.
    #[non_exhaustive]
    Moved {
        /// Where it stood.
        from: String,
        /// Where it stands.
        to: String,
    },
    /// A span has another name.
    #[non_exhaustive]
    Renamed {
        /// Where it stood, with its name.
        from: String,
        /// Its new name.
        to: String,
    },
    /// A span says something else.
    #[non_exhaustive]
    Changed {
        /// Where it stands.
        path: String,
        /// What is different.
        fields: Vec<FieldChange>,
    },
    /// The number of spans that had not ended is another, or the resource is.
    #[non_exhaustive]
    Trace {
        /// What is different.
        fields: Vec<FieldChange>,
    },
}

/// A part of a span that is different.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct FieldChange {
    /// `status`, an attribute's key, `event exception`, `event exception: exception.message` ...
    pub field: String,
    /// What it was. None where it was not there.
    pub old: Option<Json>,
    /// What it is. None where it is gone.
    pub new: Option<Json>,
}

impl Diff {
    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }
}

/// What a path calls a span.
pub(super) fn title(node: &Node) -> String {
    format!("{} {}", label(node), node.name)
}
