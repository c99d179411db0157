//! Rerank: `POST /v2/rerank`, as Jina, Voyage, Mixedbread, TEI and Amazon Bedrock speak it too, more or less.

use crate::attributes::Attributes;
use crate::json::Json;
use crate::json::{Items, JsonRef};
use crate::providers::PayloadFormat;
use crate::providers::read::{count, fields_of, is_list_of, list, some, string, text};
use crate::semconv::SpanKind;
use crate::semconv::patterns::{
    RERANKER_INPUT_DOCUMENTS, RERANKER_MODEL_NAME, RERANKER_OUTPUT_DOCUMENTS, RERANKER_QUERY, RERANKER_TOP_K,
};
use crate::value::{Document, write_documents};

/// The API.
#[derive(Debug)]
pub(in crate::providers) struct CohereRerank;

impl PayloadFormat for CohereRerank {
    fn kind(&self) -> SpanKind {
        SpanKind::Reranker
    }

    fn is_request(&self, payload: JsonRef<'_>) -> bool {
        query(payload).is_some() && documents(payload).is_some()
    }

    fn request(&self, request: JsonRef<'_>, out: &mut Attributes<'_>) {
        write_model(request, out);
        if let Some(query) = query(request) {
            out.push(RERANKER_QUERY, query.to_owned());
        }
        let parameters = within(request, "parameters");
        let top = ["top_n", "top_k", "topN", "topK", "limit"]
            .into_iter()
            .find_map(|name| some(request, name).or_else(|| some(parameters, name))?.as_i64());
        if let Some(top) = top {
            out.push(RERANKER_TOP_K, top);
        }
        let documents: Vec<Document> = documents(request).unwrap_or_default().iter().map(document).collect();
        write_documents(RERANKER_INPUT_DOCUMENTS, &documents, out);
    }

    fn is_response(&self, payload: JsonRef<'_>) -> bool {
        is_list_of(results(payload), |result| score(result).is_some() && count(result, "index").is_some())
    }

    /// The documents: a response names them by their places, most of the time.
    fn request_context(&self, request: JsonRef<'_>) -> Option<Json> {
        documents(request).map(|documents| Json::Array(documents.iter().map(JsonRef::to_json).collect()))
    }

    fn response(&self, response: JsonRef<'_>, out: &mut Attributes<'_>) {
        self.response_to(JsonRef::Null, response, out);
    }

    fn response_to(&self, asked: JsonRef<'_>, response: JsonRef<'_>, out: &mut Attributes<'_>) {
        write_model(response, out);
        let asked = asked.as_array().unwrap_or_default();
        let results = results(response).and_then(JsonRef::as_array).unwrap_or_default();
        let ranked = results.iter().filter(|result| result.as_object().is_some()).map(|result| {
            let index = count(result, "index");
            let place = index.and_then(|index| asked.get(usize::try_from(index).ok()?));
            let place = place.filter(|document| !document.is_cut_marker());
            let own = ["document", "text", "input"].iter().find_map(|name| some(result, name));
            let ranked = own.or(place).map(document).unwrap_or_default();
            // A document without a name of its own is known by its place in the request.
            Document { id: ranked.id.or(index.map(Into::into)), score: score(result), ..ranked }
        });
        write_documents(RERANKER_OUTPUT_DOCUMENTS, &ranked.collect::<Vec<_>>(), out);
    }
}

fn write_model(payload: JsonRef<'_>, out: &mut Attributes<'_>) {
    if let Some(model) = text(payload, "model") {
        out.push(RERANKER_MODEL_NAME, model.to_owned());
    }
}

/// What DashScope has one deeper.
fn within<'a>(payload: JsonRef<'a>, name: &str) -> JsonRef<'a> {
    some(payload, name).filter(|held| held.as_object().is_some()).unwrap_or(payload)
}

/// What is asked for; Amazon Bedrock takes several, and answers one.
fn query(request: JsonRef<'_>) -> Option<&str> {
    let request = within(request, "input");
    let named = text(request, "query").or_else(|| text(some(request, "query")?, "text"));
    named.or_else(|| {
        let first = list(request, "queries").first()?;
        first.path(&["textQuery", "text"])?.as_str()
    })
}

/// The documents: under a name that APIs have, else the only list of texts or objects, whatever it is called.
fn documents(request: JsonRef<'_>) -> Option<Items<'_>> {
    let request = within(request, "input");
    const NAMES: &[&str] = &["documents", "texts", "input", "passages", "sources", "docs", "chunks", "nodes"];
    let is_document = |document: JsonRef<'_>| document.as_str().is_some() || document.as_object().is_some();
    let is_list = |value: &JsonRef<'_>| is_list_of(Some(*value), is_document);
    let named = NAMES.iter().find_map(|name| some(request, name).filter(is_list)?.as_array());
    named.or_else(|| {
        let mut lists = fields_of(request)
            .filter(|(name, _)| !matches!(*name, "queries" | "rank_fields"))
            .filter_map(|(_, value)| Some(value).filter(is_list)?.as_array());
        let first = lists.next()?;
        lists.next().is_none().then_some(first)
    })
}

/// The ranking: itself a list, or what Voyage calls data.
fn results(response: JsonRef<'_>) -> Option<JsonRef<'_>> {
    match within(response, "output") {
        JsonRef::Array(_) => Some(response),
        response => ["results", "data", "rankings"].iter().find_map(|name| some(response, name)),
    }
}

fn score(result: JsonRef<'_>) -> Option<f64> {
    ["relevance_score", "relevanceScore", "score", "logit"]
        .iter()
        .find_map(|name| some(result, name))?
        .as_f64()
}

/// A text, or an object with one; of other objects the whole is the content.
fn document(document: JsonRef<'_>) -> Document {
    if let Some(text) = document.as_str() {
        return Document::new(text);
    }
    let inline =
        document.path(&["inlineDocumentSource", "textDocument"]).or_else(|| some(document, "textDocument"));
    let held = inline.unwrap_or(document);
    let content = string(held, "text")
        .or_else(|| string(held, "content"))
        .unwrap_or_else(|| document.write(usize::MAX));
    let id = match some(document, "id") {
        Some(JsonRef::String(id)) => Some(id.into()),
        Some(id) => id.as_i64().map(Into::into),
        None => None,
    };
    Document { id, ..Document::new(content) }
}

#[cfg(test)]
mod tests;
