//! The framework `rig`.

use futures_util::stream::{self, Stream, StreamExt as _};
use openinference_runtime::llm_span;
use openinference_runtime::testing::{capture, capture_sync};
use rig_core::completion::{CompletionRequest, CompletionResponse};
use rig_core::streaming::{Item, StreamEvent};
use serde_json::{Value, json};

use openinference_client_tests::said;

/// What can be built of its types outside of the framework: by reading them, which checks the shape.
fn read<T: serde::de::DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).unwrap()
}

fn request() -> CompletionRequest {
    read(json!({
        "model": "gpt-4o",
        "chat_history": [
            { "role": "system", "content": "Be brief." },
            { "role": "user", "content": [
                { "type": "text", "text": "Weather here?" },
                { "type": "image", "data": { "type": "base64", "value": "AAAA" }, "media_type": "png" },
            ] },
            { "role": "assistant", "content": [
                { "type": "toolcall", "id": { "provider": "call_1" },
                  "function": { "name": "get_weather", "arguments": { "city": "Rome" } } },
            ] },
            { "role": "user", "content": [
                { "type": "toolresult", "call": { "provider": "call_1" }, "name": "get_weather",
                  "content": [{ "type": "text", "text": "sunny" }] },
                { "type": "text", "text": "And now?" },
            ] },
        ],
        "documents": [],
        "tools": [{ "name": "get_weather", "description": "Weather.", "parameters": { "type": "object" } }],
        "temperature": 0.5,
        "max_tokens": null, "tool_choice": null, "additional_params": null, "output_schema": null,
    }))
}

#[llm_span]
fn complete(request: CompletionRequest) -> CompletionResponse {
    let _ = request;
    read(json!({
        "choice": [
            { "type": "reasoning", "text": "Hm." },
            { "type": "text", "text": "Let me see." },
        ],
        "usage": {
            "input_tokens": 20, "output_tokens": 7, "total_tokens": 27, "cached_input_tokens": 16,
            "cache_creation_input_tokens": 2, "reasoning_tokens": 5,
            "cost": { "input": 0.25, "output": 0.5, "cache_read": 0.125, "total": 0.875 },
        },
        "origin": { "api": "openai-responses", "provider": "openai", "model": "gpt-4o",
                    "response_model": "gpt-4o-2024-08-06", "response_id": "r1" },
        "finish_reason": "stop",
        "raw": { "choices": [] },
    }))
}

#[test]
fn a_request_and_a_response_are_understood() {
    let (_, trace) = capture_sync(|| complete(request()));
    let expected = r#"
llm.cost.completion: 0.5
llm.cost.prompt: 0.375
llm.cost.prompt_details.cache_read: 0.125
llm.cost.prompt_details.input: 0.25
llm.cost.total: 0.875
llm.finish_reason: "stop"
llm.input_messages.0.message.content: "Be brief."
llm.input_messages.0.message.role: "system"
llm.input_messages.1.message.contents.0.message_content.text: "Weather here?"
llm.input_messages.1.message.contents.0.message_content.type: "text"
llm.input_messages.1.message.contents.1.message_content.image.image.url: "data:image/png;base64,AAAA"
llm.input_messages.1.message.contents.1.message_content.type: "image"
llm.input_messages.1.message.role: "user"
llm.input_messages.2.message.role: "assistant"
llm.input_messages.2.message.tool_calls.0.tool_call.function.arguments: "{\"city\":\"Rome\"}"
llm.input_messages.2.message.tool_calls.0.tool_call.function.name: "get_weather"
llm.input_messages.2.message.tool_calls.0.tool_call.id: "call_1"
llm.input_messages.3.message.content: "sunny"
llm.input_messages.3.message.name: "get_weather"
llm.input_messages.3.message.role: "tool"
llm.input_messages.3.message.tool_call_id: "call_1"
llm.input_messages.4.message.content: "And now?"
llm.input_messages.4.message.role: "user"
llm.invocation_parameters: "{\"temperature\":0.5}"
llm.model_name: "gpt-4o-2024-08-06"
llm.output_messages.0.message.contents.0.message_content.text: "Hm."
llm.output_messages.0.message.contents.0.message_content.type: "reasoning"
llm.output_messages.0.message.contents.1.message_content.text: "Let me see."
llm.output_messages.0.message.contents.1.message_content.type: "text"
llm.output_messages.0.message.role: "assistant"
llm.provider: "openai"
llm.request.model_name: "gpt-4o"
llm.response.model_name: "gpt-4o-2024-08-06"
llm.system: "openai"
llm.token_count.completion: 7
llm.token_count.completion_details.reasoning: 5
llm.token_count.prompt: 20
llm.token_count.prompt_details.cache_read: 16
llm.token_count.prompt_details.cache_write: 2
llm.token_count.total: 27
llm.tools.0.tool.json_schema: "{\"type\":\"function\",\"function\":{\"name\":\"get_weather\",\"description\":\"Weather.\",\"parameters\":{\"type\":\"object\"}}}"
"#;
    assert_eq!(said(&trace), expected.trim_start());
}

#[llm_span]
fn items(events: Vec<Value>) -> impl Stream<Item = Item<StreamEvent>> {
    stream::iter(events).map(|event| read(json!({ "item": "event", "value": event })))
}

#[tokio::test]
async fn a_stream_is_put_together() {
    let events = vec![
        json!({ "event": "start", "part": 0, "kind": "text" }),
        json!({ "event": "text", "part": 0, "text": "Let me " }),
        json!({ "event": "start", "part": 1, "kind": "tool_call", "name": "get_weather" }),
        json!({ "event": "text", "part": 0, "text": "see." }),
        json!({ "event": "arguments", "part": 1, "json": r#"{"city":"# }),
        json!({ "event": "arguments", "part": 1, "json": r#""Rome"}"# }),
        json!({ "event": "end", "part": 1, "content": {
            "type": "toolcall", "id": { "provider": "call_1" },
            "function": { "name": "get_weather", "arguments": { "city": "Rome" } },
        } }),
    ];
    let (_, trace) = capture(async { items(events.clone()).count().await }).await;
    let expected = r#"
llm.output_messages.0.message.content: "Let me see."
llm.output_messages.0.message.role: "assistant"
llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments: "{\"city\":\"Rome\"}"
llm.output_messages.0.message.tool_calls.0.tool_call.function.name: "get_weather"
llm.output_messages.0.message.tool_calls.0.tool_call.id: "call_1"
"#;
    assert_eq!(said(&trace), expected.trim_start());
    let (_, trace) = capture(async { items(events).take(6).count().await }).await;
    let without_id =
        expected.replace("llm.output_messages.0.message.tool_calls.0.tool_call.id: \"call_1\"\n", "");
    assert_eq!(said(&trace), without_id.trim_start(), "what arrived so far");
}
