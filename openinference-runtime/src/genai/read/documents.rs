//! Retrieved documents and what was asked for.

use super::super::names;
use super::Input;
use crate::attributes::Attributes;
use crate::json::Json;
use crate::semconv::SpanKind;
use crate::semconv::attributes::{INPUT_MIME_TYPE, INPUT_VALUE, RETRIEVAL_DOCUMENTS};
use crate::value::{Document, DocumentId, write_documents};

pub(super) fn read(input: &Input<'_>, kind: SpanKind, out: &mut Attributes<'_>) {
    if kind != SpanKind::Retriever {
        return;
    }
    if let Some(query) = input.text(names::RETRIEVAL_QUERY_TEXT) {
        out.push(INPUT_VALUE, query.to_owned());
        out.push(INPUT_MIME_TYPE, "text/plain");
    }
    let documents: Vec<Document> =
        input.list(names::RETRIEVAL_DOCUMENTS).iter().filter_map(document).collect();
    write_documents(RETRIEVAL_DOCUMENTS, &documents, out);
}

/// The conventions have identifier and score; producers add what the document says.
fn document(document: &Json) -> Option<Document> {
    document.as_object()?;
    let text = |name: &str| match document.get(name)? {
        Json::Null => None,
        Json::String(text) => Some(text.clone()),
        other => Some(other.write(usize::MAX)),
    };
    Some(Document {
        content: text("content"),
        id: document.get("id").and_then(|id| match id {
            Json::String(id) => Some(DocumentId::String(id.clone())),
            other => other.as_i64().map(DocumentId::Integer),
        }),
        score: document.get("score").and_then(Json::as_f64),
        metadata: document.get("metadata").cloned(),
    })
}
