//! `document.*`.

use serde::Serialize;

use super::by_hand::json;
use crate::attributes::Attributes;
use crate::json::Json;
use crate::key::{AttributeKey, KeyPrefix};
use crate::record::to_json;
use crate::semconv::patterns::{DOCUMENT_CONTENT, DOCUMENT_ID, DOCUMENT_METADATA, DOCUMENT_SCORE};

/// A document that was retrieved or is ranked (specification: `document.*`).
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Document {
    /// What it says.
    pub content: Option<String>,
    /// What it is called in its store.
    pub id: Option<DocumentId>,
    /// How relevant it is.
    pub score: Option<f64>,
    /// What else is known of it: a JSON object.
    pub metadata: Option<Json>,
}

/// The identifier of a [`Document`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DocumentId {
    /// Text.
    String(String),
    /// A number.
    Integer(i64),
}

impl From<&str> for DocumentId {
    fn from(id: &str) -> Self {
        Self::String(id.to_owned())
    }
}

impl From<String> for DocumentId {
    fn from(id: String) -> Self {
        Self::String(id)
    }
}

macro_rules! from_integers {
    ($($integer:ty)*) => {$(
        /// A number beyond 64 bits with sign is kept as text.
        impl From<$integer> for DocumentId {
            fn from(id: $integer) -> Self {
                i64::try_from(id).map_or_else(|_| Self::String(id.to_string()), Self::Integer)
            }
        }
    )*};
}

from_integers!(i32 i64 isize u32 u64 usize);

impl Document {
    /// A document with its content.
    pub fn new(content: impl Into<String>) -> Self {
        Self { content: Some(content.into()), ..Self::default() }
    }

    /// What it is called in its store.
    #[must_use]
    pub fn id(mut self, id: impl Into<DocumentId>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// How relevant it is.
    #[must_use]
    pub fn score(mut self, score: impl Into<f64>) -> Self {
        self.score = Some(score.into());
        self
    }

    /// What else is known of it: something that serialises to a JSON object.
    #[must_use]
    pub fn metadata<T: Serialize + ?Sized>(mut self, metadata: &T) -> Self {
        self.metadata = Some(json(metadata));
        self
    }

    /// Writes `<prefix>.document.*`.
    pub fn flatten(&self, prefix: impl Into<KeyPrefix>, out: &mut Attributes<'_>) {
        let prefix = prefix.into();
        match &self.id {
            Some(DocumentId::String(id)) => out.push_text(prefix.field(DOCUMENT_ID), Some(id)),
            Some(DocumentId::Integer(id)) => out.push(prefix.field(DOCUMENT_ID), *id),
            None => {}
        }
        out.push_text(prefix.field(DOCUMENT_CONTENT), self.content.as_deref());
        if let Some(score) = self.score {
            out.push(prefix.field(DOCUMENT_SCORE), score);
        }
        if let Some(metadata) = self.metadata.as_ref().filter(|metadata| !metadata.is_null()) {
            // Once more, for the names of secrets that this configuration knows.
            let metadata = to_json(metadata, out.config()).unwrap_or_default();
            out.push_json(prefix.field(DOCUMENT_METADATA), &metadata);
        }
    }
}

/// Writes `<list>.<index>.document.*`: `list` is `retrieval.documents`, `reranker.input_documents` or
/// `reranker.output_documents`.
pub fn write_documents(list: impl Into<AttributeKey>, documents: &[Document], out: &mut Attributes<'_>) {
    let list = list.into();
    out.reserve_indexed(documents.len() * 4);
    for (index, document) in documents.iter().enumerate() {
        document.flatten(list.item(index), out);
    }
}
