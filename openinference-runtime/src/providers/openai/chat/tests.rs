use crate::providers::recognition::{chunk_format, request_format, response_format};
use crate::providers::testing::{Written, json, request, response, stream};
use crate::semconv::SpanKind::Llm;

const SHAPE: &str = "OpenAiChat";

const RESPONSE: &str = r#"{
    "id": "chatcmpl-1", "object": "chat.completion", "created": 1741569952, "model": "gpt-4o-mini-2024-07-18",
    "choices": [{"index": 0, "message": {"role": "assistant", "content": "Hi!", "refusal": null}, "finish_reason": "stop"}],
    "usage": {
        "prompt_tokens": 19, "completion_tokens": 10, "total_tokens": 29,
        "prompt_tokens_details": {"cached_tokens": 16, "audio_tokens": 1},
        "completion_tokens_details": {"reasoning_tokens": 4, "audio_tokens": 2, "accepted_prediction_tokens": 0}
    }
}"#;

fn asked(payload: &str) -> Written {
    request(Llm, SHAPE, payload)
}

fn answered(payload: &str) -> Written {
    response(Llm, SHAPE, payload)
}

#[test]
fn a_request_says_model_parameters_and_messages() {
    let written = asked(
        r#"{"model": "gpt-4o-mini", "temperature": 0.5, "stop": null,
            "messages": [{"role": "developer", "content": "Be brief."}, {"role": "user", "name": "ann", "content": "Hello"}]}"#,
    );
    written
        .has("llm.system", "openai")
        .has("llm.model_name", "gpt-4o-mini")
        .has("llm.request.model_name", "gpt-4o-mini")
        .has("llm.invocation_parameters", r#"{"model":"gpt-4o-mini","temperature":0.5}"#)
        .has("llm.input_messages.0.message.role", "developer")
        .has("llm.input_messages.0.message.content", "Be brief.")
        .has("llm.input_messages.1.message.name", "ann")
        .has("llm.input_messages.1.message.content", "Hello")
        .lacks("llm.provider")
        .lacks("llm.response");
}

#[test]
fn tools_are_written_as_they_are_defined() {
    let tool =
        r#"{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object"}}}"#;
    let written = asked(&format!(
        r#"{{"model": "gpt-4o", "messages": [{{"role": "user", "content": "x"}}], "tools": [{tool}], "functions": [{{"name":"old"}}]}}"#
    ));
    written
        .has("llm.tools.0.tool.json_schema", tool)
        .has("llm.tools.1.tool.json_schema", r#"{"name":"old"}"#)
        .has("llm.invocation_parameters", r#"{"model":"gpt-4o"}"#);
}

#[test]
fn a_conversation_about_tools_is_kept_with_its_ids() {
    let written = asked(
        r#"{"model": "gpt-4o", "messages": [
            {"role": "assistant", "content": null, "tool_calls": [
                {"id": "call_1", "type": "function", "function": {"name": "weather", "arguments": "{\"city\":\"Rome\"}"}},
                {"id": "call_2", "type": "custom", "custom": {"name": "grep", "input": "TODO"}}]},
            {"role": "tool", "tool_call_id": "call_1", "content": "18 °C"},
            {"role": "assistant", "function_call": {"name": "old", "arguments": "{}"}}]}"#,
    );
    let call = "llm.input_messages.0.message.tool_calls";
    written
        .has(&format!("{call}.0.tool_call.id"), "call_1")
        .has(&format!("{call}.0.tool_call.function.name"), "weather")
        .has(&format!("{call}.0.tool_call.function.arguments"), r#"{"city":"Rome"}"#)
        .has(&format!("{call}.1.tool_call.function.name"), "grep")
        .has(&format!("{call}.1.tool_call.function.arguments"), "TODO")
        .lacks("llm.input_messages.0.message.content")
        .has("llm.input_messages.1.message.tool_call_id", "call_1")
        .has("llm.input_messages.1.message.content", "18 °C")
        .has("llm.input_messages.2.message.function_call_name", "old")
        .has("llm.input_messages.2.message.function_call_arguments_json", "{}");
}

#[test]
fn parts_keep_their_order_and_kind() {
    let written = asked(
        r#"{"model": "gpt-4o", "messages": [{"role": "user", "content": [
            {"type": "text", "text": "What is this?"},
            {"type": "image_url", "image_url": {"url": "https://x/y.png", "detail": "low"}},
            {"type": "input_audio", "input_audio": {"data": "AAAA", "format": "mp3"}},
            {"type": "file", "file": {"filename": "a.pdf", "file_id": "file-1"}},
            {"type": "something new", "x": 1}]}]}"#,
    );
    let part = "llm.input_messages.0.message.contents";
    written
        .has(&format!("{part}.0.message_content.type"), "text")
        .has(&format!("{part}.0.message_content.text"), "What is this?")
        .has(&format!("{part}.1.message_content.type"), "image")
        .has(&format!("{part}.1.message_content.image.image.url"), "https://x/y.png")
        .has(&format!("{part}.2.message_content.type"), "audio")
        .has(&format!("{part}.2.message_content.audio.audio.url"), "data:audio/mpeg;base64,AAAA")
        .has(&format!("{part}.2.message_content.audio.audio.mime_type"), "audio/mpeg")
        .has(&format!("{part}.3.message_content.type"), "document")
        .has(&format!("{part}.3.message_content.document.document.name"), "a.pdf")
        .lacks(&format!("{part}.4"));
}

