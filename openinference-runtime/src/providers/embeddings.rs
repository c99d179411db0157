//! Embeddings as hosts of models and programs have them: texts in, vectors out, under many names.

use super::openai::embeddings::vector;
use super::read::{count, either, is_list_of, list, some, string, text, write_parameters_as};
use super::{PayloadFormat, usage};
use crate::attributes::Attributes;
use crate::json::JsonRef;
use crate::semconv::SpanKind;
use crate::semconv::patterns::{EMBEDDING_INVOCATION_PARAMETERS, EMBEDDING_MODEL_NAME};
use crate::value::{Embedding, TokenCount, write_embeddings};

/// Embeddings of Gemini, Vertex AI, Amazon Bedrock, Text Embeddings Inference, Ollama and Jina, and plain ones.
#[derive(Debug)]
pub(super) struct EmbeddingsFormat;

/// What is embedded, by the name of its field.
const INPUTS: &[&str] = &[
    "input",
    "inputs",
    "texts",
    "text",
    "inputText",
    "prompt",
    "content",
    "contents",
    "requests",
    "instances",
    "query",
    "queries",
    "documents",
    "sentences",
    "chunks",
    "singleEmbeddingParams",
];
/// Where vectors are.
const VECTORS: &[&str] =
    &["embedding", "embeddings", "predictions", "vectors", "vector", "values", "data", "results", "output"];

impl PayloadFormat for EmbeddingsFormat {
    fn kind(&self) -> SpanKind {
        SpanKind::Embedding
    }

    fn is_ambiguous(&self) -> bool {
        true
    }

    fn is_request(&self, payload: JsonRef<'_>) -> bool {
        !texts(payload).is_empty()
    }

    fn request(&self, request: JsonRef<'_>, out: &mut Attributes<'_>) {
        let model = ["model", "modelId", "model_id"].iter().find_map(|name| text(request, name));
        if let Some(model) = model {
            out.push(EMBEDDING_MODEL_NAME, model.to_owned());
        }
        write_parameters_as(EMBEDDING_INVOCATION_PARAMETERS, request, INPUTS, out);
        write_embeddings(&texts(request).into_iter().map(Embedding::of_text).collect::<Vec<_>>(), out);
    }

    fn is_response(&self, payload: JsonRef<'_>) -> bool {
        vectors(payload).is_some()
    }

    fn response(&self, response: JsonRef<'_>, out: &mut Attributes<'_>) {
        if let Some(model) = ["model", "model_id"].iter().find_map(|name| text(response, name)) {
            out.push(EMBEDDING_MODEL_NAME, model.to_owned());
        }
        usage::write(&usage::OPENAI, some(response, "usage").unwrap_or_default(), out);
        let counts = either(response, "usageMetadata", "usage_metadata").unwrap_or_default();
        usage::write(&usage::GEMINI, counts, out);
        let statistics = list(response, "predictions")
            .first()
            .and_then(|first| first.path(&["embeddings", "statistics"]))
            .unwrap_or_default();
        let prompt = ["inputTextTokenCount", "prompt_eval_count", "input_token_count"]
            .iter()
            .find_map(|name| count(response, name))
            .or_else(|| count(statistics, "token_count"));
        if prompt.is_some() {
            TokenCount { prompt, ..TokenCount::default() }.write(out);
        }
        let vectors = vectors(response).unwrap_or_default();
        write_embeddings(&vectors.into_iter().map(Embedding::new).collect::<Vec<_>>(), out);
    }
}

