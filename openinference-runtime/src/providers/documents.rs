//! Documents in what searches and rerankers of an application return: no API, but what their results look like everywhere.

use crate::attributes::Attributes;
use crate::json::{Items, JsonRef};
use crate::providers::PayloadFormat;
use crate::providers::read::some;
use crate::semconv::SpanKind;
use crate::semconv::attributes::{RERANKER_OUTPUT_DOCUMENTS, RETRIEVAL_DOCUMENTS};
use crate::value::{Document, DocumentId, write_documents};

/// Lists of documents, by the kind of span that returns them.
#[derive(Debug)]
pub(super) enum Documents {
    /// Results of a search.
    Retrieved,
    /// Results of a reranker.
    Reranked,
}

/// What the text of a document is called.
const TEXT: &[&str] =
    &["content", "text", "page_content", "pageContent", "body", "chunk", "passage", "snippet"];
/// What a document is called within something that adds a score.
const INNER: &[&str] = &["document", "doc", "node", "chunk"];
/// What holds the fields of a document in a store of vectors.
const FIELDS: &[&str] = &["metadata", "payload", "_source", "fields", "properties"];
const SCORE: &[&str] = &["score", "relevance_score", "similarity", "_score", "rerank_score"];
const ID: &[&str] = &["id", "_id", "document_id", "doc_id", "chunk_id"];
/// What a list of documents is called within a result.
const LISTS: &[&str] = &["documents", "results", "matches", "hits", "points", "chunks", "nodes"];

impl PayloadFormat for Documents {
    fn kind(&self) -> SpanKind {
        match self {
            Self::Retrieved => SpanKind::Retriever,
            Self::Reranked => SpanKind::Reranker,
        }
    }

    fn is_ambiguous(&self) -> bool {
        true
    }

    fn is_request(&self, _: JsonRef<'_>) -> bool {
        false
    }

    fn request(&self, _: JsonRef<'_>, _: &mut Attributes<'_>) {}

    fn is_response(&self, payload: JsonRef<'_>) -> bool {
        documents(payload).is_some()
    }

    fn response(&self, response: JsonRef<'_>, out: &mut Attributes<'_>) {
        let prefix = match self {
            Self::Retrieved => RETRIEVAL_DOCUMENTS,
            Self::Reranked => RERANKER_OUTPUT_DOCUMENTS,
        };
        write_documents(prefix, &documents(response).unwrap_or_default(), out);
    }
}

/// The documents of a list, if all its items are some and there is one at least.
fn documents(payload: JsonRef<'_>) -> Option<Vec<Document>> {
    let items = items(payload)?;
    let documents: Vec<Document> = items.without_cut_marker().iter().map(document).collect::<Option<_>>()?;
    (!documents.is_empty()).then_some(documents)
}

/// The documents that a value holds: a list of them, one, or an object with a list.
pub(super) fn any_documents(value: JsonRef<'_>) -> Vec<Document> {
    match value {
        JsonRef::Null => Vec::new(),
        JsonRef::Array(items) => items.iter().filter_map(document).collect(),
        one => document(one).map_or_else(|| documents(one).unwrap_or_default(), |document| vec![document]),
    }
}

fn items(payload: JsonRef<'_>) -> Option<Items<'_>> {
    payload.as_array().or_else(|| {
        let list = LISTS.iter().find_map(|name| some(payload, name))?;
        list.as_array().or_else(|| list.get("hits")?.as_array())
    })
}

fn document(item: JsonRef<'_>) -> Option<Document> {
    match item {
        JsonRef::String(text) => Some(Document::new(text)),
        JsonRef::Array(parts) => match (parts.get(0)?, parts.get(1)?, parts.get(2)) {
            (inner, score, None) => Some(document(inner)?.score(score.as_f64()?)),
            // As `rig` has it: score, name and document.
            (score, JsonRef::String(id), Some(inner @ JsonRef::Object(_))) if parts.len() == 3 => {
                Some(document(inner)?.id(id).score(score.as_f64()?))
            }
            _ => None,
        },
        JsonRef::Object(_) => fields(item),
        _ => None,
    }
}

fn fields(item: JsonRef<'_>) -> Option<Document> {
    let field = |names: &[&str]| names.iter().find_map(|name| some(item, name));
    let metadata = field(FIELDS).filter(|fields| fields.as_object().is_some());
    let text =
        |holder: JsonRef<'_>| TEXT.iter().find_map(|name| some(holder, name)?.as_str().map(str::to_owned));
    let inner = match text(item) {
        Some(content) => Document::new(content),
        None => match INNER.iter().find_map(|name| document(some(item, name)?)) {
            Some(inner) => inner,
            None => Document::new(text(metadata?)?),
        },
    };
    Some(Document {
        id: field(ID).and_then(id).or(inner.id),
        score: field(SCORE).and_then(JsonRef::as_f64).or(inner.score),
        metadata: metadata.map(JsonRef::to_json).or(inner.metadata),
        content: inner.content,
    })
}

fn id(id: JsonRef<'_>) -> Option<DocumentId> {
    id.as_str().map(Into::into).or_else(|| id.as_i64().map(Into::into))
}

#[cfg(test)]
mod tests;