#[test]
fn a_response_says_model_answer_counts_and_reason() {
    answered(RESPONSE)
        .has("llm.system", "openai")
        .has("llm.model_name", "gpt-4o-mini-2024-07-18")
        .has("llm.response.model_name", "gpt-4o-mini-2024-07-18")
        .has("llm.finish_reason", "stop")
        .has("llm.output_messages.0.message.role", "assistant")
        .has("llm.output_messages.0.message.content", "Hi!")
        .has("llm.token_count.prompt", "I64(19)")
        .has("llm.token_count.completion", "I64(10)")
        .has("llm.token_count.total", "I64(29)")
        .has("llm.token_count.prompt_details.cache_read", "I64(16)")
        .has("llm.token_count.prompt_details.audio", "I64(1)")
        .has("llm.token_count.completion_details.reasoning", "I64(4)")
        .has("llm.token_count.completion_details.audio", "I64(2)")
        .lacks("request");
}

#[test]
fn several_choices_are_several_messages_in_their_order() {
    let written = answered(
        r#"{"model": "gpt-4o", "choices": [
            {"index": 1, "message": {"content": "b"}, "finish_reason": "length"},
            {"index": 0, "message": {"content": "a"}, "finish_reason": "stop"}]}"#,
    );
    written
        .has("llm.output_messages.0.message.content", "a")
        .has("llm.output_messages.0.message.role", "assistant")
        .has("llm.output_messages.1.message.content", "b")
        .has("llm.finish_reason", "stop");
}

#[test]
fn a_refusal_is_what_the_model_says() {
    answered(r#"{"choices": [{"message": {"role": "assistant", "content": null, "refusal": "No."}}]}"#)
        .has("llm.output_messages.0.message.content", "No.");
    answered(r#"{"choices": [{"message": {"role": "assistant", "content": "Well.", "refusal": "No."}}]}"#)
        .has("llm.output_messages.0.message.contents.0.message_content.text", "Well.")
        .has("llm.output_messages.0.message.contents.1.message_content.text", "No.");
}

#[test]
fn reasoning_stands_before_the_answer() {
    let written = answered(
        r#"{"model": "deepseek-reasoner", "choices": [{"message":
            {"role": "assistant", "reasoning_content": "Hm.", "content": "42"}}],
            "usage": {"prompt_tokens": 5, "completion_tokens": 7, "prompt_cache_hit_tokens": 3}}"#,
    );
    let part = "llm.output_messages.0.message.contents";
    written
        .has(&format!("{part}.0.message_content.type"), "reasoning")
        .has(&format!("{part}.0.message_content.text"), "Hm.")
        .has(&format!("{part}.1.message_content.text"), "42")
        .has("llm.system", "deepseek")
        .has("llm.token_count.prompt_details.cache_read", "I64(3)")
        .has("llm.token_count.total", "I64(12)");
}

#[test]
fn spoken_answers_keep_their_transcript() {
    let written = answered(
        r#"{"choices": [{"message": {"role": "assistant", "content": null,
            "audio": {"id": "audio_1", "data": "AAAA", "transcript": "Hello", "expires_at": 1}}}]}"#,
    );
    written
        .has("llm.output_messages.0.message.contents.0.message_content.type", "audio")
        .has("llm.output_messages.0.message.contents.0.message_content.audio.audio.transcript", "Hello");
}

