//! One function, annotated in every way that is compared: a tool that takes a text and gives one, and a
//! model's call with a conversation in it.
//!
//! `cargo bench -p openinference-benches` runs three programs: telemetry off, nobody has set it up (a
//! library's users), and on, with a processor that throws finished spans away.

use std::hint::black_box;

use openinference_runtime::{llm_span, tool_span};
use opentelemetry::trace::{Span as _, Tracer as _};
use opentelemetry::{KeyValue, global};
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{SdkTracerProvider, Span, SpanData, SpanProcessor};
use serde_json::{Value, json};

/// What all of them do.
#[inline(never)]
pub fn plain(city: &str) -> usize {
    black_box(city).len()
}

/// This project.
#[tool_span]
#[inline(never)]
pub fn openinference(city: &str) -> usize {
    black_box(city).len()
}

/// The `tracing` macro, with its argument and its result.
#[tracing::instrument(ret)]
#[inline(never)]
pub fn with_tracing(city: &str) -> usize {
    black_box(city).len()
}

/// The `fastrace` macro, with its argument.
#[fastrace::trace(properties = { "city": "{city}" })]
#[inline(never)]
pub fn with_fastrace(city: &str) -> usize {
    black_box(city).len()
}

/// The OpenTelemetry API by hand, with the attributes that the macro writes.
#[inline(never)]
pub fn by_hand(city: &str) -> usize {
    let mut span = global::tracer("by-hand").start("by_hand");
    if span.is_recording() {
        span.set_attributes([
            KeyValue::new("openinference.span.kind", "TOOL"),
            KeyValue::new("tool.name", "by_hand"),
            KeyValue::new("input.value", json!({ "city": city }).to_string()),
            KeyValue::new("input.mime_type", "application/json"),
        ]);
    }
    let length = black_box(city).len();
    if span.is_recording() {
        span.set_attributes([
            KeyValue::new("output.value", length.to_string()),
            KeyValue::new("output.mime_type", "application/json"),
        ]);
        span.set_status(opentelemetry::trace::Status::Ok);
    }
    length
}

/// A model's call: forty messages, tokens, one answer.
#[llm_span]
#[inline(never)]
pub fn chat(request: &Value) -> Value {
    json!({
        "id": "c-1", "object": "chat.completion", "model": request["model"],
        "choices": [{ "index": 0, "finish_reason": "stop", "message": { "role": "assistant", "content": "A light jacket." } }],
        "usage": { "prompt_tokens": 1203, "completion_tokens": 4, "total_tokens": 1207 },
    })
}

/// The request of [`chat`].
#[must_use]
pub fn conversation() -> Value {
    let messages: Vec<Value> = (0..40)
        .map(|turn| {
            let role = if turn % 2 == 0 { "user" } else { "assistant" };
            json!({ "role": role, "content": format!("{turn}: {}", "what should I pack? ".repeat(10)) })
        })
        .collect();
    json!({ "model": "gpt-4o-mini", "temperature": 0.2, "messages": messages })
}

/// Throws finished spans away.
#[derive(Debug)]
struct Sink;

impl SpanProcessor for Sink {
    fn on_start(&self, _: &mut Span, _: &opentelemetry::Context) {}

    fn on_end(&self, span: SpanData) {
        black_box(span);
    }

    fn force_flush(&self) -> OTelSdkResult {
        Ok(())
    }

    fn shutdown_with_timeout(&self, _: std::time::Duration) -> OTelSdkResult {
        Ok(())
    }
}

/// A provider that records everything and keeps nothing.
#[must_use]
pub fn provider() -> SdkTracerProvider {
    SdkTracerProvider::builder().with_span_processor(Sink).build()
}
