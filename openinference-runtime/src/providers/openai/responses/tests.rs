use crate::providers::recognition::{chunk_format, request_format, response_format};
use crate::providers::testing::{Written, json, request, response, stream};
use crate::semconv::SpanKind::Llm;

const SHAPE: &str = "OpenAiResponses";

fn asked(payload: &str) -> Written {
    request(Llm, SHAPE, payload)
}

fn answered(payload: &str) -> Written {
    response(Llm, SHAPE, payload)
}

const RESPONSE: &str = r#"{"id": "resp_1", "object": "response", "status": "completed", "model": "gpt-5-mini-2025-08-07",
    "output": [
        {"type": "reasoning", "id": "rs_1", "encrypted_content": "enc",
            "summary": [{"type": "summary_text", "text": "First. "}, {"type": "summary_text", "text": "Then."}]},
        {"type": "message", "id": "msg_1", "role": "assistant", "status": "completed",
            "content": [{"type": "output_text", "text": "I look.", "annotations": []}]},
        {"type": "function_call", "id": "fc_1", "call_id": "call_1", "name": "weather", "arguments": "{\"city\":\"Rome\"}"}],
    "usage": {"input_tokens": 30, "input_tokens_details": {"cached_tokens": 20},
        "output_tokens": 12, "output_tokens_details": {"reasoning_tokens": 8}, "total_tokens": 42}}"#;

#[test]
fn a_request_says_model_parameters_instructions_and_input() {
    asked(
        r#"{"model": "gpt-5-mini", "instructions": "Be brief.", "input": "Hello", "max_output_tokens": 9,
        "tools": [{"type": "function", "name": "f", "parameters": {}}]}"#,
    )
    .has("llm.system", "openai")
    .has("llm.model_name", "gpt-5-mini")
    .has("llm.invocation_parameters", r#"{"model":"gpt-5-mini","max_output_tokens":9}"#)
    .has("llm.tools.0.tool.json_schema", r#"{"type":"function","name":"f","parameters":{}}"#)
    .has("llm.input_messages.0.message.role", "system")
    .has("llm.input_messages.0.message.content", "Be brief.")
    .has("llm.input_messages.1.message.role", "user")
    .has("llm.input_messages.1.message.content", "Hello");
}

#[test]
fn items_of_the_input_are_messages() {
    let written = asked(
        r#"{"model": "gpt-5-mini", "input": [
            {"role": "user", "content": [{"type": "input_text", "text": "What?"}, {"type": "input_image", "image_url": "https://x/y.png"},
                {"type": "input_file", "file_id": "file-1", "filename": "a.pdf"}]},
            {"type": "function_call", "call_id": "call_1", "name": "f", "arguments": "{}"},
            {"type": "function_call_output", "call_id": "call_1", "output": "done"},
            {"type": "web_search_call", "id": "ws_1", "action": {"type": "search", "query": "q"}},
            {"type": "mcp_call", "id": "mcp_1", "name": "g", "arguments": "{}", "output": "ok"},
            {"type": "item_reference", "id": "msg_0"},
            {"role": "assistant", "content": "Well."}]}"#,
    );
    written
        .has("llm.input_messages.0.message.contents.0.message_content.text", "What?")
        .has("llm.input_messages.0.message.contents.1.message_content.image.image.url", "https://x/y.png")
        .has("llm.input_messages.0.message.contents.2.message_content.document.document.name", "a.pdf")
        .has("llm.input_messages.1.message.role", "assistant")
        .has("llm.input_messages.1.message.tool_calls.0.tool_call.id", "call_1")
        .has("llm.input_messages.2.message.role", "tool")
        .has("llm.input_messages.2.message.tool_call_id", "call_1")
        .has("llm.input_messages.2.message.content", "done")
        .has("llm.input_messages.3.message.tool_calls.0.tool_call.function.name", "web_search_call")
        .has(
            "llm.input_messages.3.message.tool_calls.0.tool_call.function.arguments",
            r#"{"type":"search","query":"q"}"#,
        )
        .has("llm.input_messages.4.message.tool_calls.0.tool_call.function.name", "g")
        .has("llm.input_messages.5.message.name", "g")
        .has("llm.input_messages.5.message.content", "ok")
        .has("llm.input_messages.6.message.content", "Well.");
}

