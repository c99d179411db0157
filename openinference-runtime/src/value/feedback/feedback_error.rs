//! Why feedback is none.

/// Why a piece of feedback is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FeedbackError {
    /// There is no name, so nobody knows what was judged.
    #[error("feedback needs a name: the criterion or metric that was judged")]
    NoName,
    /// There is nothing but a name.
    #[error("`{0}` needs a result: a score, a label or an explanation")]
    NoResult(String),
    /// The score is infinite or not a number.
    #[error("the score of `{0}` is not finite")]
    Score(String),
    /// The metadata is not an object.
    #[error("the metadata of `{0}` is no JSON object")]
    Metadata(String),
    /// A text is longer than a value may be, and half a judgement would be another one (specification: `annotations.md`).
    #[error("the {field} of `{name}` has {bytes} bytes, which is more than the limit of {limit}")]
    TooLong {
        /// The name of the feedback.
        name: String,
        /// Which text.
        field: &'static str,
        /// Its length.
        bytes: usize,
        /// How long a value may be.
        limit: usize,
    },
}
