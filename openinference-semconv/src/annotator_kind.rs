//! `annotation.annotator_kind` and `evaluation.annotator_kind`.

use crate::enumeration::enumeration;

enumeration! {
    /// Values of [`ANNOTATION_ANNOTATOR_KIND`](crate::attributes::ANNOTATION_ANNOTATOR_KIND) and
    /// [`EVALUATION_ANNOTATOR_KIND`](crate::attributes::EVALUATION_ANNOTATOR_KIND) (`spec/annotations.md`): who gave
    /// a piece of feedback. Custom values are allowed too.
    pub enum AnnotatorKind {
        /// A person.
        Human = "HUMAN",
        /// A language model that judges.
        Llm = "LLM",
        /// A program.
        Code = "CODE",
    }
}
