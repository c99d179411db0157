//! A piece of feedback, and what it is about.

use crate::opentelemetry::trace::SpanContext;
use serde::Serialize;
use thiserror::Error;

use crate::attributes::Attributes;
use crate::json::Json;
use crate::record;
use crate::semconv::AnnotatorKind;
use crate::semconv::attributes::{INPUT_VALUE, OUTPUT_VALUE};
use crate::span::ids::SpanIds;

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
}

/// How the producing system calls it; to readers both are the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Terms {
    /// `annotations.*`.
    #[default]
    Annotation,
    /// `evaluations.*`.
    Evaluation,
}

impl Terms {
    fn list(self) -> &'static str {
        match self {
            Self::Annotation => "annotations",
            Self::Evaluation => "evaluations",
        }
    }

    fn item(self) -> &'static str {
        match self {
            Self::Annotation => "annotation",
            Self::Evaluation => "evaluation",
        }
    }
}

/// A piece of feedback: the name of a criterion, and a score, a label, an explanation, or several of them.
#[derive(Clone, Debug, PartialEq)]
#[must_use = "record it, or send it"]
pub struct Annotation {
    pub(super) terms: Terms,
    pub(super) name: String,
    pub(super) score: Option<f64>,
    pub(super) label: Option<String>,
    pub(super) explanation: Option<String>,
    pub(super) annotator: Option<AnnotatorKind>,
    pub(super) identifier: Option<String>,
    pub(super) metadata: Option<Json>,
}

/// Why feedback cannot be given.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum FeedbackError {
    /// The name is empty.
    #[error("an annotation needs a name, such as `correctness`")]
    NoName,
    /// There is neither a score nor a label nor an explanation.
    #[error("the annotation `{name}` needs a score, a label or an explanation")]
    NoResult {
        /// The annotation's name.
        name: String,
    },
    /// The score is infinite or not a number.
    #[error("the score of the annotation `{name}` is not finite")]
    NoNumber {
        /// The annotation's name.
        name: String,
    },
}

impl Annotation {
    /// Feedback by the name of its criterion or metric.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            terms: Terms::default(),
            name: name.into(),
            score: None,
            label: None,
            explanation: None,
            annotator: None,
            identifier: None,
            metadata: None,
        }
    }

    /// The result as a number, in the range and direction that the criterion has.
    pub fn score(mut self, score: impl Into<f64>) -> Self {
        self.score = Some(score.into());
        self
    }

    /// The result as a category, of which there should be few.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Reasons for the result.
    pub fn explanation(mut self, explanation: impl Into<String>) -> Self {
        self.explanation = Some(explanation.into());
        self
    }

    /// Who judged.
    pub fn annotator(mut self, kind: AnnotatorKind) -> Self {
        self.annotator = Some(kind);
        self
    }

    /// Tells results of the same name on the same target apart; a later one of the same identifier replaces it.
    pub fn identifier(mut self, identifier: impl Into<String>) -> Self {
        self.identifier = Some(identifier.into());
        self
    }

    /// Anything else that belongs to it; a struct or a map. Fields named like a secret are redacted, and what is no
    /// object is left out.
    pub fn metadata(mut self, metadata: impl Serialize) -> Self {
        let config = crate::config::TraceConfig::default();
        let metadata = record::to_json(&metadata, &config).ok();
        self.metadata = metadata.filter(|json| json.as_object().is_some());
        self
    }

    /// Other terms than annotation's.
    pub fn terms(mut self, terms: Terms) -> Self {
        self.terms = terms;
        self
    }

    pub(super) fn check(&self) -> Result<(), FeedbackError> {
        let name = || self.name.clone();
        match (self.score, &self.label, &self.explanation) {
            _ if self.name.is_empty() => Err(FeedbackError::NoName),
            (None, None, None) => Err(FeedbackError::NoResult { name: name() }),
            (Some(score), _, _) if !score.is_finite() => Err(FeedbackError::NoNumber { name: name() }),
            _ => Ok(()),
        }
    }

    pub(super) fn write(&self, prefix: &str, index: usize, out: &mut Attributes<'_>) {
        let at = format!("{prefix}{}.{index}.{}", self.terms.list(), self.terms.item());
        let key = |field: &str| format!("{at}.{field}");
        // Reasons quote what was asked and answered, and are hidden with it.
        let quotes = out.wants(INPUT_VALUE) && out.wants(OUTPUT_VALUE);
        if self.score.is_none() && self.label.is_none() && !quotes {
            return;
        }
        out.push(key("name"), self.name.clone());
        if let Some(score) = self.score {
            out.push(key("score"), score);
        }
        if let Some(label) = &self.label {
            out.push(key("label"), label.clone());
        }
        if let Some(explanation) = self.explanation.as_ref().filter(|_| quotes) {
            out.push(key("explanation"), explanation.clone());
        }
        if let Some(kind) = self.annotator {
            out.push(key("annotator_kind"), kind.as_str());
        }
        if let Some(identifier) = &self.identifier {
            out.push(key("identifier"), identifier.clone());
        }
        if let Some(metadata) = self.metadata.as_ref().filter(|_| quotes) {
            out.push_json(key("metadata"), metadata);
        }
    }
}

/// On a span of their own.
pub(super) fn write(target: &Target, annotations: &[Annotation], out: &mut Attributes<'_>) {
    let prefix = match target {
        Target::Span(_) => "",
        Target::Trace(_) => "trace.",
        Target::Session(_) => "session.",
    };
    write_below(prefix, annotations, out);
}

/// Each of the two lists is counted for itself.
pub(super) fn write_below(prefix: &str, annotations: &[Annotation], out: &mut Attributes<'_>) {
    for terms in [Terms::Annotation, Terms::Evaluation] {
        let listed = annotations.iter().filter(|annotation| annotation.terms == terms);
        listed.enumerate().for_each(|(index, annotation)| annotation.write(prefix, index, out));
    }
}
