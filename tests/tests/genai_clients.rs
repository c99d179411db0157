//! Real clients that write spans of their own by OpenTelemetry's GenAI conventions, through `tracing`.

use anyhow::Result;
use axum::routing::post;
use axum::{Router, serve};
use openinference_runtime::config::TraceConfig;
use openinference_runtime::cost::{ModelPrice, PriceBook};
use openinference_runtime::llm_span;
use openinference_runtime::opentelemetry::trace::{FutureExt as _, TracerProvider as _};
use openinference_runtime::testing::{Capture, Node, Recording};
use rig_core::DynModel;
use rig_core::completion::{CompletionRequest, CompletionResponse};
use rig_core::error::ProviderError;
use rig_core::operation::Completion;
use rig_core::providers::openai::OpenAIConfig;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tracing::instrument::WithSubscriber as _;
use tracing::subscriber::DefaultGuard;
use tracing_subscriber::layer::SubscriberExt as _;

/// An OpenAI-compatible API on loopback that always says the same.
async fn server() -> Result<String> {
    async fn answer() -> ([(&'static str, &'static str); 1], String) {
        let body = json!({
            "id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "gpt-4o-2024-08-06",
            "choices": [{"index": 0, "message": {"role": "assistant", "content": "Sunny."}, "finish_reason": "stop"}],
            "usage": {"prompt_tokens": 10, "completion_tokens": 2, "total_tokens": 12,
                      "prompt_tokens_details": {"cached_tokens": 4}}
        });
        ([("content-type", "application/json")], body.to_string())
    }
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/v1", listener.local_addr()?);
    let app = Router::new().route("/v1/chat/completions", post(answer));
    tokio::spawn(async move { serve(listener, app).await });
    Ok(url)
}

fn recording() -> Recording {
    let prices = PriceBook::empty().with("gpt-4o", ModelPrice::per_token(1.0, 10.0).cache_read(0.5));
    let config = TraceConfig::builder().without_env().price_book(prices).build();
    Capture::new().config(config).convert_genai().open()
}

/// Runs `work` with the spans of `tracing` in the capture too.
async fn traced<T>(recording: &Recording, work: impl Future<Output = T>) -> T {
    let layer = tracing_opentelemetry::layer().with_tracer(recording.tracer_provider().tracer("client"));
    let subscriber = tracing_subscriber::registry().with(layer);
    work.with_context(recording.context().clone()).with_subscriber(subscriber).await
}

fn attribute(span: &Node, key: &str) -> Option<Value> {
    serde_json::to_value(span).ok()?.get("attributes")?.get(key).cloned()
}

async fn ask(model: &DynModel<Completion>, question: &str) -> Result<CompletionResponse, ProviderError> {
    model.call(CompletionRequest::new(question)).await
}

#[tokio::test]
async fn a_span_of_rig_becomes_an_llm_span() -> Result<()> {
    let model: DynModel<Completion> =
        OpenAIConfig::new("key").with_base_url(server().await?).client().chat("gpt-4o").into();
    let recording = recording();
    traced(&recording, ask(&model, "Weather?")).await?;
    let trace = recording.trace();
    let call = &trace.roots[0];
    assert_eq!(call.kind, "LLM", "{trace:#}");
    for (key, expected) in [
        ("llm.provider", json!("openai")),
        ("llm.system", json!("openai")),
        ("llm.request.model_name", json!("gpt-4o")),
        ("llm.response.model_name", json!("gpt-4o-2024-08-06")),
        ("llm.token_count.prompt", json!(10)),
        ("llm.token_count.prompt_details.cache_read", json!(4)),
        ("llm.token_count.completion", json!(2)),
        ("llm.cost.total", json!(28.0)),
    ] {
        assert_eq!(attribute(call, key), Some(expected), "{key} in {trace:#}");
    }
    Ok(())
}

