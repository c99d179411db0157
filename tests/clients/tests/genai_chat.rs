//! The crate `genai`.

use futures_util::stream::{self, Stream, StreamExt as _};
use genai::ModelIden;
use genai::adapter::AdapterKind;
use genai::chat::{
    Binary, ChatMessage, ChatRequest, ChatResponse, ChatStreamEvent, ContentPart, MessageContent, StopReason,
    StreamChunk, StreamEnd, Tool, ToolCall, ToolChunk, ToolResponse, Usage,
};
use openinference_runtime::llm_span;
use openinference_runtime::testing::{capture, capture_sync};
use serde_json::json;

use openinference_client_tests::said;

fn call() -> ToolCall {
    ToolCall {
        call_id: "call_1".to_owned(),
        fn_name: "get_weather".to_owned(),
        fn_arguments: json!({ "city": "Rome" }),
        thought_signatures: Some(vec!["sig".to_owned()]),
    }
}

fn usage() -> Usage {
    serde_json::from_value(json!({
        "prompt_tokens": 20, "completion_tokens": 7, "total_tokens": 27,
        "prompt_tokens_details": { "cached_tokens": 16, "cache_creation_tokens": 2 },
        "completion_tokens_details": { "reasoning_tokens": 5 },
    }))
    .unwrap()
}

#[llm_span(model = "claude-sonnet-4-5")]
fn ask(request: ChatRequest) -> genai::Result<ChatResponse> {
    let _ = request;
    let model = |name: &str| ModelIden::new(AdapterKind::Anthropic, name.to_owned());
    Ok(ChatResponse {
        content: MessageContent::from_text("Let me see.").append(call()),
        reasoning_content: Some("Hm.".to_owned()),
        model_iden: model("claude-sonnet-4-5"),
        provider_model_iden: model("claude-sonnet-4-5-20250929"),
        stop_reason: Some(StopReason::from("tool_use".to_owned())),
        usage: usage(),
        captured_raw_body: None,
        response_id: None,
    })
}

