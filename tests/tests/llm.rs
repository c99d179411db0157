//! Model calls that describe themselves: requests and responses are recognised, whatever types they have.

use futures_util::StreamExt as _;
use futures_util::stream::{self, Stream};
use openinference_runtime::llm_span;
use openinference_runtime::testing::{SpanStatus, capture, capture_sync};
use serde_json::{Value, json};

fn request() -> Value {
    json!({
        "model": "gpt-4o-mini", "temperature": 0.2,
        "messages": [{ "role": "system", "content": "Be brief." }, { "role": "user", "content": "Rome?" }],
        "tools": [{ "type": "function", "function": { "name": "get_weather", "parameters": { "type": "object" } } }],
    })
}

fn response() -> Value {
    json!({
        "id": "c-1", "object": "chat.completion", "model": "gpt-4o-mini-2024-07-18",
        "choices": [{ "index": 0, "finish_reason": "stop", "message": { "role": "assistant", "content": "Sunny." } }],
        "usage": { "prompt_tokens": 23, "completion_tokens": 4, "total_tokens": 27 },
    })
}

#[llm_span]
async fn chat(client: (), request: Value) -> Result<Value, String> {
    let () = client;
    let _ = request;
    Ok(response())
}

#[tokio::test]
async fn a_request_and_its_response_fill_the_span() {
    let (_, trace) = capture(chat((), request())).await;
    insta::assert_yaml_snapshot!(trace);
}

#[llm_span]
fn chat_in_parts(model: &str, messages: &Value, temperature: f64) -> String {
    let _ = (model, messages, temperature);
    response().to_string()
}

#[test]
fn arguments_that_are_the_fields_of_a_request_and_a_body_as_text_are_read_too() {
    let (_, trace) = capture_sync(|| chat_in_parts("gpt-4o-mini", &request()["messages"], 0.5));
    let span = &trace.roots[0];
    assert_eq!(span.text("llm.input_messages.1.message.content"), Some("Rome?"));
    assert_eq!(span.text("llm.output_messages.0.message.content"), Some("Sunny."));
    assert_eq!(span.text("llm.model_name"), Some("gpt-4o-mini-2024-07-18"));
    assert_eq!(span.text("llm.invocation_parameters"), Some(r#"{"model":"gpt-4o-mini","temperature":0.5}"#));
}

#[llm_span]
fn refused(request: &Value) -> Value {
    let _ = request;
    json!({ "error": { "type": "rate_limit_error", "message": "slow down" } })
}

#[test]
fn an_error_in_the_body_of_a_response_is_the_calls_error() {
    let (_, trace) = capture_sync(|| refused(&request()));
    assert_eq!(trace.roots[0].status, SpanStatus::Error("rate_limit_error: slow down".to_owned()));
    assert_eq!(trace.roots[0].text("llm.model_name"), Some("gpt-4o-mini"));
}

#[llm_span(model = "said", provider = "azure")]
fn said(request: &Value) -> Value {
    let _ = request;
    response()
}

#[test]
fn what_is_said_wins_over_what_is_found() {
    let (_, trace) = capture_sync(|| said(&request()));
    assert_eq!(trace.roots[0].text("llm.model_name"), Some("said"));
    assert_eq!(trace.roots[0].text("llm.provider"), Some("azure"));
}

#[llm_span]
fn streamed(request: Value) -> impl Stream<Item = Result<Value, String>> {
    let _ = request;
    let delta = |delta: Value, finish: Value| {
        Ok(json!({
            "id": "c-1", "object": "chat.completion.chunk", "model": "gpt-4o-mini-2024-07-18",
            "choices": [{ "index": 0, "delta": delta, "finish_reason": finish }],
        }))
    };
    let usage = json!({ "prompt_tokens": 23, "completion_tokens": 4, "total_tokens": 27 });
    stream::iter([
        delta(json!({ "role": "assistant", "content": "Sun" }), Value::Null),
        delta(json!({ "content": "ny." }), Value::Null),
        delta(json!({}), json!("stop")),
        Ok(json!({ "id": "c-1", "object": "chat.completion.chunk", "choices": [], "usage": usage })),
    ])
}

#[tokio::test]
async fn the_chunks_of_a_stream_come_together() {
    let (items, trace) = capture(async { streamed(request()).collect::<Vec<_>>().await }).await;
    assert_eq!(items.len(), 4);
    let view = trace.view().replace("gen_ai.response.time_to_first_chunk", "[seconds]");
    insta::assert_yaml_snapshot!(view);
}

#[llm_span(provider = "openai")]
fn of_provider(prompt: &str) -> &'static str {
    let _ = prompt;
    "Sunny."
}

#[llm_span(provider = "groq", model = "llama-3.3-70b-versatile")]
fn of_another_maker(prompt: &str) -> &'static str {
    let _ = prompt;
    "Sunny."
}

#[llm_span(provider = "groq", model = "house-model")]
fn of_nobody_known(prompt: &str) -> &'static str {
    let _ = prompt;
    "Sunny."
}

#[llm_span(model = "house-model")]
fn at_host(prompt: &str) -> &'static str {
    let _ = prompt;
    openinference_runtime::current().attribute("server.address", "my-resource.openai.azure.com");
    "Sunny."
}

#[test]
fn the_system_follows_from_the_models_name_else_from_the_provider_or_the_host() {
    for (call, provider, system) in [
        (of_provider as fn(&str) -> &'static str, "openai", "openai"),
        (of_another_maker, "groq", "meta"),
        (of_nobody_known, "groq", "groq"),
        (at_host, "azure", "openai"),
    ] {
        let (_, trace) = capture_sync(|| call("Rome?"));
        let span = &trace.roots[0];
        assert_eq!(span.text("llm.provider"), Some(provider));
        assert_eq!(span.text("llm.system"), Some(system));
        assert!(!trace.check().to_string().contains("OI201"), "{}", trace.check());
    }
}
