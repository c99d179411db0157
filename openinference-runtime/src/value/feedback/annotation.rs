//! Judgements in the words of annotation and of evaluation.

use serde::{Serialize, Serializer};

use super::judgement::{Judgement, write_list};
use super::vocabulary::{ANNOTATION, EVALUATION};
use super::{FeedbackError, FeedbackScope, Score};
use crate::attributes::Attributes;
use crate::semconv::AnnotatorKind;
use crate::value::by_hand::json;

macro_rules! feedback {
    ($(#[$doc:meta])* $type:ident, $keys:ident, $write:ident, $example:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $type(pub(super) Judgement);

        impl $type {
            /// By the name of the criterion or metric. It needs a score, a label or an explanation too.
            pub fn new(name: impl Into<String>) -> Self {
                Self(Judgement { name: name.into(), ..Judgement::default() })
            }

            /// The result as a number; finite.
            #[must_use]
            pub fn score(mut self, score: impl Into<Score>) -> Self {
                self.0.score = Some(score.into());
                self
            }

            /// The result as a category: `relevant`, `hallucinated` ...
            #[must_use]
            pub fn label(mut self, label: impl Into<String>) -> Self {
                self.0.label = Some(label.into());
                self
            }

            /// Reasons for the result. They quote what was asked and answered, and are hidden with inputs or outputs.
            #[must_use]
            pub fn explanation(mut self, explanation: impl Into<String>) -> Self {
                self.0.explanation = Some(explanation.into());
                self
            }

            /// Who judged: a person, a model, a program.
            #[must_use]
            pub fn annotator(mut self, kind: AnnotatorKind) -> Self {
                self.0.annotator_kind = Some(kind.as_str().to_owned());
                self
            }

            /// Who judged, where it is none of [`AnnotatorKind`].
            #[must_use]
            pub fn custom_annotator(mut self, kind: impl Into<String>) -> Self {
                self.0.annotator_kind = Some(kind.into());
                self
            }

            /// What distinguishes this result from others of the same name and target.
            #[must_use]
            pub fn identifier(mut self, identifier: impl Into<String>) -> Self {
                self.0.identifier = Some(identifier.into());
                self
            }

            /// More of the result or of who judged: something that serialises to a JSON object. Hidden as its reasons are.
            #[must_use]
            pub fn metadata(mut self, metadata: impl Serialize) -> Self {
                self.0.metadata = Some(json(&metadata));
                self
            }

            /// Whether it says something.
            ///
            /// # Errors
            /// [`FeedbackError`]: what is missing, or what is wrong.
            pub fn check(&self) -> Result<(), FeedbackError> {
                self.0.check()
            }

            pub(crate) fn write_valid(items: &[Self], out: &mut Attributes<'_>) {
                let items = items.iter().map(|item| &item.0);
                let valid: Vec<_> = items.filter(|item| item.check_within(out).is_ok()).collect();
                write_list(&valid, &$keys, $keys.list(FeedbackScope::Span), out);
            }
        }

        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.0.json().serialize(serializer)
            }
        }

        #[doc = concat!("Writes `", $example, "`, or the same behind `trace.` and `session.`.")]
        ///
        /// # Errors
        /// The first that says nothing, or too much. Then none is written.
        pub fn $write(scope: FeedbackScope, items: &[$type], out: &mut Attributes<'_>) -> Result<(), FeedbackError> {
            let items: Vec<_> = items.iter().map(|item| &item.0).collect();
            items.iter().try_for_each(|item| item.check_within(out))?;
            write_list(&items, &$keys, $keys.list(scope), out);
            Ok(())
        }
    };
}

feedback! {
    /// Feedback in the words of annotation (specification: `annotations.md`). It stands on the span that it is about, or, when it
    /// comes later, on an `EVALUATOR` span with a link to that span: the result of a function with
    /// `#[evaluator_span(links = ..)]`.
    ///
    /// ```
    /// use openinference_runtime::{current, semconv::AnnotatorKind, value::{Annotation, FeedbackScope, write_annotations}};
    ///
    /// let thumbs_up = Annotation::new("helpful").label("yes").score(1).annotator(AnnotatorKind::Human);
    /// current().write(|out| {
    ///     let _ = write_annotations(FeedbackScope::Trace, &[thumbs_up], out);
    /// });
    /// ```
    Annotation, ANNOTATION, write_annotations, "annotations.<index>.annotation.*"
}

feedback! {
    /// Feedback in the words of evaluation (specification: `annotations.md`). It stands on the span that it is about, or, when it
    /// comes later, on an `EVALUATOR` span with a link to that span: the result of a function with
    /// `#[evaluator_span(links = ..)]`.
    ///
    /// ```
    /// use openinference_runtime::{evaluator_span, semconv::AnnotatorKind, value::Evaluation};
    /// use openinference_runtime::opentelemetry::trace::SpanContext;
    ///
    /// #[evaluator_span(links = judged)]
    /// fn relevance(answer: &str, #[span(skip)] judged: SpanContext) -> Evaluation {
    ///     let score = if answer.is_empty() { 0.0 } else { 0.9 };
    ///     Evaluation::new("relevance").score(score).annotator(AnnotatorKind::Code)
    /// }
    /// # relevance("", SpanContext::NONE);
    /// ```
    Evaluation, EVALUATION, write_evaluations, "evaluations.<index>.evaluation.*"
}
