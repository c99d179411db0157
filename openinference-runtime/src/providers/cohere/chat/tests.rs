use crate::providers::recognition::{request_format, response_format};
use crate::providers::testing::{json, name, request, response, stream};
use crate::semconv::SpanKind::Llm;

const SHAPE: &str = "CohereChat";

const RESPONSE: &str = r#"{"id": "c1", "finish_reason": "TOOL_CALL", "message": {"role": "assistant", "tool_plan": "I will look.",
    "content": [{"type": "thinking", "thinking": "Hm."}, {"type": "text", "text": "Wait."}],
    "tool_calls": [{"id": "weather_1", "type": "function", "function": {"name": "weather", "arguments": "{\"city\":\"Rome\"}"}}]},
    "usage": {"billed_units": {"input_tokens": 5, "output_tokens": 4}, "tokens": {"input_tokens": 50, "output_tokens": 7}, "cached_tokens": 8}}"#;

#[test]
fn a_request_says_model_parameters_and_messages() {
    request(
        Llm,
        SHAPE,
        r#"{"model": "command-a-03-2025", "safety_mode": "STRICT", "tools": [{"type": "function"}], "messages": [
            {"role": "user", "content": [{"type": "text", "text": "What?"}, {"type": "image_url", "image_url": {"url": "https://x/y.png"}}]},
            {"role": "assistant", "tool_plan": "I will look.", "tool_calls": [{"id": "t", "function": {"name": "f", "arguments": "{}"}}]},
            {"role": "tool", "tool_call_id": "t", "content": [{"type": "document", "document": {"data": "18 °C"}}]}]}"#,
    )
    .has("llm.system", "cohere")
    .has("llm.provider", "cohere")
    .has("llm.model_name", "command-a-03-2025")
    .has("llm.invocation_parameters", r#"{"model":"command-a-03-2025","safety_mode":"STRICT"}"#)
    .has("llm.tools.0.tool.json_schema", r#"{"type":"function"}"#)
    .has("llm.input_messages.0.message.contents.0.message_content.text", "What?")
    .has("llm.input_messages.0.message.contents.1.message_content.image.image.url", "https://x/y.png")
    .has("llm.input_messages.1.message.content", "I will look.")
    .has("llm.input_messages.1.message.tool_calls.0.tool_call.id", "t")
    .has("llm.input_messages.2.message.tool_call_id", "t")
    .has("llm.input_messages.2.message.content", "18 °C");
}

#[test]
fn a_response_says_message_counts_and_reason() {
    response(Llm, SHAPE, RESPONSE)
        .has("llm.provider", "cohere")
        .has("llm.finish_reason", "TOOL_CALL")
        .has("llm.output_messages.0.message.contents.0.message_content.text", "I will look.")
        .has("llm.output_messages.0.message.contents.1.message_content.type", "reasoning")
        .has("llm.output_messages.0.message.contents.2.message_content.text", "Wait.")
        .has("llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments", r#"{"city":"Rome"}"#)
        .has("llm.token_count.prompt", "I64(50)")
        .has("llm.token_count.completion", "I64(7)")
        .has("llm.token_count.prompt_details.cache_read", "I64(8)")
        .lacks("model_name");
}

#[test]
fn a_stream_says_what_the_response_would_have_said() {
    let streamed = stream(
        Llm,
        SHAPE,
        &[
            r#"{"type":"message-start","id":"c1","delta":{"message":{"role":"assistant","content":[],"tool_plan":"","tool_calls":[]}}}"#,
            r#"{"type":"tool-plan-delta","delta":{"message":{"tool_plan":"I will "}}}"#,
            r#"{"type":"tool-plan-delta","delta":{"message":{"tool_plan":"look."}}}"#,
            r#"{"type":"content-start","index":0,"delta":{"message":{"content":{"type":"thinking","thinking":""}}}}"#,
            r#"{"type":"content-delta","index":0,"delta":{"message":{"content":{"thinking":"Hm."}}}}"#,
            r#"{"type":"content-start","index":1,"delta":{"message":{"content":{"type":"text","text":""}}}}"#,
            r#"{"type":"content-delta","index":1,"delta":{"message":{"content":{"text":"Wait."}}}}"#,
            r#"{"type":"content-end","index":1}"#,
            r#"{"type":"tool-call-start","index":0,"delta":{"message":{"tool_calls":{"id":"weather_1","type":"function","function":{"name":"weather","arguments":""}}}}}"#,
            r#"{"type":"tool-call-delta","index":0,"delta":{"message":{"tool_calls":{"function":{"arguments":"{\"city\":"}}}}}"#,
            r#"{"type":"tool-call-delta","index":0,"delta":{"message":{"tool_calls":{"function":{"arguments":"\"Rome\"}"}}}}}"#,
            r#"{"type":"message-end","id":"c1","delta":{"finish_reason":"TOOL_CALL","usage":{"billed_units":{"input_tokens":5},"tokens":{"input_tokens":50,"output_tokens":7},"cached_tokens":8}}}"#,
        ],
    );
    assert_eq!(streamed.without_output(), response(Llm, SHAPE, RESPONSE));
}

#[test]
fn what_many_take_is_not_claimed() {
    let plain = json(r#"{"model": "command-r", "messages": [{"role": "user", "content": "x"}]}"#);
    assert_eq!(name(request_format(Llm, plain.view())), "OpenAiChat");
    assert!(
        response_format(Llm, None, json(r#"{"message": "x", "finish_reason": "COMPLETE"}"#).view()).is_none()
    );
}
