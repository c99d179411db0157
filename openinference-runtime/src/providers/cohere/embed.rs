//! Embeddings: `POST /v2/embed`.

use crate::attributes::Attributes;
use crate::json::{Items, JsonRef};
use crate::providers::PayloadFormat;
use crate::providers::openai::embeddings::vector;
use crate::providers::read::{count, is_list_of, list, some, text, write_parameters_as};
use crate::semconv::SpanKind;
use crate::semconv::patterns::{EMBEDDING_INVOCATION_PARAMETERS, EMBEDDING_MODEL_NAME};
use crate::value::{Embedding, TokenCount, write_embeddings};

/// What is embedded, by the name of its field; the second are images, the third either.
const INPUTS: &[&str] = &["texts", "images", "inputs"];

/// The API.
#[derive(Debug)]
pub(in crate::providers) struct CohereEmbed;

impl PayloadFormat for CohereEmbed {
    fn kind(&self) -> SpanKind {
        SpanKind::Embedding
    }

    fn is_request(&self, payload: JsonRef<'_>) -> bool {
        text(payload, "model").is_some()
            && text(payload, "input_type").is_some()
            && INPUTS.iter().any(|input| !list(payload, input).is_empty())
    }

    fn request(&self, request: JsonRef<'_>, out: &mut Attributes<'_>) {
        if let Some(model) = text(request, "model") {
            out.push(EMBEDDING_MODEL_NAME, model.to_owned());
        }
        write_parameters_as(EMBEDDING_INVOCATION_PARAMETERS, request, INPUTS, out);
        write_embeddings(&texts(request), out);
    }

    /// Vectors by their type, or in a bare list.
    fn is_response(&self, payload: JsonRef<'_>) -> bool {
        some(payload, "embeddings").is_some_and(|embeddings| {
            floats(embeddings)
                .is_some_and(|vectors| !vectors.is_empty() && vectors.iter().all(|it| vector(it).is_some()))
                || some(payload, "model").is_none() && is_list_of(Some(embeddings), |it| vector(it).is_some())
        })
    }

    fn response(&self, response: JsonRef<'_>, out: &mut Attributes<'_>) {
        let billed = response.path(&["meta", "billed_units"]).unwrap_or(JsonRef::Null);
        let prompt = count(billed, "input_tokens");
        if prompt.is_some() {
            TokenCount { prompt, ..TokenCount::default() }.write(out);
        }
        let Some(embeddings) = some(response, "embeddings") else { return };
        let vectors = floats(embeddings).or(embeddings.as_array()).unwrap_or_default();
        let vectors: Vec<Embedding> = vectors.iter().filter_map(vector).map(Embedding::new).collect();
        write_embeddings(&vectors, out);
    }
}

/// Vectors of whole numbers or bits stand beside: they say the same with less precision.
fn floats(embeddings: JsonRef<'_>) -> Option<Items<'_>> {
    some(embeddings, "float")?.as_array()
}

fn texts(request: JsonRef<'_>) -> Vec<Embedding> {
    list(request, "texts")
        .iter()
        .map_while(JsonRef::as_str)
        .map(|text| Embedding::of_text(text.to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::providers::recognition::{request_format, response_format};
    use crate::providers::testing::{json, name, request, response};
    use crate::semconv::SpanKind::{Embedding, Llm};

    const SHAPE: &str = "CohereEmbed";

    #[test]
    fn images_are_no_texts() {
        let asked =
            r#"{"model": "embed-v4.0", "input_type": "image", "images": ["data:image/png;base64,AAAA"]}"#;
        request(Embedding, SHAPE, asked)
            .has("embedding.model_name", "embed-v4.0")
            .has("embedding.invocation_parameters", r#"{"model":"embed-v4.0","input_type":"image"}"#)
            .lacks("embedding.text");
    }

    #[test]
    fn vectors_in_a_bare_list_are_read_too() {
        response(Embedding, SHAPE, r#"{"embeddings": [[0.5, 1], [2, 3]]}"#)
            .has("embedding.embeddings.1.embedding.vector", "Array(F64([2.0, 3.0]))");
    }

    #[test]
    fn what_only_looks_like_it_is_left_alone() {
        for payload in
            [r#"{"model": "m", "texts": ["a"]}"#, r#"{"model": "m", "input_type": "image", "texts": []}"#]
        {
            assert_ne!(name(request_format(Embedding, json(payload).view())), SHAPE, "{payload}");
        }
        let vectors = json(r#"{"embeddings": {"int8": [[1]]}}"#);
        assert!(response_format(Embedding, None, vectors.view()).is_none());
        assert!(
            request_format(Llm, json(r#"{"model": "m", "input_type": "x", "texts": ["a"]}"#).view())
                .is_none()
        );
    }
}
