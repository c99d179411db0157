//! `annotation.*` and `evaluation.*`: what people, programs and models think of a span, a trace or a session.

use serde::{Serialize, Serializer};

use super::by_hand::json;
use crate::attributes::Attributes;
use crate::json::Json;
use crate::key::{AttributeKey, KeyPrefix};
use crate::record::to_json;
use crate::semconv::AnnotatorKind;
use crate::semconv::KeyPattern;
use crate::semconv::patterns::{
    ANNOTATION_ANNOTATOR_KIND, ANNOTATION_EXPLANATION, ANNOTATION_IDENTIFIER, ANNOTATION_LABEL,
    ANNOTATION_METADATA, ANNOTATION_NAME, ANNOTATION_SCORE, ANNOTATIONS, EVALUATION_ANNOTATOR_KIND,
    EVALUATION_EXPLANATION, EVALUATION_IDENTIFIER, EVALUATION_LABEL, EVALUATION_METADATA, EVALUATION_NAME,
    EVALUATION_SCORE, EVALUATIONS, SESSION_ANNOTATIONS, SESSION_EVALUATIONS, TRACE_ANNOTATIONS,
    TRACE_EVALUATIONS,
};

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

/// A result as a number.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Score {
    /// A whole number.
    Integer(i64),
    /// Any other; finite.
    Float(f64),
}

macro_rules! scores {
    ($($from:ty => $variant:ident),* $(,)?) => {$(
        impl From<$from> for Score {
            fn from(score: $from) -> Self {
                Self::$variant(score.into())
            }
        }
    )*};
}

scores!(i8 => Integer, i16 => Integer, i32 => Integer, i64 => Integer, u8 => Integer, u16 => Integer, u32 => Integer,
    bool => Integer, f32 => Float, f64 => Float);

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

/// The keys of one vocabulary.
struct Keys {
    lists: [KeyPattern; 3],
    name: KeyPattern,
    score: KeyPattern,
    label: KeyPattern,
    explanation: KeyPattern,
    annotator_kind: KeyPattern,
    identifier: KeyPattern,
    metadata: KeyPattern,
}

const ANNOTATION: Keys = Keys {
    lists: [ANNOTATIONS, TRACE_ANNOTATIONS, SESSION_ANNOTATIONS],
    name: ANNOTATION_NAME,
    score: ANNOTATION_SCORE,
    label: ANNOTATION_LABEL,
    explanation: ANNOTATION_EXPLANATION,
    annotator_kind: ANNOTATION_ANNOTATOR_KIND,
    identifier: ANNOTATION_IDENTIFIER,
    metadata: ANNOTATION_METADATA,
};

const EVALUATION: Keys = Keys {
    lists: [EVALUATIONS, TRACE_EVALUATIONS, SESSION_EVALUATIONS],
    name: EVALUATION_NAME,
    score: EVALUATION_SCORE,
    label: EVALUATION_LABEL,
    explanation: EVALUATION_EXPLANATION,
    annotator_kind: EVALUATION_ANNOTATOR_KIND,
    identifier: EVALUATION_IDENTIFIER,
    metadata: EVALUATION_METADATA,
};

/// What both vocabularies say.
#[derive(Clone, Debug, Default, PartialEq)]
struct Feedback {
    name: String,
    score: Option<Score>,
    label: Option<String>,
    explanation: Option<String>,
    annotator_kind: Option<String>,
    identifier: Option<String>,
    metadata: Option<Json>,
}

