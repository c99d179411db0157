//! Embeddings: `POST /v1/embeddings`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::usage::usage as usage_in;
use crate::attributes::Attributes;
use crate::json::JsonRef;
use crate::providers::read::{count, is_list_of, list, some, text, write_parameters_as};
use crate::providers::{PayloadFormat, usage};
use crate::semconv::SpanKind;
use crate::semconv::patterns::{EMBEDDING_INVOCATION_PARAMETERS, EMBEDDING_MODEL_NAME};
use crate::value::{Embedding, write_embeddings};

/// The API.
#[derive(Debug)]
pub(in crate::providers) struct OpenAiEmbeddings;

impl PayloadFormat for OpenAiEmbeddings {
    fn kind(&self) -> SpanKind {
        SpanKind::Embedding
    }

    fn is_request(&self, payload: JsonRef<'_>) -> bool {
        text(payload, "model").is_some() && some(payload, "input").is_some_and(is_input)
    }

    fn request(&self, request: JsonRef<'_>, out: &mut Attributes<'_>) {
        if let Some(model) = text(request, "model") {
            out.push(EMBEDDING_MODEL_NAME, model.to_owned());
        }
        write_parameters_as(EMBEDDING_INVOCATION_PARAMETERS, request, &["input"], out);
        let texts: Vec<Embedding> = match request.get("input") {
            Some(JsonRef::String(text)) => vec![Embedding::of_text(text.to_owned())],
            Some(JsonRef::Array(texts)) => texts
                .iter()
                .map_while(JsonRef::as_str)
                .map(|text| Embedding::of_text(text.to_owned()))
                .collect(),
            _ => Vec::new(),
        };
        write_embeddings(&texts, out);
    }

    fn is_response(&self, payload: JsonRef<'_>) -> bool {
        is_list_of(payload.get("data"), |item| some(item, "embedding").is_some())
    }

    fn response(&self, response: JsonRef<'_>, out: &mut Attributes<'_>) {
        if let Some(model) = text(response, "model") {
            out.push(EMBEDDING_MODEL_NAME, model.to_owned());
        }
        usage::write(&usage::OPENAI, usage_in(response), out);
        let mut data: Vec<JsonRef<'_>> =
            list(response, "data").iter().filter(|item| item.get("embedding").is_some()).collect();
        data.sort_by_key(|item| count(*item, "index"));
        let vectors = data
            .iter()
            .map(|item| Embedding::new(item.get("embedding").and_then(vector).unwrap_or_default()));
        write_embeddings(&vectors.collect::<Vec<_>>(), out);
    }
}

/// A text or tokens, or a list of either.
fn is_input(input: JsonRef<'_>) -> bool {
    let is_token = |item: JsonRef<'_>| item.as_i64().is_some();
    input.as_str().is_some()
        || is_list_of(Some(input), |item| {
            item.as_str().is_some() || is_token(item) || is_list_of(Some(item), is_token)
        })
}

/// Numbers, or their bytes in base64. A vector of which recording left a part out is no vector.
pub(in crate::providers) fn vector(value: JsonRef<'_>) -> Option<Vec<f64>> {
    match value {
        JsonRef::Array(numbers) => numbers.iter().map(JsonRef::as_f64).collect(),
        JsonRef::String(encoded) => {
            let bytes = STANDARD.decode(encoded).ok()?;
            let (numbers, rest) = bytes.as_chunks::<4>();
            rest.is_empty().then(|| numbers.iter().map(|number| f32::from_le_bytes(*number).into()).collect())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;