#[test]
fn a_response_says_model_items_counts_and_reason() {
    answered(RESPONSE)
        .has("llm.response.model_name", "gpt-5-mini-2025-08-07")
        .has("llm.finish_reason", "completed")
        .has("llm.output_messages.0.message.contents.0.message_content.type", "reasoning")
        .has("llm.output_messages.0.message.contents.0.message_content.text", "First. Then.")
        .has("llm.output_messages.0.message.contents.0.message_content.id", "rs_1")
        .has("llm.output_messages.0.message.contents.0.message_content.encrypted_content", "enc")
        .has("llm.output_messages.1.message.contents.0.message_content.text", "I look.")
        .has("llm.output_messages.2.message.role", "assistant")
        .has("llm.output_messages.2.message.tool_calls.0.tool_call.id", "call_1")
        .has("llm.output_messages.2.message.tool_calls.0.tool_call.function.arguments", r#"{"city":"Rome"}"#)
        .has("llm.token_count.prompt", "I64(30)")
        .has("llm.token_count.completion", "I64(12)")
        .has("llm.token_count.total", "I64(42)")
        .has("llm.token_count.prompt_details.cache_read", "I64(20)")
        .has("llm.token_count.completion_details.reasoning", "I64(8)");
}

#[test]
fn what_cut_a_response_short_is_the_finish_reason() {
    answered(r#"{"object": "response", "status": "incomplete", "incomplete_details": {"reason": "max_output_tokens"}, "output": []}"#)
        .has("llm.finish_reason", "max_output_tokens");
}

const EVENTS: &[&str] = &[
    r#"{"type":"response.created","response":{"id":"resp_1","object":"response","status":"in_progress","model":"gpt-5-mini-2025-08-07","output":[]}}"#,
    r#"{"type":"response.output_item.added","output_index":0,"item":{"type":"reasoning","id":"rs_1","summary":[]}}"#,
    r#"{"type":"response.reasoning_summary_text.delta","output_index":0,"summary_index":0,"delta":"First. "}"#,
    r#"{"type":"response.output_item.done","output_index":0,"item":{"type":"reasoning","id":"rs_1","encrypted_content":"enc","summary":[{"type":"summary_text","text":"First. "},{"type":"summary_text","text":"Then."}]}}"#,
    r#"{"type":"response.output_item.added","output_index":1,"item":{"type":"message","id":"msg_1","role":"assistant","content":[]}}"#,
    r#"{"type":"response.output_text.delta","output_index":1,"content_index":0,"delta":"I "}"#,
    r#"{"type":"response.output_text.delta","output_index":1,"content_index":0,"delta":"look."}"#,
    r#"{"type":"response.output_item.added","output_index":2,"item":{"type":"function_call","call_id":"call_1","name":"weather","arguments":""}}"#,
    r#"{"type":"response.function_call_arguments.delta","output_index":2,"delta":"{\"city\""}"#,
];

#[test]
fn a_stream_says_what_the_response_would_have_said() {
    let last = format!(r#"{{"type":"response.completed","response":{RESPONSE}}}"#);
    let mut events = EVENTS.to_vec();
    events.push(&last);
    assert_eq!(stream(Llm, SHAPE, &events).without_output(), answered(RESPONSE));
}

#[test]
fn a_stream_that_ends_early_keeps_what_arrived() {
    stream(Llm, SHAPE, EVENTS)
        .has("llm.response.model_name", "gpt-5-mini-2025-08-07")
        .has("llm.output_messages.0.message.contents.0.message_content.text", "First. Then.")
        .has("llm.output_messages.1.message.contents.0.message_content.text", "I look.")
        .has("llm.output_messages.2.message.tool_calls.0.tool_call.function.arguments", r#"{"city""#)
        .lacks("finish_reason");
}

#[test]
fn what_only_looks_like_it_is_left_alone() {
    for payload in [r#"{"input": "x"}"#, r#"{"model": "m", "input": [1, 2]}"#, r#"{"model": "m"}"#] {
        assert!(request_format(Llm, json(payload).view()).is_none(), "{payload}");
    }
    for payload in
        [r#"{"output": "x", "status": "ok"}"#, r#"{"type": "error"}"#, r#"{"output": [1], "status": "ok"}"#]
    {
        assert!(response_format(Llm, None, json(payload).view()).is_none(), "{payload}");
        assert!(chunk_format(Llm, None, json(payload).view()).is_none(), "{payload}");
    }
}

#[test]
fn the_responses_of_a_session_do_not_mix() {
    let events = |response: usize, said: &str| {
        [
            format!(
                r#"{{"type": "response.created", "response": {{"object": "realtime.response", "id": "resp_{response}", "status": "in_progress", "output": []}}}}"#
            ),
            format!(
                r#"{{"type": "response.output_item.added", "response_id": "resp_{response}", "output_index": 0, "item": {{"id": "item_{response}", "type": "message", "role": "assistant", "content": []}}}}"#
            ),
            format!(
                r#"{{"type": "conversation.item.added", "item": {{"id": "item_{response}", "type": "message", "role": "assistant", "content": []}}}}"#
            ),
            format!(
                r#"{{"type": "response.output_text.delta", "response_id": "resp_{response}", "item_id": "item_{response}", "output_index": 0, "content_index": 0, "delta": "{said}"}}"#
            ),
            format!(
                r#"{{"type": "response.done", "response": {{"object": "realtime.response", "id": "resp_{response}", "status": "completed", "metadata": {{"turn": "{said}"}}, "output": [{{"id": "item_{response}", "type": "message", "role": "assistant", "content": [{{"type": "output_text", "text": "{said}"}}]}}], "usage": {{"total_tokens": 12, "input_tokens": 10, "output_tokens": 2}}}}}}"#
            ),
        ]
    };
    let before = r#"{"type": "conversation.item.created", "item": {"id": "item_0", "type": "message", "role": "assistant", "content": [{"type": "output_text", "text": "Before."}]}}"#;
    let events: Vec<String> =
        std::iter::once(before.to_owned()).chain(events(1, "Sunny.")).chain(events(2, "Bye.")).collect();
    let written = stream(Llm, SHAPE, &events.iter().map(String::as_str).collect::<Vec<_>>());
    written
        .has("llm.output_messages.0.message.contents.0.message_content.text", "Before.")
        .has("llm.output_messages.1.message.contents.0.message_content.text", "Sunny.")
        .has("llm.output_messages.2.message.contents.0.message_content.text", "Bye.")
        .has("llm.token_count.prompt", "I64(20)")
        .has("llm.token_count.completion", "I64(4)")
        .lacks("llm.output_messages.3.");
    assert!(written.get("output.value").contains(r#"{"turn":"Sunny."}"#));
}
