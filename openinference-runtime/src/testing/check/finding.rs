//! A departure from the conventions.

use super::rule::{Rule, Severity};
use crate::testing::source::Source;

/// What is wrong, and where. One of a [`Report`](super::Report).
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Finding {
    /// The rule.
    pub rule: Rule,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, as a sentence without a full stop.
    pub message: String,
    /// The attribute that it is about.
    pub key: Option<String>,
    /// The span's number in the trace; 0 where it is about no single span.
    pub span: usize,
    /// The span with those above it: `AGENT answer > TOOL look_up`. Empty where it is about no single span.
    pub path: String,
    /// Trace and span as they were recorded, where they are known: `<trace id>/<span id>`.
    pub ids: Option<String>,
    /// Where the span was read.
    pub source: Option<Source>,
}
