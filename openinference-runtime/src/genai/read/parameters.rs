//! The invocation parameters, from `gen_ai.request.*`.

use super::super::{json, names};
use super::Input;
use crate::attributes::Attributes;
use crate::json::Json;
use crate::semconv::SpanKind;
use crate::semconv::attributes::{EMBEDDING_INVOCATION_PARAMETERS, LLM_INVOCATION_PARAMETERS};

/// The attribute, and the parameter as most providers call it.
const PARAMETERS: &[(&str, &str)] = &[
    (names::REQUEST_TEMPERATURE, "temperature"),
    (names::REQUEST_TOP_P, "top_p"),
    (names::REQUEST_TOP_K, "top_k"),
    (names::REQUEST_MAX_TOKENS, "max_tokens"),
    (names::REQUEST_FREQUENCY_PENALTY, "frequency_penalty"),
    (names::REQUEST_PRESENCE_PENALTY, "presence_penalty"),
    (names::REQUEST_SEED, "seed"),
    (names::REQUEST_STREAM, "stream"),
    (names::REQUEST_CHOICE_COUNT, "n"),
    (names::REQUEST_REASONING_LEVEL, "reasoning_effort"),
];

pub(super) fn is_one(key: &str) -> bool {
    PARAMETERS.iter().any(|(known, _)| *known == key)
        || [names::REQUEST_STOP_SEQUENCES, names::REQUEST_ENCODING_FORMATS, names::OUTPUT_TYPE].contains(&key)
}

pub(super) fn read(input: &Input<'_>, kind: SpanKind, out: &mut Attributes<'_>) {
    let key = match kind {
        SpanKind::Embedding => EMBEDDING_INVOCATION_PARAMETERS,
        SpanKind::Llm => LLM_INVOCATION_PARAMETERS,
        _ => return,
    };
    let mut parameters: Vec<(String, Json)> = PARAMETERS
        .iter()
        .filter_map(|(from, name)| Some(((*name).to_owned(), json(input.value(from)?))))
        .collect();
    let stop = input.texts(names::REQUEST_STOP_SEQUENCES);
    if !stop.is_empty() {
        parameters.push(("stop".to_owned(), list(stop)));
    }
    match input.texts(names::REQUEST_ENCODING_FORMATS).as_mut_slice() {
        [] => {}
        [only] => parameters.push(("encoding_format".to_owned(), Json::from(std::mem::take(only)))),
        more => parameters.push(("encoding_formats".to_owned(), list(more.to_vec()))),
    }
    let format = match input.text(names::OUTPUT_TYPE) {
        Some("json") => Some("json_object"),
        Some("text") => Some("text"),
        _ => None,
    };
    if let Some(format) = format {
        let format = Json::Object(vec![("type".to_owned(), Json::from(format))]);
        parameters.push(("response_format".to_owned(), format));
    }
    if !parameters.is_empty() {
        out.push_json(key, &Json::Object(parameters));
    }
}

fn list(texts: Vec<String>) -> Json {
    Json::Array(texts.into_iter().map(Json::from).collect())
}
