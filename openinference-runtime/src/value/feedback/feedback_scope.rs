//! How far feedback reaches.

/// What feedback is about (specification: `annotations.md`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FeedbackScope {
    /// The span that it stands on.
    #[default]
    Span,
    /// The trace; said once, on its root where that is possible.
    Trace,
    /// The session whose `session.id` is on the same span.
    Session,
}