#[test]
fn a_request_and_a_response_are_understood() {
    let request = ChatRequest::from_system("Be brief.")
        .append_message(ChatMessage::user(vec![
            ContentPart::Text("Weather here?".to_owned()),
            Binary::from_url("image/png", "https://example.org/a.png", None).into(),
        ]))
        .append_message(ChatMessage::from(vec![call()]))
        .append_message(ChatMessage::from(ToolResponse::new("call_1", "sunny")))
        .append_tool(
            Tool::new("get_weather").with_description("Weather.").with_schema(json!({ "type": "object" })),
        );
    let (_, trace) = capture_sync(|| ask(request));
    let expected = r#"
llm.finish_reason: "tool_use"
llm.input_messages.0.message.content: "Be brief."
llm.input_messages.0.message.role: "system"
llm.input_messages.1.message.contents.0.message_content.text: "Weather here?"
llm.input_messages.1.message.contents.0.message_content.type: "text"
llm.input_messages.1.message.contents.1.message_content.image.image.url: "https://example.org/a.png"
llm.input_messages.1.message.contents.1.message_content.type: "image"
llm.input_messages.1.message.role: "user"
llm.input_messages.2.message.role: "assistant"
llm.input_messages.2.message.tool_calls.0.tool_call.function.arguments: "{\"city\":\"Rome\"}"
llm.input_messages.2.message.tool_calls.0.tool_call.function.name: "get_weather"
llm.input_messages.2.message.tool_calls.0.tool_call.id: "call_1"
llm.input_messages.2.message.tool_calls.0.tool_call.reasoning_signature: "sig"
llm.input_messages.3.message.content: "sunny"
llm.input_messages.3.message.role: "tool"
llm.input_messages.3.message.tool_call_id: "call_1"
llm.invocation_parameters: "{}"
llm.model_name: "claude-sonnet-4-5"
llm.output_messages.0.message.contents.0.message_content.text: "Hm."
llm.output_messages.0.message.contents.0.message_content.type: "reasoning"
llm.output_messages.0.message.contents.1.message_content.text: "Let me see."
llm.output_messages.0.message.contents.1.message_content.type: "text"
llm.output_messages.0.message.contents.2.message_content.type: "tool_use"
llm.output_messages.0.message.contents.2.tool_call.function.arguments: "{\"city\":\"Rome\"}"
llm.output_messages.0.message.contents.2.tool_call.function.name: "get_weather"
llm.output_messages.0.message.contents.2.tool_call.id: "call_1"
llm.output_messages.0.message.contents.2.tool_call.reasoning_signature: "sig"
llm.output_messages.0.message.role: "assistant"
llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments: "{\"city\":\"Rome\"}"
llm.output_messages.0.message.tool_calls.0.tool_call.function.name: "get_weather"
llm.output_messages.0.message.tool_calls.0.tool_call.id: "call_1"
llm.output_messages.0.message.tool_calls.0.tool_call.reasoning_signature: "sig"
llm.provider: "anthropic"
llm.response.model_name: "claude-sonnet-4-5-20250929"
llm.system: "anthropic"
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
fn chat(events: Vec<ChatStreamEvent>) -> impl Stream<Item = genai::Result<ChatStreamEvent>> {
    stream::iter(events).map(Ok)
}

fn events() -> Vec<ChatStreamEvent> {
    let chunk = |content: &str| StreamChunk { content: content.to_owned() };
    let so_far = |arguments: &str| ToolCall { fn_arguments: json!(arguments), ..call() };
    vec![
        ChatStreamEvent::Start,
        ChatStreamEvent::ReasoningChunk(chunk("Hm.")),
        ChatStreamEvent::Chunk(chunk("Let me ")),
        ChatStreamEvent::Heartbeat,
        ChatStreamEvent::Chunk(chunk("see.")),
        ChatStreamEvent::ToolCallChunk(ToolChunk { tool_call: so_far(r#"{"ci"#) }),
        ChatStreamEvent::ToolCallChunk(ToolChunk { tool_call: so_far(r#"{"city":"Rome"}"#) }),
        ChatStreamEvent::End(StreamEnd {
            captured_usage: Some(usage()),
            captured_stop_reason: Some(StopReason::from("tool_use".to_owned())),
            ..StreamEnd::default()
        }),
    ]
}

const ANSWER: &str = r#"
llm.finish_reason: "tool_use"
llm.output_messages.0.message.contents.0.message_content.text: "Hm."
llm.output_messages.0.message.contents.0.message_content.type: "reasoning"
llm.output_messages.0.message.contents.1.message_content.text: "Let me see."
llm.output_messages.0.message.contents.1.message_content.type: "text"
llm.output_messages.0.message.contents.2.message_content.type: "tool_use"
llm.output_messages.0.message.contents.2.tool_call.function.arguments: "{\"city\":\"Rome\"}"
llm.output_messages.0.message.contents.2.tool_call.function.name: "get_weather"
llm.output_messages.0.message.contents.2.tool_call.id: "call_1"
llm.output_messages.0.message.contents.2.tool_call.reasoning_signature: "sig"
llm.output_messages.0.message.role: "assistant"
llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments: "{\"city\":\"Rome\"}"
llm.output_messages.0.message.tool_calls.0.tool_call.function.name: "get_weather"
llm.output_messages.0.message.tool_calls.0.tool_call.id: "call_1"
llm.output_messages.0.message.tool_calls.0.tool_call.reasoning_signature: "sig"
llm.token_count.completion: 7
llm.token_count.completion_details.reasoning: 5
llm.token_count.prompt: 20
llm.token_count.prompt_details.cache_read: 16
llm.token_count.prompt_details.cache_write: 2
llm.token_count.total: 27
"#;

#[tokio::test]
async fn a_stream_is_put_together() {
    let (_, trace) = capture(async { chat(events()).count().await }).await;
    assert_eq!(said(&trace), ANSWER.trim_start());
}

#[tokio::test]
async fn what_the_crate_has_captured_itself_counts() {
    let mut events = events();
    events.pop();
    events.push(ChatStreamEvent::End(StreamEnd {
        captured_content: Some(MessageContent::from_text("All of it.")),
        ..StreamEnd::default()
    }));
    let (_, trace) = capture(async { chat(events).count().await }).await;
    assert_eq!(trace.roots[0].text("llm.output_messages.0.message.content"), Some("All of it."));
}
