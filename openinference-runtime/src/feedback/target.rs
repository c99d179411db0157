//! What feedback is about.

use crate::opentelemetry::trace::SpanContext;
use crate::span::ids::SpanIds;
use crate::value::FeedbackScope;

/// What feedback is about.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Target {
    /// One span.
    Span(SpanIds),
    /// The trace of this span, as a whole; name its root, where that is known.
    Trace(SpanIds),
    /// A session, by its `session.id`.
    Session(String),
}

impl Target {
    pub(super) fn span(&self) -> Option<SpanContext> {
        match self {
            Self::Span(ids) | Self::Trace(ids) => Some((*ids).into()),
            Self::Session(_) => None,
        }
    }

    pub(super) fn session(&self) -> Option<&str> {
        match self {
            Self::Session(id) => Some(id),
            Self::Span(_) | Self::Trace(_) => None,
        }
    }

    pub(super) fn scope(&self) -> FeedbackScope {
        match self {
            Self::Span(_) => FeedbackScope::Span,
            Self::Trace(_) => FeedbackScope::Trace,
            Self::Session(_) => FeedbackScope::Session,
        }
    }
}
