//! `gen_ai.request.*` from the invocation parameters.

use opentelemetry::Value;

use super::super::names;
use super::writer::GenAiWriter;
use crate::json::Json;
use crate::semconv::attributes::{EMBEDDING_INVOCATION_PARAMETERS, LLM_INVOCATION_PARAMETERS};

/// How a parameter is written.
#[derive(Clone, Copy)]
enum Form {
    Float,
    Integer,
    Boolean,
    Texts,
}

/// The attribute, the names that providers have for the parameter, and how it is written.
const PARAMETERS: &[(&str, &[&str], Form)] = &[
    (names::REQUEST_TEMPERATURE, &["temperature"], Form::Float),
    (names::REQUEST_TOP_P, &["top_p", "topP"], Form::Float),
    (names::REQUEST_TOP_K, &["top_k", "topK"], Form::Integer),
    (
        names::REQUEST_MAX_TOKENS,
        &["max_tokens", "max_completion_tokens", "max_output_tokens", "maxOutputTokens", "maxTokens"],
        Form::Integer,
    ),
    (names::REQUEST_FREQUENCY_PENALTY, &["frequency_penalty", "frequencyPenalty"], Form::Float),
    (names::REQUEST_PRESENCE_PENALTY, &["presence_penalty", "presencePenalty"], Form::Float),
    (names::REQUEST_SEED, &["seed"], Form::Integer),
    (names::REQUEST_STREAM, &["stream"], Form::Boolean),
    (names::REQUEST_STOP_SEQUENCES, &["stop_sequences", "stop", "stopSequences"], Form::Texts),
    (names::REQUEST_CHOICE_COUNT, &["n", "choice_count", "candidate_count", "candidateCount"], Form::Integer),
    (names::REQUEST_ENCODING_FORMATS, &["encoding_formats", "encoding_format"], Form::Texts),
];

/// Objects within the parameters in which some providers have them.
const WITHIN: &[&str] =
    &["generationConfig", "generation_config", "inferenceConfig", "inference_config", "options"];

pub(super) fn write(writer: &mut GenAiWriter<'_, '_>) {
    let parameters = |key| writer.span.text(key).and_then(Json::parse);
    let llm = parameters(LLM_INVOCATION_PARAMETERS);
    let embedding = parameters(EMBEDDING_INVOCATION_PARAMETERS);
    let all: Vec<&Json> = [&llm, &embedding].into_iter().flatten().collect();
    let get = |name: &str| {
        let within = all.iter().flat_map(|outer| WITHIN.iter().filter_map(|name| outer.get(name)));
        all.iter().copied().chain(within).find_map(|object| object.get(name).filter(|value| !value.is_null()))
    };
    for (key, names, form) in PARAMETERS {
        let value = names.iter().find_map(|name| get(name)).and_then(|value| value_of(value, *form));
        // One answer is what there is without asking.
        if let Some(value) =
            value.filter(|value| *key != names::REQUEST_CHOICE_COUNT || *value != Value::I64(1))
        {
            writer.set(key, value);
        }
    }
    if let Some(model) = get("model").and_then(Json::as_str)
        && writer.out.get(names::REQUEST_MODEL).is_none()
    {
        writer.set_text(names::REQUEST_MODEL, Some(model));
    }
    let effort = get("reasoning_effort").or_else(|| get("reasoning")?.get("effort"));
    writer.set_text(names::REQUEST_REASONING_LEVEL, effort.and_then(Json::as_str));
    let format = get("response_format").or_else(|| get("text")?.get("format"));
    writer.set_text(names::OUTPUT_TYPE, format.and_then(output_type));
}

fn value_of(value: &Json, form: Form) -> Option<Value> {
    let text = value.as_str();
    Some(match form {
        Form::Float => Value::F64(value.as_f64().or_else(|| text?.parse().ok())?),
        Form::Integer => Value::I64(value.as_i64().or_else(|| text?.parse().ok())?),
        Form::Boolean => Value::Bool(value.as_bool().or_else(|| text?.to_ascii_lowercase().parse().ok())?),
        Form::Texts => {
            let texts: Vec<String> = match value {
                Json::String(text) => vec![text.clone()],
                list => list.as_array()?.iter().filter_map(|item| item.as_str().map(str::to_owned)).collect(),
            };
            super::writer::strings(texts)
        }
    })
}

/// `json` for a schema too; a format of the provider's own has no name.
fn output_type(format: &Json) -> Option<&'static str> {
    let name = format.as_str().or_else(|| format.get("type")?.as_str())?;
    match name.to_ascii_lowercase().as_str() {
        "json" | "json_object" | "json_schema" => Some("json"),
        "text" => Some("text"),
        _ => None,
    }
}
