//! OpenInference attributes from `gen_ai.*`, for the spans that other instrumentation makes.
//!
//! Lenient where producers differ: lists written as JSON text, names of former versions, and one broken message among many.

mod documents;
mod input;
mod kind;
mod messages;
mod parameters;
mod provider;
mod tools;
mod usage;

use opentelemetry::KeyValue;

pub(crate) use self::input::Input;
pub(crate) use self::kind::kind_of;
use super::names;
use crate::attributes::Attributes;
use crate::config::TraceConfig;
use crate::providers;
use crate::semconv::SpanKind;
use crate::semconv::attributes as keys;

/// Whether an attribute has become another one, and is not to be exported as it is.
pub(crate) fn is_taken(key: &str) -> bool {
    const TAKEN: &[&str] = &[
        names::AGENT_NAME,
        names::CONVERSATION_ID,
        names::INPUT_MESSAGES,
        names::OPERATION_NAME,
        names::OUTPUT_MESSAGES,
        names::PROVIDER_NAME,
        names::REQUEST_MODEL,
        names::RESPONSE_FINISH_REASONS,
        names::RESPONSE_MODEL,
        names::RETRIEVAL_DOCUMENTS,
        names::RETRIEVAL_QUERY_TEXT,
        names::SYSTEM,
        names::SYSTEM_INSTRUCTIONS,
    ];
    const FAMILIES: &[&str] =
        &["gen_ai.completion", "gen_ai.evaluation.", "gen_ai.prompt.", "gen_ai.tool.", "gen_ai.usage."];
    TAKEN.contains(&key)
        || key == "gen_ai.prompt"
        || FAMILIES.iter().any(|family| key.starts_with(family))
        || parameters::is_one(key)
}

/// What a span of `kind` says in the words of OpenInference.
pub(crate) fn read(kind: SpanKind, attributes: &[KeyValue], config: &TraceConfig) -> Vec<KeyValue> {
    let input = Input::new(attributes);
    let mut out = Attributes::new(config);
    out.push(keys::OPENINFERENCE_SPAN_KIND, kind.as_str());
    identity(&input, kind, &mut out);
    parameters::read(&input, kind, &mut out);
    if let Some(reason) = finish_reason(&input).filter(|_| kind == SpanKind::Llm) {
        out.push(keys::LLM_FINISH_REASON, reason);
    }
    usage::read(&input).write(&mut out);
    tools::read(&input, kind, &mut out);
    documents::read(&input, kind, &mut out);
    messages::read(&input, kind, &mut out);
    evaluation(&input, &mut out);
    out.into_vec()
}

/// Who ran which model for whom.
fn identity(input: &Input<'_>, kind: SpanKind, out: &mut Attributes<'_>) {
    let asked = input.text(names::REQUEST_MODEL);
    let served = input.text(names::RESPONSE_MODEL);
    let model = served.or(asked);
    let is_model_call = matches!(kind, SpanKind::Llm | SpanKind::Embedding | SpanKind::Reranker);
    let name = input.text(names::PROVIDER_NAME).or_else(|| input.text(names::SYSTEM));
    if let Some(name) = name.filter(|_| is_model_call || kind == SpanKind::Agent) {
        let (provider, system) = provider::openinference_names(name);
        push(out, keys::LLM_PROVIDER, provider);
        let system =
            system.or_else(|| providers::system_of_model(model).map(|system| system.as_str().to_owned()));
        push(out, keys::LLM_SYSTEM, system);
    }
    let model_key = match kind {
        SpanKind::Embedding => keys::EMBEDDING_MODEL_NAME,
        SpanKind::Reranker => keys::RERANKER_MODEL_NAME,
        _ => keys::LLM_MODEL_NAME,
    };
    push(out, model_key, model.map(str::to_owned));
    if kind == SpanKind::Llm {
        push(out, keys::LLM_REQUEST_MODEL_NAME, asked.map(str::to_owned));
        push(out, keys::LLM_RESPONSE_MODEL_NAME, served.map(str::to_owned));
    }
    for (key, from) in [
        (keys::SESSION_ID, names::CONVERSATION_ID),
        (keys::AGENT_NAME, names::AGENT_NAME),
        (keys::PROMPT_ID, names::PROMPT_NAME),
        (keys::LLM_PROMPT_TEMPLATE_VERSION, names::PROMPT_VERSION),
    ] {
        push(out, key, input.text(from).map(str::to_owned));
    }
}

fn push(out: &mut Attributes<'_>, key: &'static str, text: Option<String>) {
    if let Some(text) = text {
        out.push(key, text);
    }
}

/// OpenInference has one reason: that of the first answer.
fn finish_reason(input: &Input<'_>) -> Option<String> {
    input.texts(names::RESPONSE_FINISH_REASONS).into_iter().find(|reason| !reason.is_empty())
}

/// `gen_ai.evaluation.*`, which some clients write as spans of their own.
fn evaluation(input: &Input<'_>, out: &mut Attributes<'_>) {
    let Some(name) = input.text(names::EVALUATION_NAME) else { return };
    let key = |suffix: &str| format!("{}.0.{suffix}", keys::EVALUATIONS);
    out.push(key(keys::EVALUATION_NAME), name.to_owned());
    if let Some(score) = input.float(names::EVALUATION_SCORE_VALUE) {
        out.push(key(keys::EVALUATION_SCORE), score);
    }
    for (suffix, from) in [
        (keys::EVALUATION_LABEL, names::EVALUATION_SCORE_LABEL),
        (keys::EVALUATION_EXPLANATION, names::EVALUATION_EXPLANATION),
    ] {
        if let Some(text) = input.text(from) {
            out.push(key(suffix), text.to_owned());
        }
    }
}

#[cfg(test)]
mod tests;
