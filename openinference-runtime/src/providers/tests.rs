//! What holds for all shapes.

use proptest::prelude::*;

use super::recognition::response_format;
use super::registry::REGISTRY;
use super::testing::{Written, json, name};
use super::*;
use crate::json::Json;
use crate::record::Recorded;
use crate::semconv::SpanKind;

/// Names that the shapes look for, so that random payloads come near to real ones.
const NAMES: &[&str] = &[
    "args",
    "arguments",
    "audio",
    "candidates",
    "choices",
    "content",
    "content_block",
    "contentBlockDelta",
    "contents",
    "data",
    "delta",
    "document",
    "documents",
    "done",
    "embedding",
    "embeddings",
    "error",
    "finish_reason",
    "function",
    "functionCall",
    "functionResponse",
    "id",
    "image",
    "image_url",
    "index",
    "input",
    "item",
    "message",
    "messages",
    "model",
    "name",
    "object",
    "options",
    "output",
    "output_index",
    "parts",
    "payload",
    "prompt",
    "input_type",
    "query",
    "response",
    "results",
    "role",
    "score",
    "source",
    "status",
    "stopReason",
    "stop_reason",
    "summary",
    "system",
    "text",
    "thinking",
    "toolResult",
    "toolUse",
    "tool_calls",
    "tools",
    "type",
    "usage",
    "usageMetadata",
];

const TEXTS: &[&str] = &[
    "",
    "text",
    "message",
    "function",
    "function_call",
    "reasoning",
    "user",
    "assistant",
    "tool",
    "tool_use",
    "tool_result",
    "base64",
    "chat.completion",
    "response",
    "message_start",
    "content_block_start",
    "content_block_delta",
    "message-start",
    "content-delta",
    "response.output_item.added",
    "response.output_text.delta",
    "gpt-4o",
    "{\"a\":1}",
    "data: {\"a\":1}\n\n",
    "data:image/png;base64,",
];

fn payload() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::Bool),
        any::<i64>().prop_map(Json::Int),
        (0i64..4).prop_map(Json::Int),
        any::<f64>().prop_map(Json::Float),
        prop::sample::select(TEXTS).prop_map(Json::from),
        any::<String>().prop_map(Json::String),
    ];
    leaf.prop_recursive(6, 100, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Json::Array),
            prop::collection::vec((prop::sample::select(NAMES).prop_map(str::to_owned), inner), 0..7)
                .prop_map(Json::Object),
        ]
    })
}

proptest! {
    /// [`Written::by`] checks that only keys of the conventions are written.
    #[test]
    fn random_payloads_never_panic_and_stay_within_the_conventions(payload in payload(), next in payload()) {
        for format in REGISTRY {
            let _ = format.is_request(payload.view()) || format.is_response(payload.view()) || format.is_chunk(payload.view());
            Written::by(|out| format.request(payload.view(), out));
            Written::by(|out| format.response(payload.view(), out));
            if let Some(mut merge) = format.merge() {
                merge.chunk(payload.view());
                merge.chunk(next.view());
                Written::by(|out| merge.finish(out));
            }
        }
    }
}

#[test]
fn kinds_without_payloads_are_not_looked_at() {
    let request = r#"{"model":"gpt-4o","messages":[{"role":"user","content":"x"}]}"#;
    assert!(payload_of(SpanKind::Llm, request).is_some());
    assert!(payload_of(SpanKind::Tool, request).is_none());
    assert_eq!(payload_of(SpanKind::Llm, "{ no json"), Some(Json::from("{ no json")));
    assert!(request_format(SpanKind::Chain, json(request).view()).is_none());
}

fn payload_of(kind: SpanKind, text: &str) -> Option<Json> {
    super::Payload::of(kind, &Recorded::Text(text.to_owned())).map(|payload| payload.view().to_json())
}

#[test]
fn the_shape_of_the_request_decides_where_the_response_fits() {
    let response = json(r#"{"choices":[{"message":{"role":"assistant","content":"x"}}]}"#);
    let hint: Option<&'static dyn PayloadFormat> = Some(&openai::OpenAiEmbeddings);
    let found = response_format(SpanKind::Llm, hint, response.view());
    assert_eq!(name(found), "OpenAiChat", "a hint that does not fit is no hint");
}

#[test]
fn long_streams_are_bounded() {
    let Some(mut merge) = openai::OpenAiChat.merge() else { panic!("it has streams") };
    let fragment = "x".repeat(1000);
    let chunk = json(&format!(r#"{{"choices":[{{"index":0,"delta":{{"content":"{fragment}"}}}}]}}"#));
    for _ in 0..10_000 {
        merge.chunk(chunk.view());
    }
    let written = Written::by(|out| merge.finish(out));
    let content = written.get("llm.output_messages.0.message.content");
    assert!(content.len() <= 65_536 && content.ends_with(" of 10000000 bytes kept]"), "{}", content.len());
}
