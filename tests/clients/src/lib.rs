//! What the tests of clients share: an API on loopback, and a capture that the clients' spans go into too.

pub mod recorded;

use std::collections::BTreeMap;

use anyhow::Result;
use axum::{Router, routing::post, serve};
use openinference_runtime::config::TraceConfig;
use openinference_runtime::cost::{ModelPrice, PriceBook};
use openinference_runtime::opentelemetry::trace::{FutureExt as _, TracerProvider as _};
use openinference_runtime::testing::{Capture, Node, Recording, Trace};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tracing::instrument::WithSubscriber as _;
use tracing_subscriber::layer::SubscriberExt as _;

/// An OpenAI-compatible API that always says the same; its base URL.
///
/// # Errors
/// When there is no port to listen on.
pub async fn server() -> Result<String> {
    async fn answer() -> ([(&'static str, &'static str); 1], String) {
        let body = json!({
            "id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "gpt-4o-2024-08-06",
            "choices": [{
                "index": 0, "message": {"role": "assistant", "content": "Sunny."}, "finish_reason": "stop"
            }],
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

/// A capture in which a token costs a dollar, ten when it is written and a half when it is cached.
#[must_use]
pub fn recording() -> Recording {
    let prices = PriceBook::empty().with("gpt-4o", ModelPrice::per_token(1.0, 10.0).cache_read(0.5));
    let config = TraceConfig::builder().without_env().price_book(prices).build();
    Capture::new().config(config).convert_genai().open()
}

/// Runs `work` with the spans of `tracing` in the capture too.
pub async fn traced<T>(recording: &Recording, work: impl Future<Output = T>) -> T {
    let layer = tracing_opentelemetry::layer().with_tracer(recording.tracer_provider().tracer("client"));
    let subscriber = tracing_subscriber::registry().with(layer);
    work.with_context(recording.context().clone()).with_subscriber(subscriber).await
}

/// An attribute as JSON.
#[must_use]
pub fn attribute(span: &Node, key: &str) -> Option<Value> {
    serde_json::to_value(span).ok()?.get("attributes")?.get(key).cloned()
}

/// The attributes of a span whose keys begin with `prefix`, JSON in them as JSON.
///
/// # Errors
/// None that is known: spans are JSON.
pub fn attributes(span: &Node, prefix: &str) -> Result<BTreeMap<String, Value>> {
    let json = |text: &str| serde_json::from_str(text).ok().filter(Value::is_object);
    let mut all: BTreeMap<String, Value> =
        serde_json::from_value(serde_json::to_value(span)?["attributes"].take())?;
    all.retain(|key, _| key.starts_with(prefix));
    for value in all.values_mut() {
        if let Some(object) = value.as_str().and_then(json) {
            *value = object;
        }
    }
    Ok(all)
}

/// What the first span says of the call: one line for each attribute of the conventions for models.
///
/// # Panics
/// When there is no span.
#[must_use]
pub fn said(trace: &Trace) -> String {
    let attributes = trace.roots[0].attributes.iter().filter(|(key, _)| key.starts_with("llm."));
    attributes.map(|(key, value)| format!("{key}: {}\n", value.write(1000))).collect()
}
