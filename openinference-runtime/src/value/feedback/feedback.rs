//! Feedback in either vocabulary.

use super::judgement::{Judgement, write_list};
use super::vocabulary::{ANNOTATION, EVALUATION};
use super::{Annotation, Evaluation, FeedbackError, FeedbackScope};
use crate::attributes::Attributes;

/// What somebody thinks of something, as the system that produces it calls it; to readers both are the same.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Feedback {
    /// Written as `annotations.*`.
    Annotation(Annotation),
    /// Written as `evaluations.*`.
    Evaluation(Evaluation),
}

macro_rules! from {
    ($($type:ident),*) => {$(
        impl From<$type> for Feedback {
            fn from(feedback: $type) -> Self {
                Self::$type(feedback)
            }
        }

        impl From<&$type> for Feedback {
            fn from(feedback: &$type) -> Self {
                Self::$type(feedback.clone())
            }
        }
    )*};
}

from!(Annotation, Evaluation);

impl From<&Self> for Feedback {
    fn from(feedback: &Self) -> Self {
        feedback.clone()
    }
}

impl Feedback {
    /// Whether it says something.
    ///
    /// # Errors
    /// [`FeedbackError`]: what is missing, or what is wrong.
    pub fn check(&self) -> Result<(), FeedbackError> {
        self.judgement().check()
    }

    fn judgement(&self) -> &Judgement {
        match self {
            Self::Annotation(annotation) => &annotation.0,
            Self::Evaluation(evaluation) => &evaluation.0,
        }
    }
}

/// Writes feedback of both vocabularies, each as a list of its own.
///
/// # Errors
/// The first that says nothing, or too much. Then none is written.
pub(crate) fn write_feedback(
    scope: FeedbackScope,
    feedback: &[Feedback],
    out: &mut Attributes<'_>,
) -> Result<(), FeedbackError> {
    feedback.iter().try_for_each(|one| one.judgement().check_within(out))?;
    let of = |wanted: fn(&Feedback) -> bool| -> Vec<&Judgement> {
        feedback.iter().filter(|one| wanted(one)).map(Feedback::judgement).collect()
    };
    let annotations = of(|one| matches!(one, Feedback::Annotation(_)));
    write_list(&annotations, &ANNOTATION, ANNOTATION.list(scope), out);
    let evaluations = of(|one| matches!(one, Feedback::Evaluation(_)));
    write_list(&evaluations, &EVALUATION, EVALUATION.list(scope), out);
    Ok(())
}
