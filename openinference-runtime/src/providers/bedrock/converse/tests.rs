use crate::providers::recognition::{chunk_format, response_format};
use crate::providers::testing::{Written, json, request, response, stream};
use crate::semconv::SpanKind::Llm;

const SHAPE: &str = "BedrockConverse";

fn answered(payload: &str) -> Written {
    response(Llm, SHAPE, payload)
}

const RESPONSE: &str = r#"{"output": {"message": {"role": "assistant", "content": [
    {"reasoningContent": {"reasoningText": {"text": "Hm.", "signature": "sig"}}},
    {"text": "I look."},
    {"toolUse": {"toolUseId": "t1", "name": "weather", "input": {"city": "Rome"}}}]}},
    "stopReason": "tool_use", "metrics": {"latencyMs": 5},
    "usage": {"inputTokens": 10, "outputTokens": 5, "totalTokens": 35, "cacheReadInputTokens": 12, "cacheWriteInputTokens": 8}}"#;

#[test]
fn a_request_says_model_parameters_tools_and_messages() {
    request(
        Llm,
        SHAPE,
        r#"{"modelId": "us.anthropic.claude-sonnet-4-5-v1:0", "inferenceConfig": {"maxTokens": 9}, "system": [{"text": "Be brief."}],
            "toolConfig": {"tools": [{"toolSpec": {"name": "f", "inputSchema": {"json": {}}}}]},
            "messages": [
                {"role": "user", "content": [{"text": "What?"}, {"image": {"format": "png", "source": {"bytes": "AAAA"}}},
                    {"document": {"format": "pdf", "name": "a", "source": {"s3Location": {"uri": "s3://b/a.pdf"}}}}]},
                {"role": "assistant", "content": [{"toolUse": {"toolUseId": "t1", "name": "f", "input": {}}}]},
                {"role": "user", "content": [{"toolResult": {"toolUseId": "t1", "content": [{"json": {"a": 1}}]}},
                    {"toolResult": {"toolUseId": "t2", "content": [{"text": "two"}]}}, {"text": "Go on."}]}]}"#,
    )
    .has("llm.system", "anthropic")
    .has("llm.provider", "aws")
    .has("llm.model_name", "us.anthropic.claude-sonnet-4-5-v1:0")
    .has(
        "llm.invocation_parameters",
        r#"{"modelId":"us.anthropic.claude-sonnet-4-5-v1:0","inferenceConfig":{"maxTokens":9}}"#,
    )
    .has("llm.tools.0.tool.json_schema", r#"{"name":"f","inputSchema":{"json":{}}}"#)
    .has("llm.input_messages.0.message.role", "system")
    .has("llm.input_messages.0.message.content", "Be brief.")
    .has("llm.input_messages.1.message.contents.0.message_content.text", "What?")
    .has("llm.input_messages.1.message.contents.1.message_content.image.image.url", "data:image/png;base64,AAAA")
    .has("llm.input_messages.1.message.contents.2.message_content.document.document.url", "s3://b/a.pdf")
    .has("llm.input_messages.2.message.tool_calls.0.tool_call.id", "t1")
    .has("llm.input_messages.3.message.role", "tool")
    .has("llm.input_messages.3.message.content", r#"{"a":1}"#)
    .has("llm.input_messages.4.message.tool_call_id", "t2")
    .has("llm.input_messages.5.message.content", "Go on.");
}

#[test]
fn a_response_says_message_counts_and_reason() {
    answered(RESPONSE)
        .has("llm.provider", "aws")
        .has("llm.finish_reason", "tool_use")
        .has("llm.output_messages.0.message.contents.0.message_content.signature", "sig")
        .has("llm.output_messages.0.message.contents.1.message_content.text", "I look.")
        .has("llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments", r#"{"city":"Rome"}"#)
        .has("llm.token_count.prompt", "I64(30)")
        .has("llm.token_count.completion", "I64(5)")
        .has("llm.token_count.total", "I64(35)")
        .has("llm.token_count.prompt_details.cache_read", "I64(12)")
        .has("llm.token_count.prompt_details.cache_write", "I64(8)");
}

#[test]
fn cached_tokens_within_the_input_are_not_added_again() {
    answered(&RESPONSE.replace(r#""inputTokens": 10"#, r#""inputTokens": 30"#))
        .has("llm.token_count.prompt", "I64(30)");
}

#[test]
fn a_stream_says_what_the_response_would_have_said() {
    let streamed = stream(
        Llm,
        SHAPE,
        &[
            r#"{"messageStart":{"role":"assistant"}}"#,
            r#"{"contentBlockDelta":{"contentBlockIndex":0,"delta":{"reasoningContent":{"text":"Hm."}}}}"#,
            r#"{"contentBlockDelta":{"contentBlockIndex":0,"delta":{"reasoningContent":{"signature":"sig"}}}}"#,
            r#"{"contentBlockDelta":{"contentBlockIndex":1,"delta":{"text":"I "}}}"#,
            r#"{"contentBlockDelta":{"contentBlockIndex":1,"delta":{"text":"look."}}}"#,
            r#"{"contentBlockStart":{"contentBlockIndex":2,"start":{"toolUse":{"toolUseId":"t1","name":"weather"}}}}"#,
            r#"{"contentBlockDelta":{"contentBlockIndex":2,"delta":{"toolUse":{"input":"{\"city\":"}}}}"#,
            r#"{"contentBlockDelta":{"contentBlockIndex":2,"delta":{"toolUse":{"input":"\"Rome\"}"}}}}"#,
            r#"{"contentBlockStop":{"contentBlockIndex":2}}"#,
            r#"{"messageStop":{"stopReason":"tool_use"}}"#,
            r#"{"metadata":{"metrics":{"latencyMs":5},"usage":{"inputTokens":10,"outputTokens":5,"totalTokens":35,"cacheReadInputTokens":12,"cacheWriteInputTokens":8}}}"#,
        ],
    );
    assert_eq!(streamed.without_output(), answered(RESPONSE));
}

#[test]
fn what_only_looks_like_it_is_left_alone() {
    assert!(
        response_format(Llm, None, json(r#"{"output": {"message": "x"}, "stopReason": "end_turn"}"#).view())
            .is_none()
    );
    assert!(chunk_format(Llm, None, json(r#"{"metadata": {"usage": {}}}"#).view()).is_none());
}
