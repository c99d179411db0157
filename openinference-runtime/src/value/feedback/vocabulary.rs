//! The words of annotation and of evaluation: to readers both are the same.

use super::FeedbackScope;
use crate::semconv::KeyPattern;
use crate::semconv::patterns::{
    ANNOTATION_ANNOTATOR_KIND, ANNOTATION_EXPLANATION, ANNOTATION_IDENTIFIER, ANNOTATION_LABEL,
    ANNOTATION_METADATA, ANNOTATION_NAME, ANNOTATION_SCORE, ANNOTATIONS, EVALUATION_ANNOTATOR_KIND,
    EVALUATION_EXPLANATION, EVALUATION_IDENTIFIER, EVALUATION_LABEL, EVALUATION_METADATA, EVALUATION_NAME,
    EVALUATION_SCORE, EVALUATIONS, SESSION_ANNOTATIONS, SESSION_EVALUATIONS, TRACE_ANNOTATIONS,
    TRACE_EVALUATIONS,
};

/// The keys of one vocabulary.
#[derive(Debug)]
pub(super) struct Vocabulary {
    lists: [KeyPattern; 3],
    pub(super) name: KeyPattern,
    pub(super) score: KeyPattern,
    pub(super) label: KeyPattern,
    pub(super) explanation: KeyPattern,
    pub(super) annotator_kind: KeyPattern,
    pub(super) identifier: KeyPattern,
    pub(super) metadata: KeyPattern,
}

pub(super) const ANNOTATION: Vocabulary = Vocabulary {
    lists: [ANNOTATIONS, TRACE_ANNOTATIONS, SESSION_ANNOTATIONS],
    name: ANNOTATION_NAME,
    score: ANNOTATION_SCORE,
    label: ANNOTATION_LABEL,
    explanation: ANNOTATION_EXPLANATION,
    annotator_kind: ANNOTATION_ANNOTATOR_KIND,
    identifier: ANNOTATION_IDENTIFIER,
    metadata: ANNOTATION_METADATA,
};

pub(super) const EVALUATION: Vocabulary = Vocabulary {
    lists: [EVALUATIONS, TRACE_EVALUATIONS, SESSION_EVALUATIONS],
    name: EVALUATION_NAME,
    score: EVALUATION_SCORE,
    label: EVALUATION_LABEL,
    explanation: EVALUATION_EXPLANATION,
    annotator_kind: EVALUATION_ANNOTATOR_KIND,
    identifier: EVALUATION_IDENTIFIER,
    metadata: EVALUATION_METADATA,
};

impl Vocabulary {
    /// The list of feedback that reaches so far.
    pub(super) fn list(&self, scope: FeedbackScope) -> KeyPattern {
        let [span, trace, session] = self.lists;
        match scope {
            FeedbackScope::Span => span,
            FeedbackScope::Trace => trace,
            FeedbackScope::Session => session,
        }
    }
}