#[tokio::test]
async fn an_llm_span_around_rig_counts_its_tokens_once() -> Result<()> {
    #[llm_span]
    async fn chat(model: DynModel<Completion>, question: &str) -> Result<String, ProviderError> {
        ask(&model, question).await.map(|_| "Sunny.".to_owned())
    }
    let model: DynModel<Completion> =
        OpenAIConfig::new("key").with_base_url(server().await?).client().chat("gpt-4o").into();
    let recording = recording();
    traced(&recording, chat(model, "Weather?")).await?;
    let trace = recording.trace();
    let [call] = trace.roots.as_slice() else { panic!("one trace: {trace:#}") };
    assert_eq!(
        (call.kind.as_str(), attribute(call, "llm.cost.total")),
        ("LLM", Some(json!(28.0))),
        "{trace:#}"
    );
    assert_eq!(attribute(call, "llm.token_count.prompt"), Some(json!(10)));
    assert_eq!(attribute(call, "llm.response.model_name"), Some(json!("gpt-4o-2024-08-06")));
    let [part] = call.children.as_slice() else { panic!("one span of the client: {trace:#}") };
    assert_eq!(part.kind, "CHAIN", "{trace:#}");
    assert_eq!(attribute(part, "llm.token_count.prompt"), None);
    Ok(())
}

/// The span that `genai` 0.7 makes with its feature `otel`, field by field: lists are JSON text there.
#[test]
fn a_span_of_genai_becomes_an_llm_span() {
    let recording = recording();
    let layer = tracing_opentelemetry::layer().with_tracer(recording.tracer_provider().tracer("client"));
    let _subscribed: DefaultGuard =
        tracing::subscriber::set_default(tracing_subscriber::registry().with(layer));
    let _captured = recording.context().clone().attach();
    let span = tracing::info_span!(
        "genai.chat",
        "otel.name" = "chat gpt-4o",
        "otel.kind" = "client",
        "gen_ai.operation.name" = "chat",
        "gen_ai.provider.name" = "openai",
        "gen_ai.request.model" = "gpt-4o",
        "gen_ai.request.stream" = false,
        "gen_ai.request.stop_sequences" = r#"["END"]"#,
        "gen_ai.request.temperature" = 0.5,
        "gen_ai.response.finish_reasons" = tracing::field::Empty,
        "gen_ai.usage.input_tokens" = tracing::field::Empty,
        "gen_ai.usage.output_tokens" = tracing::field::Empty,
        "gen_ai.usage.reasoning.output_tokens" = tracing::field::Empty,
        "gen_ai.system_instructions" = r#"[{"type":"text","content":"Be brief."}]"#,
        "gen_ai.input.messages" = r#"[{"role":"user","parts":[{"type":"text","content":"Weather?"}]},
            {"role":"tool","parts":[{"type":"tool_call_response","id":"call_1","result":"sunny"}]}]"#,
        "gen_ai.output.messages" = tracing::field::Empty,
    );
    span.record("gen_ai.response.finish_reasons", r#"["stop"]"#);
    span.record("gen_ai.usage.input_tokens", 10_i64);
    span.record("gen_ai.usage.output_tokens", 5_i64);
    span.record("gen_ai.usage.reasoning.output_tokens", 3_i64);
    span.record(
        "gen_ai.output.messages",
        r#"[{"role":"assistant","parts":[{"type":"reasoning","content":"Hm"},{"type":"text","content":"Sunny."}]}]"#,
    );
    drop(span);
    let trace = recording.trace();
    let call = &trace.roots[0];
    assert_eq!((call.kind.as_str(), call.name.as_str()), ("LLM", "chat gpt-4o"));
    for (key, expected) in [
        ("llm.finish_reason", json!("stop")),
        ("llm.token_count.completion_details.reasoning", json!(3)),
        ("llm.input_messages.0.message.content", json!("Be brief.")),
        ("llm.input_messages.2.message.tool_call_id", json!("call_1")),
        ("llm.input_messages.2.message.content", json!("sunny")),
        ("llm.output_messages.0.message.contents.0.message_content.type", json!("reasoning")),
        ("llm.invocation_parameters", json!(r#"{"temperature":0.5,"stream":false,"stop":["END"]}"#)),
        ("llm.cost.total", json!(60.0)),
    ] {
        assert_eq!(attribute(call, key), Some(expected), "{key} in {trace:#}");
    }
}
