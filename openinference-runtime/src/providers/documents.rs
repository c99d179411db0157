//! Documents in what searches and rerankers of an application return: no API, but what their results look like everywhere.

use crate::attributes::Attributes;
use crate::json::{Items, Json, JsonRef};
use crate::providers::PayloadFormat;
use crate::providers::read::{fields_of, is_list_of, some, string, text};
use crate::semconv::SpanKind;
use crate::semconv::patterns::{RERANKER_OUTPUT_DOCUMENTS, RETRIEVAL_DOCUMENTS};
use crate::value::{Document, DocumentId, write_documents};

/// Lists of documents, by the kind of span that returns them.
#[derive(Debug)]
pub(super) enum DocumentsFormat {
    /// Results of a search.
    Retrieved,
    /// Results of a reranker.
    Reranked,
}

/// What the text of a document is called.
const TEXT: &[&str] = &[
    "content",
    "text",
    "page_content",
    "pageContent",
    "body",
    "chunk",
    "chunk_text",
    "passage",
    "snippet",
    "document",
    "raw_content",
    "markdown",
    "description",
    "summary",
    "snippets",
    "extractive_answers",
    "extractive_segments",
    "highlights",
];
/// What a document is called within something that adds a score.
const INNER: &[&str] = &["document", "doc", "node", "chunk", "text_resource", "resource"];
/// What holds the fields of a document in a store of vectors.
const FIELDS: &[&str] = &[
    "metadata",
    "payload",
    "_source",
    "fields",
    "properties",
    "entity",
    "attributes",
    "_additional",
    "derivedStructData",
    "structData",
];
const SCORE: &[&str] = &[
    "score",
    "relevance_score",
    "relevanceScore",
    "similarity",
    "_score",
    "rerank_score",
    "@search.rerankerScore",
    "@search.score",
    "certainty",
    "distance",
];
const ID: &[&str] =
    &["id", "_id", "document_id", "doc_id", "chunk_id", "node_id", "id_", "uuid", "file_id", "key", "pk"];
/// What says where a document is from, where nothing holds its fields.
const ORIGIN: &[&str] = &[
    "title",
    "url",
    "link",
    "source",
    "filename",
    "file_name",
    "name",
    "location",
    "author",
    "published_date",
    "publishedDate",
    "page_age",
    "date",
];
/// What a list of documents is called within a result.
const LISTS: &[&str] = &[
    "documents",
    "results",
    "matches",
    "hits",
    "points",
    "groups",
    "chunks",
    "nodes",
    "source_nodes",
    "retrievalResults",
    "objects",
    "result",
    "value",
    "items",
    "rows",
    "web",
    "webPages",
    "organic_results",
    "organic",
    "news",
    "articles",
    "data",
    "Get",
    "content",
];
/// How deep lists are looked for.
const DEEPEST: usize = 4;

