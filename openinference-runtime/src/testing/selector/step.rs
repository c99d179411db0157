//! The steps of a path to spans.

use thiserror::Error;

use crate::testing::pattern::Pattern;

/// A selector that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{selector}` is no selector: {problem}")]
#[non_exhaustive]
pub struct SelectorError {
    /// The whole selector.
    pub selector: String,
    /// What is wrong with it.
    pub problem: String,
}

/// One step: which spans it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) relation: Relation,
    pub(super) subject: Subject,
    pub(super) conditions: Vec<Condition>,
    pub(super) index: Option<usize>,
    /// The step as it was written, for messages.
    pub(super) text: String,
}

/// How a step stands to the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    Anywhere,
    Root,
    Child,
    Descendant,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    Name(Pattern),
    KindOrName(Pattern),
    KindAndName(String, Pattern),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Condition {
    Present(String),
    Attribute(String, Pattern),
    Status(Status),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    Unset,
    Ok,
    Error,
}