macro_rules! feedback {
    ($(#[$doc:meta])* $type:ident, $keys:ident, $write:ident, $example:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $type(Feedback);

        impl $type {
            /// By the name of the criterion or metric. It needs a score, a label or an explanation too.
            pub fn new(name: impl Into<String>) -> Self {
                Self(Feedback { name: name.into(), ..Feedback::default() })
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

            /// Reasons for the result.
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

            /// More of the result or of who judged: something that serialises to a JSON object.
            #[must_use]
            pub fn metadata<T: Serialize + ?Sized>(mut self, metadata: &T) -> Self {
                self.0.metadata = Some(json(metadata));
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
                flatten_all(&valid, &$keys, FeedbackScope::Span, out);
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
            flatten_all(&items, &$keys, scope, out);
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

impl Feedback {
    fn check(&self) -> Result<(), FeedbackError> {
        let name = || self.name.clone();
        if self.name.trim().is_empty() {
            return Err(FeedbackError::NoName);
        }
        if self.score.is_none() && self.label.is_none() && self.explanation.is_none() {
            return Err(FeedbackError::NoResult(name()));
        }
        if matches!(self.score, Some(Score::Float(score)) if !score.is_finite()) {
            return Err(FeedbackError::Score(name()));
        }
        if self.metadata.as_ref().is_some_and(|metadata| metadata.as_object().is_none()) {
            return Err(FeedbackError::Metadata(name()));
        }
        Ok(())
    }

    /// The same, and that nothing of it would be cut.
    fn check_within(&self, out: &Attributes<'_>) -> Result<(), FeedbackError> {
        self.check()?;
        let limit = out.config().value_length_limit();
        let metadata = self.metadata.as_ref().map(|metadata| metadata.write(usize::MAX));
        let texts = [
            ("name", Some(&self.name)),
            ("label", self.label.as_ref()),
            ("explanation", self.explanation.as_ref()),
            ("identifier", self.identifier.as_ref()),
            ("metadata", metadata.as_ref()),
        ];
        let too_long = texts.into_iter().find_map(|(field, text)| {
            text.map(String::len).filter(|bytes| *bytes > limit).map(|bytes| (field, bytes))
        });
        match too_long {
            Some((field, bytes)) => {
                Err(FeedbackError::TooLong { name: self.name.clone(), field, bytes, limit })
            }
            None => Ok(()),
        }
    }

    fn flatten(&self, prefix: &KeyPrefix, keys: &Keys, out: &mut Attributes<'_>) {
        out.push_text(prefix.field(keys.name), Some(&self.name));
        match self.score {
            Some(Score::Integer(score)) => out.push(prefix.field(keys.score), score),
            Some(Score::Float(score)) => out.push(prefix.field(keys.score), score),
            None => {}
        }
        for (key, text) in [
            (keys.label, &self.label),
            (keys.explanation, &self.explanation),
            (keys.annotator_kind, &self.annotator_kind),
            (keys.identifier, &self.identifier),
        ] {
            out.push_text(prefix.field(key), text.as_deref());
        }
        if let Some(metadata) = &self.metadata {
            // Once more, for the names of secrets that this configuration knows.
            let metadata = to_json(metadata, out.config()).unwrap_or_default();
            out.push_json(prefix.field(keys.metadata), &metadata);
        }
    }

    /// How it looks in `output.value`.
    fn json(&self) -> Json {
        let text = |text: &Option<String>| text.as_deref().map(Json::from);
        let score = self.score.map(|score| match score {
            Score::Integer(score) => Json::Int(score),
            Score::Float(score) => Json::from(score),
        });
        let fields = [
            ("name", Some(Json::from(self.name.as_str()))),
            ("score", score),
            ("label", text(&self.label)),
            ("explanation", text(&self.explanation)),
            ("annotator_kind", text(&self.annotator_kind)),
            ("identifier", text(&self.identifier)),
            ("metadata", self.metadata.clone()),
        ];
        let said = fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
        Json::Object(said.collect())
    }
}

fn flatten_all(items: &[&Feedback], keys: &Keys, scope: FeedbackScope, out: &mut Attributes<'_>) {
    let [span, trace, session] = keys.lists;
    let list = match scope {
        FeedbackScope::Span => span,
        FeedbackScope::Trace => trace,
        FeedbackScope::Session => session,
    };
    for (index, item) in items.iter().enumerate() {
        item.flatten(&AttributeKey::from(list).item(index), keys, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::TraceConfig;

    fn written(write: impl FnOnce(&mut Attributes<'_>)) -> Vec<String> {
        let config = TraceConfig::builder().without_env().value_length_limit(100).build();
        let mut out = Attributes::new(&config);
        write(&mut out);
        out.iter().map(|(key, value)| format!("{key}={value}")).collect()
    }

    fn full() -> Evaluation {
        Evaluation::new("relevance")
            .score(0.5)
            .label("half")
            .explanation("so so")
            .annotator(AnnotatorKind::Llm)
            .identifier("run-1")
            .metadata(&std::collections::BTreeMap::from([("judge", "gpt-4o")]))
    }

    #[test]
    fn every_field_has_its_key() {
        let expected = [
            "evaluations.0.evaluation.name=relevance",
            "evaluations.0.evaluation.score=0.5",
            "evaluations.0.evaluation.label=half",
            "evaluations.0.evaluation.explanation=so so",
            "evaluations.0.evaluation.annotator_kind=LLM",
            "evaluations.0.evaluation.identifier=run-1",
            r#"evaluations.0.evaluation.metadata={"judge":"gpt-4o"}"#,
        ];
        assert_eq!(written(|out| write_evaluations(FeedbackScope::Span, &[full()], out).unwrap()), expected);
    }

    #[test]
    fn each_of_the_six_lists_has_its_key() {
        let (annotation, evaluation) = (Annotation::new("a").score(1), Evaluation::new("a").score(1));
        for (scope, prefix) in [
            (FeedbackScope::Span, ""),
            (FeedbackScope::Trace, "trace."),
            (FeedbackScope::Session, "session."),
        ] {
            let twice = [annotation.clone(), annotation.clone()];
            let last = written(|out| write_annotations(scope, &twice, out).unwrap()).pop();
            assert_eq!(last, Some(format!("{prefix}annotations.1.annotation.score=1")));
            let last =
                written(|out| write_evaluations(scope, std::slice::from_ref(&evaluation), out).unwrap())
                    .pop();
            assert_eq!(last, Some(format!("{prefix}evaluations.0.evaluation.score=1")));
        }
    }

    #[test]
    fn what_says_nothing_or_too_much_is_an_error_and_nothing_is_written() {
        let name = || "a".to_owned();
        for (wrong, error) in [
            (Annotation::new(" ").score(1), FeedbackError::NoName),
            (Annotation::new("a").identifier("b"), FeedbackError::NoResult(name())),
            (Annotation::new("a").score(f64::NAN), FeedbackError::Score(name())),
            (Annotation::new("a").label("b").metadata("text"), FeedbackError::Metadata(name())),
            (
                Annotation::new("a").explanation("x".repeat(101)),
                FeedbackError::TooLong { name: name(), field: "explanation", bytes: 101, limit: 100 },
            ),
        ] {
            let all = [Annotation::new("good").score(1), wrong];
            let nothing = written(|out| {
                assert_eq!(write_annotations(FeedbackScope::Span, &all, out), Err(error.clone()));
            });
            assert_eq!(nothing, [""; 0], "{error}");
        }
        assert_eq!(full().check(), Ok(()));
    }

    #[test]
    fn an_empty_list_is_no_error() {
        assert_eq!(written(|out| write_evaluations(FeedbackScope::Trace, &[], out).unwrap()), [""; 0]);
    }
}
