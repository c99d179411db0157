use crate::providers::recognition::{chunk_format, request_format, response_format};
use crate::providers::testing::{Written, json, name, request, response, stream};
use crate::semconv::SpanKind::Llm;

const SHAPE: &str = "AnthropicMessages";

fn asked(payload: &str) -> Written {
    request(Llm, SHAPE, payload)
}

fn answered(payload: &str) -> Written {
    response(Llm, SHAPE, payload)
}

const RESPONSE: &str = r#"{"id": "msg_01", "type": "message", "role": "assistant", "model": "claude-sonnet-4-5-20250929",
    "content": [
        {"type": "thinking", "thinking": "Hm.", "signature": "sig"},
        {"type": "redacted_thinking", "data": "xyz"},
        {"type": "text", "text": "I look."},
        {"type": "tool_use", "id": "toolu_1", "name": "weather", "input": {"city": "Rome"}}],
    "stop_reason": "tool_use", "stop_sequence": null,
    "usage": {"input_tokens": 10, "cache_creation_input_tokens": 100, "cache_read_input_tokens": 1000, "output_tokens": 7}}"#;

#[test]
fn a_request_says_model_parameters_tools_and_messages() {
    asked(
        r#"{"model": "claude-sonnet-4-5", "max_tokens": 1024, "temperature": null, "system": "Be brief.",
            "tools": [{"name": "weather", "description": "d", "input_schema": {"type": "object"}}],
            "messages": [{"role": "user", "content": "Hello"}]}"#,
    )
    .has("llm.system", "anthropic")
    .has("llm.provider", "anthropic")
    .has("llm.model_name", "claude-sonnet-4-5")
    .has("llm.invocation_parameters", r#"{"model":"claude-sonnet-4-5","max_tokens":1024}"#)
    .has(
        "llm.tools.0.tool.json_schema",
        r#"{"name":"weather","description":"d","input_schema":{"type":"object"}}"#,
    )
    .has("llm.input_messages.0.message.role", "system")
    .has("llm.input_messages.0.message.content", "Be brief.")
    .has("llm.input_messages.1.message.role", "user")
    .has("llm.input_messages.1.message.content", "Hello");
}

#[test]
fn results_of_tools_are_messages_of_their_own() {
    let written = asked(
        r#"{"model": "claude-sonnet-4-5", "max_tokens": 9, "messages": [
            {"role": "assistant", "content": [{"type": "tool_use", "id": "toolu_1", "name": "a", "input": {"x": 1}}]},
            {"role": "user", "content": [
                {"type": "tool_result", "tool_use_id": "toolu_1", "content": "one"},
                {"type": "tool_result", "tool_use_id": "toolu_2", "content": [{"type": "text", "text": "two"}]},
                {"type": "text", "text": "Go on."}, {"type": "text", "text": "Please."}]}]}"#,
    );
    written
        .has("llm.input_messages.0.message.tool_calls.0.tool_call.function.arguments", r#"{"x":1}"#)
        .has("llm.input_messages.1.message.role", "tool")
        .has("llm.input_messages.1.message.tool_call_id", "toolu_1")
        .has("llm.input_messages.1.message.content", "one")
        .has("llm.input_messages.2.message.tool_call_id", "toolu_2")
        .has("llm.input_messages.2.message.content", "two")
        .has("llm.input_messages.3.message.role", "user")
        .has("llm.input_messages.3.message.contents.1.message_content.text", "Please.")
        .lacks("llm.input_messages.4");
}

#[test]
fn images_and_documents_are_parts() {
    let written = asked(
        r#"{"model": "claude-sonnet-4-5", "max_tokens": 9, "messages": [{"role": "user", "content": [
            {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "AAAA"}},
            {"type": "image", "source": {"type": "url", "url": "https://x/y.png"}},
            {"type": "document", "title": "a.pdf", "source": {"type": "base64", "media_type": "application/pdf", "data": "BBBB"}},
            {"type": "document", "source": {"type": "text", "media_type": "text/plain", "data": "plain"}}]}]}"#,
    );
    let part = "llm.input_messages.0.message.contents";
    written
        .has(&format!("{part}.0.message_content.image.image.url"), "data:image/png;base64,AAAA")
        .has(&format!("{part}.1.message_content.image.image.url"), "https://x/y.png")
        .has(&format!("{part}.2.message_content.document.document.url"), "data:application/pdf;base64,BBBB")
        .has(&format!("{part}.2.message_content.document.document.name"), "a.pdf")
        .has(&format!("{part}.3.message_content.text"), "plain");
}