#[test]
fn who_runs_the_model_is_said_where_only_one_answers_like_that() {
    answered(r#"{"choices": [{"message": {"content": "x"}, "content_filter_results": {}}]}"#)
        .has("llm.provider", "azure");
    answered(r#"{"choices": [{"message": {"content": "x"}}], "x_groq": {"id": "req"}}"#)
        .has("llm.provider", "groq");
    answered(RESPONSE).lacks("llm.provider");
}

#[test]
fn a_stream_says_what_the_response_would_have_said() {
    let streamed = stream(
        Llm,
        SHAPE,
        &[
            r#"{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1741569952,"model":"gpt-4o-mini-2024-07-18","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}"#,
            r#"{"id":"chatcmpl-1","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"H"}}]}"#,
            r#"{"id":"chatcmpl-1","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"i!"}}]}"#,
            r#"{"id":"chatcmpl-1","object":"chat.completion.chunk","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"#,
            r#"{"id":"chatcmpl-1","object":"chat.completion.chunk","choices":[],"usage":{"prompt_tokens":19,"completion_tokens":10,"total_tokens":29,"prompt_tokens_details":{"cached_tokens":16,"audio_tokens":1},"completion_tokens_details":{"reasoning_tokens":4,"audio_tokens":2}}}"#,
        ],
    );
    streamed.has("output.mime_type", "application/json");
    assert!(streamed.get("output.value").contains(r#""content":"Hi!""#), "{streamed:#?}");
    assert_eq!(streamed.without_output(), answered(RESPONSE));
}

#[test]
fn fragments_of_tool_calls_are_joined_by_index() {
    let written = stream(
        Llm,
        SHAPE,
        &[
            r#"{"choices":[{"index":0,"delta":{"role":"assistant","tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"weather","arguments":""}}]}}]}"#,
            r#"{"choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"call_2","type":"function","function":{"name":"time","arguments":"{}"}}]}}]}"#,
            r#"{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"city\":"}}]}}]}"#,
            r#"{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"\"Rome\"}"}}]}}]}"#,
            r#"{"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}"#,
        ],
    );
    let call = "llm.output_messages.0.message.tool_calls";
    written
        .has(&format!("{call}.0.tool_call.id"), "call_1")
        .has(&format!("{call}.0.tool_call.function.name"), "weather")
        .has(&format!("{call}.0.tool_call.function.arguments"), r#"{"city":"Rome"}"#)
        .has(&format!("{call}.1.tool_call.id"), "call_2")
        .has(&format!("{call}.1.tool_call.function.arguments"), "{}")
        .has("llm.finish_reason", "tool_calls");
}

#[test]
fn tool_calls_without_index_begin_with_their_id() {
    let written = stream(
        Llm,
        SHAPE,
        &[
            r#"{"choices":[{"delta":{"tool_calls":[{"id":"a","function":{"name":"f","arguments":"{\"x\""}}]}}]}"#,
            r#"{"choices":[{"delta":{"tool_calls":[{"function":{"arguments":":1}"}}]}}]}"#,
            r#"{"choices":[{"delta":{"tool_calls":[{"id":"b","function":{"name":"g","arguments":"{}"}}]}}]}"#,
        ],
    );
    let call = "llm.output_messages.0.message.tool_calls";
    written
        .has(&format!("{call}.0.tool_call.function.arguments"), r#"{"x":1}"#)
        .has(&format!("{call}.1.tool_call.function.name"), "g");
}

#[test]
fn the_choices_of_a_stream_are_kept_apart() {
    let written = stream(
        Llm,
        SHAPE,
        &[
            r#"{"choices":[{"index":0,"delta":{"content":"a"}},{"index":1,"delta":{"refusal":"N"}}]}"#,
            r#"{"choices":[{"index":1,"delta":{"refusal":"o"}},{"index":0,"delta":{"reasoning_content":"Hm"}}]}"#,
        ],
    );
    written
        .has("llm.output_messages.0.message.contents.0.message_content.text", "Hm")
        .has("llm.output_messages.0.message.contents.1.message_content.text", "a")
        .has("llm.output_messages.1.message.content", "No");
}

#[test]
fn what_only_looks_like_it_is_left_alone() {
    for payload in [
        r#"{"messages": []}"#,
        r#"{"messages": "hello"}"#,
        r#"{"messages": [{"text": "no role"}]}"#,
        r#"{"model": "gpt-4o"}"#,
        r#"{"messages": [{"role": "user", "content": "x"}, 7]}"#,
        "[]",
        "7",
    ] {
        assert!(request_format(Llm, json(payload).view()).is_none(), "{payload}");
    }
    for payload in [r#"{"choices": []}"#, r#"{"choices": [{"text": 1}]}"#, r#"{"choices": ["a"]}"#, "null"] {
        assert!(response_format(Llm, None, json(payload).view()).is_none(), "{payload}");
        assert!(chunk_format(Llm, None, json(payload).view()).is_none(), "{payload}");
    }
}

#[test]
fn a_chunk_is_no_response_and_a_response_is_no_chunk() {
    let chunk = json(r#"{"choices":[{"index":0,"delta":{"content":"a"}}]}"#);
    assert!(response_format(Llm, None, chunk.view()).is_none());
    assert!(chunk_format(Llm, None, json(RESPONSE).view()).is_none());
}
