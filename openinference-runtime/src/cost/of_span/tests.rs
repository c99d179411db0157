use std::time::SystemTime;

use opentelemetry::KeyValue;

use super::super::{ModelPrice, PriceBook};
use super::{depends_on, of_span};
use crate::attributes::{AttributeBuffer, Rank};

const LLM: &[(&str, &str)] = &[("openinference.span.kind", "LLM"), ("llm.model_name", "gpt-4o")];

fn total(texts: &[(&'static str, &'static str)], counts: &[(&'static str, i64)]) -> Option<f64> {
    let book = PriceBook::from_json(
        r#"{
            "gpt-4o": {"litellm_provider": "openai", "input_cost_per_token": 1, "output_cost_per_token": 10,
                       "input_cost_per_token_flex": 0.5, "output_cost_per_token_flex": 5},
            "embed": {"litellm_provider": "openai", "input_cost_per_token": 3}
        }"#,
    )
    .expect("a price book")
    .with("ours", ModelPrice::per_token(7.0, 7.0));
    let texts = texts.iter().map(|(key, text)| KeyValue::new(*key, *text));
    let counts = counts.iter().map(|(key, count)| KeyValue::new(*key, *count));
    let mut attributes = AttributeBuffer::default();
    for KeyValue { key, value, .. } in texts.chain(counts) {
        attributes.push(Rank::Detected, key.into(), value);
    }
    // What is needed besides is read only from what is written at the end.
    drop(attributes.give_initial(0, |entry| depends_on(entry.key()), |_| true));
    of_span(&book, &attributes, SystemTime::now())?.total
}

const TOKENS: &[(&str, i64)] = &[("llm.token_count.prompt", 100), ("llm.token_count.completion", 10)];

fn with(
    base: &[(&'static str, &'static str)],
    more: &[(&'static str, &'static str)],
) -> Vec<(&'static str, &'static str)> {
    base.iter().chain(more).copied().collect()
}

#[test]
fn an_llm_span_with_tokens_and_a_model_has_a_cost() {
    assert_eq!(total(LLM, TOKENS), Some(200.0));
}

#[test]
fn an_embedding_span_is_priced_by_its_own_model() {
    let embedding = [("openinference.span.kind", "EMBEDDING"), ("embedding.model_name", "embed")];
    assert_eq!(total(&embedding, &TOKENS[..1]), Some(300.0));
}

#[test]
fn a_span_that_sums_up_others_has_none() {
    for kind in ["AGENT", "CHAIN", "TOOL", "UNKNOWN", ""] {
        assert_eq!(
            total(&[("openinference.span.kind", kind), ("llm.model_name", "gpt-4o")], TOKENS),
            None,
            "{kind}"
        );
    }
}

#[test]
fn without_a_price_or_without_tokens_there_is_no_cost() {
    assert_eq!(total(&[LLM[0], ("llm.model_name", "unheard-of")], TOKENS), None);
    assert_eq!(total(&LLM[..1], TOKENS), None);
    assert_eq!(total(LLM, &[]), None);
    assert_eq!(total(LLM, &TOKENS[1..]), None);
    assert_eq!(total(LLM, &[("llm.token_count.prompt", -1)]), None);
}

#[test]
fn a_cost_that_is_said_stays() {
    assert_eq!(total(LLM, &[TOKENS[0], ("llm.cost.total", 1)]), None);
    assert_eq!(total(LLM, &[TOKENS[0], ("llm.cost.prompt_details.input", 1)]), None);
    assert_eq!(total(LLM, &[TOKENS[0], ("llm.cost_center", 1)]), Some(100.0), "which is another key");
}

#[test]
fn the_model_that_answered_is_priced() {
    let served = |served, asked| {
        total(&with(LLM, &[("llm.response.model_name", served), ("llm.request.model_name", asked)]), TOKENS)
    };
    assert_eq!(served("ours", "gpt-4o"), Some(770.0));
    assert_eq!(served("gpt-4o-2099-01-01", "gpt-4o"), Some(200.0), "a version of what was asked for");
    assert_eq!(served("another", "gpt-4o"), None, "another model than was asked for");
}

#[test]
fn the_provider_decides() {
    assert_eq!(total(&with(LLM, &[("llm.provider", "openai")]), TOKENS), Some(200.0));
    assert_eq!(total(&with(LLM, &[("llm.provider", "azure")]), TOKENS), None);
}

#[test]
fn the_service_tier_is_that_of_the_response_else_that_of_the_request() {
    let asked = ("llm.invocation_parameters", r#"{"service_tier":"flex"}"#);
    assert_eq!(total(&with(LLM, &[asked]), TOKENS), Some(100.0));
    let served = ("output.value", r#"{"id":"x","service_tier":"default"}"#);
    assert_eq!(total(&with(LLM, &[asked, served]), TOKENS), Some(200.0));
    let usage = ("output.value", r#"{"usage":{"service_tier":"flex"}}"#);
    assert_eq!(total(&with(LLM, &[usage]), TOKENS), Some(100.0));
    let attribute = ("openai.response.service_tier", "flex");
    assert_eq!(total(&with(LLM, &[attribute, served]), TOKENS), Some(100.0));
}