#[test]
fn a_response_keeps_the_order_of_its_blocks_and_counts_cached_tokens() {
    let part = "llm.output_messages.0.message.contents";
    answered(RESPONSE)
        .has("llm.provider", "anthropic")
        .has("llm.response.model_name", "claude-sonnet-4-5-20250929")
        .has("llm.finish_reason", "tool_use")
        .has("llm.output_messages.0.message.role", "assistant")
        .has(&format!("{part}.0.message_content.type"), "reasoning")
        .has(&format!("{part}.0.message_content.text"), "Hm.")
        .has(&format!("{part}.0.message_content.signature"), "sig")
        .has(&format!("{part}.1.message_content.data"), "xyz")
        .has(&format!("{part}.2.message_content.text"), "I look.")
        .has(&format!("{part}.3.message_content.type"), "tool_use")
        .has(&format!("{part}.3.tool_call.id"), "toolu_1")
        .has("llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments", r#"{"city":"Rome"}"#)
        .has("llm.token_count.prompt", "I64(1110)")
        .has("llm.token_count.completion", "I64(7)")
        .has("llm.token_count.total", "I64(1117)")
        .has("llm.token_count.prompt_details.cache_read", "I64(1000)")
        .has("llm.token_count.prompt_details.cache_write", "I64(100)");
}

#[test]
fn who_hosts_the_model_is_known_by_version_and_identifier() {
    let hosted = |version: &str| {
        asked(&format!(
            r#"{{"anthropic_version": "{version}", "max_tokens": 9, "messages": [{{"role": "user", "content": "x"}}]}}"#
        ))
    };
    hosted("bedrock-2023-05-31").has("llm.provider", "aws").has("llm.system", "anthropic");
    hosted("vertex-2023-10-16").has("llm.provider", "google");
    answered(&RESPONSE.replace("msg_01", "msg_bdrk_01")).has("llm.provider", "aws");
    answered(&RESPONSE.replace("msg_01", "msg_vrtx_01")).has("llm.provider", "google");
}

#[test]
fn a_stream_says_what_the_response_would_have_said() {
    let streamed = stream(
        Llm,
        SHAPE,
        &[
            r#"{"type":"message_start","message":{"id":"msg_01","type":"message","role":"assistant","model":"claude-sonnet-4-5-20250929","content":[],"stop_reason":null,"usage":{"input_tokens":10,"cache_creation_input_tokens":100,"cache_read_input_tokens":1000,"output_tokens":1}}}"#,
            r#"{"type":"ping"}"#,
            r#"{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}"#,
            r#"{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Hm."}}"#,
            r#"{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"sig"}}"#,
            r#"{"type":"content_block_stop","index":0}"#,
            r#"{"type":"content_block_start","index":1,"content_block":{"type":"redacted_thinking","data":"xyz"}}"#,
            r#"{"type":"content_block_start","index":2,"content_block":{"type":"text","text":""}}"#,
            r#"{"type":"content_block_delta","index":2,"delta":{"type":"text_delta","text":"I "}}"#,
            r#"{"type":"content_block_delta","index":2,"delta":{"type":"text_delta","text":"look."}}"#,
            r#"{"type":"content_block_start","index":3,"content_block":{"type":"tool_use","id":"toolu_1","name":"weather","input":{}}}"#,
            r#"{"type":"content_block_delta","index":3,"delta":{"type":"input_json_delta","partial_json":"{\"city\":"}}"#,
            r#"{"type":"content_block_delta","index":3,"delta":{"type":"input_json_delta","partial_json":" \"Rome\"}"}}"#,
            r#"{"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":7}}"#,
            r#"{"type":"message_stop"}"#,
        ],
    );
    streamed.has("output.mime_type", "application/json");
    assert_eq!(streamed.without_output(), answered(RESPONSE));
}

#[test]
fn a_stream_that_ends_early_keeps_what_arrived() {
    let written = stream(
        Llm,
        SHAPE,
        &[
            r#"{"type":"message_start","message":{"role":"assistant","model":"claude-x","usage":{"input_tokens":3}}}"#,
            r#"{"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"t","name":"f","input":{}}}"#,
            r#"{"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{\"ci"}}"#,
        ],
    );
    written
        .has("llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments", r#"{"ci"#)
        .has("llm.token_count.prompt", "I64(3)")
        .lacks("finish_reason");
}

#[test]
fn what_many_take_is_not_claimed() {
    let plain = json(
        r#"{"model": "claude-sonnet-4-5", "max_tokens": 5, "messages": [{"role": "user", "content": "x"}]}"#,
    );
    assert_eq!(
        name(request_format(Llm, plain.view())),
        "OpenAiChat",
        "read alike, and said to be Anthropic's by the model"
    );
    for payload in
        [r#"{"type": "message"}"#, r#"{"role": "assistant", "content": "text"}"#, r#"{"type": "ping"}"#]
    {
        assert!(response_format(Llm, None, json(payload).view()).is_none(), "{payload}");
        assert!(chunk_format(Llm, None, json(payload).view()).is_none(), "{payload}");
    }
}
