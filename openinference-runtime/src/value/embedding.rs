//! `embedding.*`.

use crate::attributes::Attributes;
use crate::key::{AttributeKey, KeyPrefix};
use crate::semconv::patterns::{EMBEDDING_EMBEDDINGS, EMBEDDING_TEXT, EMBEDDING_VECTOR};

/// A text and the vector that stands for it (specification: `embedding_spans.md`).
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Embedding {
    /// The text, where a text was embedded.
    pub text: Option<String>,
    /// The vector; empty when it is not known.
    pub vector: Vec<f64>,
}

impl Embedding {
    /// A vector.
    pub fn new<T: Into<f64>>(vector: impl IntoIterator<Item = T>) -> Self {
        Self { text: None, vector: vector.into_iter().map(Into::into).collect() }
    }

    /// A text whose vector is not known.
    pub fn of_text(text: impl Into<String>) -> Self {
        Self { text: Some(text.into()), vector: Vec::new() }
    }

    /// The text that the vector stands for.
    #[must_use]
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.text = Some(text.into());
        self
    }

    /// Writes `<prefix>.embedding.text` and `<prefix>.embedding.vector`, the latter as a native list of floats.
    pub fn flatten(&self, prefix: impl Into<KeyPrefix>, out: &mut Attributes<'_>) {
        let prefix = prefix.into();
        out.push_text(prefix.field(EMBEDDING_TEXT), self.text.as_deref());
        if !self.vector.is_empty() {
            out.push_floats(prefix.field(EMBEDDING_VECTOR), &self.vector);
        }
    }
}

/// Writes `embedding.embeddings.<index>.embedding.*`.
pub fn write_embeddings(embeddings: &[Embedding], out: &mut Attributes<'_>) {
    out.reserve_indexed(embeddings.len() * 2);
    for (index, embedding) in embeddings.iter().enumerate() {
        embedding.flatten(AttributeKey::from(EMBEDDING_EMBEDDINGS).item(index), out);
    }
}
