//! `llm.cost.*` on spans.

use openinference_runtime::config::TraceConfig;
use openinference_runtime::cost::{ModelPrice, PriceBook};
use openinference_runtime::semconv::SpanKind;
use openinference_runtime::semconv::attributes::{
    LLM_COST_COMPLETION, LLM_COST_PROMPT, LLM_COST_PROMPT_DETAILS_CACHE_READ, LLM_COST_PROMPT_DETAILS_INPUT,
    LLM_COST_TOTAL, LLM_MODEL_NAME,
};
use openinference_runtime::testing::{Capture, Node, Trace, capture_sync};
use openinference_runtime::value::{Cost, TokenCount};
use openinference_runtime::{current, llm_span, span};
use serde_json::{Value, json};

/// One dollar for a token of the prompt, ten for one of the completion, a quarter for one from the cache.
fn priced() -> Capture {
    let prices = PriceBook::empty().with("gpt-4o", ModelPrice::per_token(1.0, 10.0).cache_read(0.25));
    Capture::new().config(TraceConfig::builder().without_env().price_book(prices).build())
}

fn only(trace: &Trace) -> &Node {
    let [span] = trace.roots.as_slice() else { panic!("one span: {trace:#?}") };
    span
}

fn dollars(span: &Node, key: &str) -> Option<f64> {
    serde_json::to_value(span).ok()?.get("attributes")?.get(key)?.as_f64()
}

fn response(model: &str) -> Value {
    json!({
        "id": "chatcmpl-1", "object": "chat.completion", "model": model,
        "choices": [{"index": 0, "message": {"role": "assistant", "content": "Hi"}, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 10, "completion_tokens": 2, "total_tokens": 12,
                  "prompt_tokens_details": {"cached_tokens": 4}}
    })
}

#[llm_span]
fn chat(request: Value) -> Value {
    let model = request["model"].as_str().unwrap_or_default();
    response(model)
}

fn request(model: &str) -> Value {
    json!({"model": model, "messages": [{"role": "user", "content": "Hi"}]})
}

#[test]
fn a_recognised_response_is_priced() {
    let (_, trace) = priced().run_sync(|| chat(request("gpt-4o")));
    let span = only(&trace);
    assert_eq!(dollars(span, LLM_COST_PROMPT), Some(7.0));
    assert_eq!(dollars(span, LLM_COST_PROMPT_DETAILS_INPUT), Some(6.0));
    assert_eq!(dollars(span, LLM_COST_PROMPT_DETAILS_CACHE_READ), Some(1.0));
    assert_eq!(dollars(span, LLM_COST_COMPLETION), Some(20.0));
    assert_eq!(dollars(span, LLM_COST_TOTAL), Some(27.0));
}

#[test]
fn an_unknown_model_has_no_cost_attribute() {
    let (_, trace) = priced().run_sync(|| chat(request("unheard-of")));
    let all = serde_json::to_string(only(&trace)).expect("spans serialise");
    assert!(!all.contains("llm.cost") && all.contains("llm.token_count.prompt"), "{all}");
}

#[test]
fn a_model_that_was_named_at_the_start_is_priced() {
    #[llm_span(model = "gpt-4o", provider = "openai")]
    fn complete(prompt: &str) -> String {
        current().write(|out| TokenCount::new(3, 1).write(out));
        prompt.to_owned()
    }
    let (_, trace) = priced().run_sync(|| complete("Hi"));
    assert_eq!(dollars(only(&trace), LLM_COST_TOTAL), Some(13.0));
}

#[test]
fn a_cost_that_the_program_says_stays_alone() {
    let (_, trace) = priced().run_sync(|| {
        span(SpanKind::Llm, "chat").attribute(LLM_MODEL_NAME, "gpt-4o").in_scope(|| {
            current().write(|out| TokenCount::new(3, 1).write(out));
            current().write(|out| Cost::of_total(0.5).write(out));
        });
    });
    let span = only(&trace);
    assert_eq!(dollars(span, LLM_COST_TOTAL), Some(0.5));
    assert_eq!(dollars(span, LLM_COST_PROMPT), None);
}

#[test]
fn an_agent_that_sums_up_tokens_is_not_paid_twice() {
    let (_, trace) = priced().run_sync(|| {
        span(SpanKind::Agent, "agent").attribute(LLM_MODEL_NAME, "gpt-4o").in_scope(|| {
            chat(request("gpt-4o"));
            current().write(|out| TokenCount::new(10, 2).write(out));
        });
    });
    let agent = only(&trace);
    assert_eq!(dollars(agent, LLM_COST_TOTAL), None);
    assert_eq!(dollars(&agent.children[0], LLM_COST_TOTAL), Some(27.0));
}

#[test]
fn a_test_without_a_price_book_has_no_costs() {
    let (_, trace) = capture_sync(|| chat(request("gpt-4o")));
    assert_eq!(dollars(only(&trace), LLM_COST_TOTAL), None, "snapshots do not change with the prices");
}