/// The texts of a request: itself, or under one of the names.
fn texts(request: JsonRef<'_>) -> Vec<String> {
    match request {
        JsonRef::String(text) if !text.is_empty() => vec![text.to_owned()],
        JsonRef::Array(_) => texts_in(request).unwrap_or_default(),
        JsonRef::Object(_) => {
            INPUTS.iter().find_map(|name| texts_in(some(request, name)?)).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

/// A text, a list of texts, or objects with one; `None` where there is something else among them.
fn texts_in(value: JsonRef<'_>) -> Option<Vec<String>> {
    match value {
        JsonRef::String(text) => Some(vec![text.to_owned()]),
        JsonRef::Array(items) => {
            let items = items.without_cut_marker();
            let texts = |item: JsonRef<'_>| match item {
                JsonRef::Array(_) => texts_in(item),
                one => text_of(one).map(|text| vec![text]),
            };
            let found: Option<Vec<Vec<String>>> = items.iter().map(texts).collect();
            found.map(|found| found.concat()).filter(|found| !found.is_empty())
        }
        // DashScope has them one deeper, Voyage has those of a document in a list.
        one => match some(one, "texts").or_else(|| some(one, "contents")) {
            Some(texts) => texts_in(texts),
            None => Some(vec![text_of(one)?]),
        },
    }
}

fn text_of(item: JsonRef<'_>) -> Option<String> {
    if let JsonRef::String(text) = item {
        return Some(text.to_owned());
    }
    let holder = ["content", "text"]
        .iter()
        .find_map(|name| some(item, name).filter(|held| held.as_object().is_some()))
        .unwrap_or(item);
    let parts: Vec<&str> = ["parts", "content"]
        .iter()
        .flat_map(|name| list(holder, name))
        .filter_map(|part| text(part, "text"))
        .collect();
    if !parts.is_empty() {
        return Some(parts.concat());
    }
    ["text", "content", "value"].iter().find_map(|name| string(holder, name))
}

/// The vectors of a response: itself, or under one of the names.
fn vectors(response: JsonRef<'_>) -> Option<Vec<Vec<f64>>> {
    match response {
        JsonRef::Array(_) => vectors_in(response),
        JsonRef::Object(_) => VECTORS.iter().find_map(|name| vectors_in(some(response, name)?)),
        _ => None,
    }
}

/// One vector, a list of them, or what holds one or several.
fn vectors_in(value: JsonRef<'_>) -> Option<Vec<Vec<f64>>> {
    if is_list_of(Some(value), |number| number.as_f64().is_some()) {
        return vector(value).map(|vector| vec![vector]);
    }
    match value {
        JsonRef::Array(items) => {
            let found: Option<Vec<Vec<Vec<f64>>>> = items.iter().map(vectors_in).collect();
            found.map(|found| found.concat()).filter(|found| !found.is_empty())
        }
        JsonRef::Object(_) => ["values", "embedding", "embeddings", "vector", "float", "data"]
            .iter()
            .find_map(|name| vectors_in(some(value, name)?))
            .or_else(|| of_media(value)),
        _ => None,
    }
}

/// The vectors of a text and of what goes with it, as Vertex AI has them.
fn of_media(value: JsonRef<'_>) -> Option<Vec<Vec<f64>>> {
    let found: Vec<Vec<f64>> = ["textEmbedding", "imageEmbedding", "videoEmbeddings"]
        .iter()
        .filter_map(|name| {
            let held = some(value, name)?;
            vectors_in(held)
        })
        .flatten()
        .collect();
    (!found.is_empty()).then_some(found)
}

#[cfg(test)]
mod tests {
    use crate::providers::testing::{request, response};
    use crate::semconv::SpanKind::Embedding;

    const FORMAT: &str = "EmbeddingsFormat";

    #[test]
    fn texts_are_found_whatever_they_are_called() {
        for payload in [
            r#""a""#,
            r#"["a"]"#,
            r#"{"content": {"parts": [{"text": "a"}]}}"#,
            r#"{"requests": [{"model": "m", "content": {"parts": [{"text": "a"}]}}]}"#,
            r#"{"instances": [{"content": "a", "task_type": "RETRIEVAL_QUERY"}]}"#,
            r#"{"inputText": "a", "dimensions": 256}"#,
            r#"{"inputs": ["a"]}"#,
            r#"{"model": "nomic-embed-text", "prompt": "a"}"#,
            r#"{"model": "jina-embeddings-v4", "input": [{"text": "a"}]}"#,
            r#"{"model": "m", "texts": ["a"]}"#,
        ] {
            request(Embedding, FORMAT, payload).has("embedding.embeddings.0.embedding.text", "a");
        }
    }

    #[test]
    fn vectors_are_found_whatever_they_are_called() {
        for payload in [
            "[0.5, 1.0]",
            "[[0.5, 1.0]]",
            r#"{"embedding": {"values": [0.5, 1]}}"#,
            r#"{"embeddings": [{"values": [0.5, 1]}]}"#,
            r#"{"predictions": [{"embeddings": {"values": [0.5, 1], "statistics": {"token_count": 3}}}]}"#,
            r#"{"embedding": [0.5, 1], "inputTextTokenCount": 3}"#,
        ] {
            response(Embedding, FORMAT, payload)
                .has("embedding.embeddings.0.embedding.vector", "Array(F64([0.5, 1.0]))");
        }
    }
}
