use crate::providers::recognition::{request_format, response_format};
use crate::providers::testing::{json, name, request, response, stream};
use crate::semconv::SpanKind::Llm;

const SHAPE: &str = "OllamaChat";

const RESPONSE: &str = r#"{"model": "qwen3", "created_at": "2025-01-01T00:00:00Z", "done": true, "done_reason": "stop",
    "message": {"role": "assistant", "thinking": "Hm.", "content": "I look.",
        "tool_calls": [{"function": {"name": "weather", "arguments": {"city": "Rome"}}}]},
    "prompt_eval_count": 11, "eval_count": 7, "total_duration": 5}"#;

#[test]
fn a_request_says_model_parameters_and_messages() {
    request(
        Llm,
        SHAPE,
        r#"{"model": "llama3.2", "options": {"temperature": 0}, "stream": false, "tools": [{"type": "function"}], "messages": [
            {"role": "user", "content": "What?", "images": ["/9j/4AAQ", "iVBORw0K"]},
            {"role": "assistant", "content": "", "tool_calls": [{"function": {"name": "f", "arguments": {"a": 1}}}]},
            {"role": "tool", "tool_name": "f", "content": "done"}]}"#,
    )
    .has("llm.system", "meta")
    .has("llm.provider", "ollama")
    .has("llm.model_name", "llama3.2")
    .has("llm.invocation_parameters", r#"{"model":"llama3.2","options":{"temperature":0},"stream":false}"#)
    .has("llm.tools.0.tool.json_schema", r#"{"type":"function"}"#)
    .has("llm.input_messages.0.message.contents.0.message_content.text", "What?")
    .has("llm.input_messages.0.message.contents.1.message_content.image.image.url", "data:image/jpeg;base64,/9j/4AAQ")
    .has("llm.input_messages.0.message.contents.2.message_content.image.image.url", "data:image/png;base64,iVBORw0K")
    .has("llm.input_messages.1.message.tool_calls.0.tool_call.function.arguments", r#"{"a":1}"#)
    .has("llm.input_messages.2.message.name", "f")
    .has("llm.input_messages.2.message.content", "done");
}

#[test]
fn a_response_says_model_message_counts_and_reason() {
    response(Llm, SHAPE, RESPONSE)
        .has("llm.system", "ollama")
        .has("llm.response.model_name", "qwen3")
        .has("llm.output_messages.0.message.contents.0.message_content.text", "Hm.")
        .has("llm.output_messages.0.message.contents.1.message_content.text", "I look.")
        .has("llm.output_messages.0.message.tool_calls.0.tool_call.function.name", "weather")
        .has("llm.finish_reason", "stop")
        .has("llm.token_count.prompt", "I64(11)")
        .has("llm.token_count.completion", "I64(7)")
        .has("llm.token_count.total", "I64(18)");
}

#[test]
fn a_stream_says_what_the_response_would_have_said() {
    let streamed = stream(
        Llm,
        SHAPE,
        &[
            r#"{"model":"qwen3","message":{"role":"assistant","content":"","thinking":"Hm."},"done":false}"#,
            r#"{"model":"qwen3","message":{"role":"assistant","content":"I "},"done":false}"#,
            r#"{"model":"qwen3","message":{"role":"assistant","content":"look."},"done":false}"#,
            r#"{"model":"qwen3","message":{"role":"assistant","content":"","tool_calls":[{"function":{"name":"weather","arguments":{"city":"Rome"}}}]},"done":false}"#,
            r#"{"model":"qwen3","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","prompt_eval_count":11,"eval_count":7}"#,
        ],
    );
    assert_eq!(streamed.without_output(), response(Llm, SHAPE, RESPONSE));
}

#[test]
fn what_many_take_is_not_claimed() {
    let plain =
        json(r#"{"model": "llama3.2", "messages": [{"role": "user", "content": "x"}], "stream": true}"#);
    assert_eq!(name(request_format(Llm, plain.view())), "OpenAiChat");
    assert!(response_format(Llm, None, json(r#"{"message": "x", "done": true}"#).view()).is_none());
}
