//! Documents in what searches and rerankers of an application return: no API, but what their results look like everywhere.

use crate::attributes::Attributes;
use crate::record::Json;
use crate::semconv::SpanKind;
use crate::semconv::attributes::{RERANKER_OUTPUT_DOCUMENTS, RETRIEVAL_DOCUMENTS};
use crate::value::{Document, DocumentId, write_documents};
use crate::wire::Shape;
use crate::wire::read::some;

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

impl Shape for Documents {
    fn kind(&self) -> SpanKind {
        match self {
            Self::Retrieved => SpanKind::Retriever,
            Self::Reranked => SpanKind::Reranker,
        }
    }

    fn is_common(&self) -> bool {
        true
    }

    fn is_request(&self, _: &Json) -> bool {
        false
    }

    fn request(&self, _: &Json, _: &mut Attributes<'_>) {}

    fn is_response(&self, payload: &Json) -> bool {
        documents(payload).is_some()
    }

    fn response(&self, response: &Json, out: &mut Attributes<'_>) {
        let prefix = match self {
            Self::Retrieved => RETRIEVAL_DOCUMENTS,
            Self::Reranked => RERANKER_OUTPUT_DOCUMENTS,
        };
        write_documents(prefix, &documents(response).unwrap_or_default(), out);
    }
}

/// The documents of a list, if all its items are some and there is one at least.
fn documents(payload: &Json) -> Option<Vec<Document>> {
    let items = items(payload)?;
    let items = match items.split_last() {
        Some((last, rest)) if last.is_cut_marker() => rest,
        _ => items,
    };
    let documents: Vec<Document> = items.iter().map(document).collect::<Option<_>>()?;
    (!documents.is_empty()).then_some(documents)
}

/// The documents that a value holds: a list of them, one, or an object with a list.
pub(super) fn any_documents(value: &Json) -> Vec<Document> {
    match value {
        Json::Null => Vec::new(),
        Json::Array(items) => items.iter().filter_map(document).collect(),
        one => document(one).map_or_else(|| documents(one).unwrap_or_default(), |document| vec![document]),
    }
}

fn items(payload: &Json) -> Option<&[Json]> {
    payload.as_array().or_else(|| {
        let list = LISTS.iter().find_map(|name| some(payload, name))?;
        list.as_array().or_else(|| list.get("hits")?.as_array())
    })
}

fn document(item: &Json) -> Option<Document> {
    match item {
        Json::String(text) => Some(Document::new(text.as_str())),
        Json::Array(parts) => match parts.as_slice() {
            [inner, score] => Some(document(inner)?.score(score.as_f64()?)),
            // As `rig` has it: score, name and document.
            [score, Json::String(id), inner @ Json::Object(_)] => {
                Some(document(inner)?.id(id.as_str()).score(score.as_f64()?))
            }
            _ => None,
        },
        Json::Object(_) => fields(item),
        _ => None,
    }
}

fn fields(item: &Json) -> Option<Document> {
    let field = |names: &[&str]| names.iter().find_map(|name| some(item, name));
    let metadata = field(FIELDS).filter(|fields| fields.as_object().is_some());
    let text = |holder: &Json| TEXT.iter().find_map(|name| some(holder, name)?.as_str().map(str::to_owned));
    let inner = match text(item) {
        Some(content) => Document::new(content),
        None => match INNER.iter().find_map(|name| document(some(item, name)?)) {
            Some(inner) => inner,
            None => Document::new(text(metadata?)?),
        },
    };
    Some(Document {
        id: field(ID).and_then(id).or(inner.id),
        score: field(SCORE).and_then(Json::as_f64).or(inner.score),
        metadata: metadata.cloned().or(inner.metadata),
        content: inner.content,
    })
}

fn id(id: &Json) -> Option<DocumentId> {
    id.as_str().map(Into::into).or_else(|| id.as_i64().map(Into::into))
}

#[cfg(test)]
mod tests;