impl PayloadFormat for DocumentsFormat {
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

/// The documents of a result, if all its items are some and there is one at least.
fn documents(payload: JsonRef<'_>) -> Option<Vec<Document>> {
    let documents = columns(payload).or_else(|| {
        let items = items(payload, DEEPEST)?.without_cut_marker();
        // Some have a list for each of several queries or groups.
        match items.iter().map(of_query).collect::<Option<Vec<_>>>() {
            Some(queries) => queries.into_iter().flatten().map(document).collect(),
            None => items.iter().map(document).collect(),
        }
    })?;
    (!documents.is_empty()).then_some(documents)
}

/// The list for one of several queries, as Milvus has them, or for one group, as Qdrant has them.
fn of_query(item: JsonRef<'_>) -> Option<Items<'_>> {
    let found = some(item, "hits").unwrap_or(item);
    is_list_of(Some(found), |item| item.as_object().is_some()).then(|| found.as_array()).flatten()
}

/// The documents that a value holds: a list of them, one, or an object with a list.
pub(super) fn any_documents(value: JsonRef<'_>) -> Vec<Document> {
    match value {
        JsonRef::Null => Vec::new(),
        JsonRef::Array(items) => items.iter().filter_map(document).collect(),
        one => document(one).map_or_else(|| documents(one).unwrap_or_default(), |document| vec![document]),
    }
}

/// Chroma's columns: identifiers, texts, distances and metadata, each a list for each query.
fn columns(payload: JsonRef<'_>) -> Option<Vec<Document>> {
    let column = |name: &str| {
        let column = some(payload, name)?.as_array()?;
        Some(column.first().and_then(JsonRef::as_array).unwrap_or(column))
    };
    let ids = column("ids")?;
    let texts = column("documents");
    if texts.is_none() && ["metadatas", "distances"].iter().all(|name| column(name).is_none()) {
        return None;
    }
    let at = |name: &str, place: usize| column(name)?.get(place).filter(|value| !value.is_null());
    let document = |(place, document_id): (usize, JsonRef<'_>)| {
        Some(Document {
            id: id(document_id),
            content: match texts.and_then(|texts| texts.get(place)) {
                None | Some(JsonRef::Null) => None,
                Some(text) => Some(text.as_str()?.to_owned()),
            },
            score: at("distances", place).and_then(JsonRef::as_f64),
            metadata: at("metadatas", place).map(JsonRef::to_json),
        })
    };
    ids.iter().enumerate().map(document).collect()
}

/// The list in a result: itself, or the one under a name that such lists have.
fn items(payload: JsonRef<'_>, depth: usize) -> Option<Items<'_>> {
    if let JsonRef::Array(items) = payload {
        return Some(items);
    }
    let depth = depth.checked_sub(1)?;
    let named = LISTS.iter().filter_map(|name| some(payload, name)).find_map(|held| items(held, depth));
    named.or_else(|| {
        // Weaviate has the name of the class.
        let fields = payload.as_object().filter(|fields| fields.len() == 1)?;
        fields.first().filter(|(_, held)| held.as_str().is_none()).and_then(|(_, held)| items(held, depth))
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
    let held: Vec<JsonRef<'_>> =
        FIELDS.iter().filter_map(|name| some(item, name)).filter(|held| held.as_object().is_some()).collect();
    let of = |holder: JsonRef<'_>| TEXT.iter().find_map(|name| text_in(some(holder, name)?));
    let with_text = held.iter().copied().find(|held| of(*held).is_some());
    let inner = match of(item) {
        Some(content) => Document::new(content),
        None => match INNER.iter().find_map(|name| document(some(item, name)?)) {
            Some(inner) => inner,
            None => Document::new(match with_text {
                Some(held) => of(held)?,
                // A text under a name that nobody knows, or no text at all: what is known of a scored document.
                None => {
                    let told =
                        held.first().copied().or_else(|| TEXT.iter().find_map(|name| some(item, name)));
                    told.filter(|_| has_any(item, SCORE))?.write(usize::MAX)
                }
            }),
        },
    };
    let field = |names: &[&str]| {
        std::iter::once(item)
            .chain(held.iter().copied())
            .find_map(|holder| names.iter().find_map(|name| some(holder, name)))
    };
    let metadata = with_text.or(held.first().copied()).map(JsonRef::to_json).or(inner.metadata);
    Some(Document {
        id: field(ID).and_then(id).or(inner.id),
        score: field(SCORE).and_then(number).or(inner.score),
        metadata: together(metadata, origin(item)),
        content: inner.content,
    })
}

fn has_any(item: JsonRef<'_>, names: &[&str]) -> bool {
    names.iter().any(|name| some(item, name).is_some())
}

/// The fields of both; of those that both have the first's.
fn together(one: Option<Json>, other: Option<Json>) -> Option<Json> {
    match (one, other) {
        (Some(Json::Object(mut fields)), Some(Json::Object(more))) => {
            for (name, value) in more {
                if !fields.iter().any(|(known, _)| *known == name) {
                    fields.push((name, value));
                }
            }
            Some(Json::Object(fields))
        }
        (one, other) => one.or(other),
    }
}

/// A text, or what a part or parts say.
fn text_in<'a>(value: JsonRef<'a>) -> Option<String> {
    match value {
        JsonRef::String(text) => Some(text.to_owned()),
        JsonRef::Object(_) => string(value, "text"),
        JsonRef::Array(parts) => {
            let said = |part: JsonRef<'a>| {
                let named = || ["text", "snippet", "content"].iter().find_map(|name| text(part, name));
                part.as_str().or_else(named)
            };
            let texts: Vec<&str> = parts.iter().filter_map(said).collect();
            (!texts.is_empty()).then(|| texts.join("\n"))
        }
        _ => None,
    }
}

/// A number, which Weaviate writes as a text.
fn number(value: JsonRef<'_>) -> Option<f64> {
    value.as_f64().or_else(|| value.as_str()?.parse().ok())
}

/// Where a document is from.
fn origin(item: JsonRef<'_>) -> Option<Json> {
    let known = fields_of(item).filter(|(name, value)| ORIGIN.contains(name) && !value.is_null());
    let known: Vec<_> = known.map(|(name, value)| (name.to_owned(), value.to_json())).collect();
    (!known.is_empty()).then_some(Json::Object(known))
}

/// An identifier; MongoDB has it in an object.
fn id(id: JsonRef<'_>) -> Option<DocumentId> {
    let id = some(id, "$oid").unwrap_or(id);
    id.as_str().map(Into::into).or_else(|| id.as_i64().map(Into::into))
}

#[cfg(test)]
mod tests;
