//! The cost of a span, by what it says when it ends.

use std::time::SystemTime;

use super::names::is_version_of;
use super::{ModelPrice, PriceBook, ServiceTier};
use crate::attributes::AttributeBuffer;
use crate::config::TraceConfig;
use crate::json::Json;
use crate::key::{KeyRef, PatternSet};
use crate::semconv::patterns::{
    EMBEDDING_MODEL_NAME, LLM_INVOCATION_PARAMETERS, LLM_MODEL_NAME, LLM_PROVIDER, LLM_REQUEST_MODEL_NAME,
    LLM_RESPONSE_MODEL_NAME, LLM_SYSTEM, LLM_TOKEN_COUNT_COMPLETION,
    LLM_TOKEN_COUNT_COMPLETION_DETAILS_AUDIO, LLM_TOKEN_COUNT_COMPLETION_DETAILS_REASONING,
    LLM_TOKEN_COUNT_PROMPT, LLM_TOKEN_COUNT_PROMPT_DETAILS_AUDIO, LLM_TOKEN_COUNT_PROMPT_DETAILS_CACHE_READ,
    LLM_TOKEN_COUNT_PROMPT_DETAILS_CACHE_WRITE, OPENINFERENCE_SPAN_KIND, OUTPUT_VALUE,
};
use crate::semconv::{KeyPattern, SpanKind};
use crate::value::{Cost, TokenCount};

/// OpenTelemetry's attribute for the tier that a request was served in.
const OPENAI_RESPONSE_SERVICE_TIER: &str = "openai.response.service_tier";
const SERVICE_TIER: &str = "service_tier";

/// The keys of costs, and of parts of such.
static COSTS: PatternSet = PatternSet::new(|key| key.starts_with("llm.cost."));

/// What belongs to a call of a language model.
static OF_CALLS: PatternSet =
    PatternSet::new(|key| key.starts_with("llm.") || key == OPENAI_RESPONSE_SERVICE_TIER);

/// Whether a span's cost depends on an attribute.
fn depends_on<'k>(key: impl Into<KeyRef<'k>>) -> bool {
    let key = key.into();
    matches!(key.pattern(), Some(OPENINFERENCE_SPAN_KIND | EMBEDDING_MODEL_NAME)) || OF_CALLS.contains(key)
}

/// Whether a span's cost is worked out, and depends on an attribute.
pub(crate) fn reads<'k>(config: &TraceConfig, key: impl Into<KeyRef<'k>>) -> bool {
    config.price_book().is_some() && depends_on(key)
}

/// [`of_span`] by the prices of a configuration, if it has any.
pub(crate) fn by_config(config: &TraceConfig, span: &AttributeBuffer, at: SystemTime) -> Option<Cost> {
    of_span(config.price_book()?, span, at)
}

/// What the call that a span describes has cost; `None` where it says that itself, where its model has no price, and for
/// kinds of spans that only sum up what others below them have cost.
fn of_span(book: &PriceBook, span: &AttributeBuffer, at: SystemTime) -> Option<Cost> {
    let model_key = match span.text(OPENINFERENCE_SPAN_KIND)?.parse() {
        Ok(SpanKind::Llm) => LLM_MODEL_NAME,
        Ok(SpanKind::Embedding) => EMBEDDING_MODEL_NAME,
        _ => return None,
    };
    let tokens = tokens(span);
    tokens.prompt?;
    if span.has_any(&COSTS) {
        return None;
    }
    price(book, span, model_key)?.cost_at(&tokens, tier(span), at)
}

/// The price of the model that answered, under its own name or under the one that it was asked for by.
fn price<'b>(book: &'b PriceBook, span: &AttributeBuffer, model_key: KeyPattern) -> Option<&'b ModelPrice> {
    let (provider, system) = (span.text(LLM_PROVIDER), span.text(LLM_SYSTEM));
    let find = |model| book.find(model, provider, system);
    let served = span.text(LLM_RESPONSE_MODEL_NAME).or_else(|| span.text(model_key));
    let asked = span.text(LLM_REQUEST_MODEL_NAME);
    match (served, asked) {
        (Some(served), Some(asked)) => {
            find(served).or_else(|| is_version_of(served, asked).then(|| find(asked))?)
        }
        (Some(model), None) | (None, Some(model)) => find(model),
        (None, None) => None,
    }
}

fn tokens(span: &AttributeBuffer) -> TokenCount {
    TokenCount {
        prompt: span.count(LLM_TOKEN_COUNT_PROMPT),
        completion: span.count(LLM_TOKEN_COUNT_COMPLETION),
        total: None,
        cache_read: span.count(LLM_TOKEN_COUNT_PROMPT_DETAILS_CACHE_READ),
        cache_write: span.count(LLM_TOKEN_COUNT_PROMPT_DETAILS_CACHE_WRITE),
        prompt_audio: span.count(LLM_TOKEN_COUNT_PROMPT_DETAILS_AUDIO),
        reasoning: span.count(LLM_TOKEN_COUNT_COMPLETION_DETAILS_REASONING),
        completion_audio: span.count(LLM_TOKEN_COUNT_COMPLETION_DETAILS_AUDIO),
    }
}

/// The tier that the call was served in, as the response says it, else the one that was asked for.
fn tier(span: &AttributeBuffer) -> Option<ServiceTier> {
    if let Some(name) = span.text(OPENAI_RESPONSE_SERVICE_TIER) {
        return ServiceTier::from_name(name);
    }
    let served = json_with_tier(span, OUTPUT_VALUE).and_then(|response| {
        let tier = response.get(SERVICE_TIER).or_else(|| response.path(&["usage", SERVICE_TIER]))?;
        tier.as_str().map(str::to_owned)
    });
    if let Some(name) = served {
        return ServiceTier::from_name(&name);
    }
    let request = json_with_tier(span, LLM_INVOCATION_PARAMETERS)?;
    ServiceTier::from_name(request.get(SERVICE_TIER)?.as_str()?)
}

/// Not read without need: a response is long, and few name a tier.
fn json_with_tier(span: &AttributeBuffer, key: KeyPattern) -> Option<Json> {
    span.text(key).filter(|text| text.starts_with('{') && text.contains(SERVICE_TIER)).and_then(Json::parse)
}

#[cfg(test)]
mod tests;
