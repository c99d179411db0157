//! `annotation.*` and `evaluation.*`: what people, programs and models think of a span, a trace or a session.

mod annotation;
#[expect(clippy::module_inception, reason = "the file of the type that is either of the others")]
mod feedback;
mod feedback_error;
mod feedback_scope;
mod judgement;
mod score;
#[cfg(test)]
mod tests;
mod vocabulary;

pub use self::annotation::{Annotation, Evaluation, write_annotations, write_evaluations};
pub use self::feedback::Feedback;
pub(crate) use self::feedback::write_feedback;
pub use self::feedback_error::FeedbackError;
pub use self::feedback_scope::FeedbackScope;
pub use self::score::Score;
