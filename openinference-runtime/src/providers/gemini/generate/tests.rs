use crate::providers::recognition::{request_format, response_format};
use crate::providers::testing::{Written, json, request, response, stream};
use crate::semconv::SpanKind::Llm;

const SHAPE: &str = "GeminiGenerate";

fn answered(payload: &str) -> Written {
    response(Llm, SHAPE, payload)
}

const RESPONSE: &str = r#"{"responseId": "r1", "modelVersion": "gemini-2.5-flash",
    "candidates": [{"index": 0, "finishReason": "STOP", "content": {"role": "model", "parts": [
        {"text": "Hm.", "thought": true},
        {"text": "I look."},
        {"functionCall": {"name": "weather", "args": {"city": "Rome"}}, "thoughtSignature": "sig"}]}}],
    "usageMetadata": {"promptTokenCount": 10, "candidatesTokenCount": 5, "thoughtsTokenCount": 7, "cachedContentTokenCount": 4,
        "toolUsePromptTokenCount": 2, "totalTokenCount": 24, "promptTokensDetails": [{"modality": "AUDIO", "tokenCount": 3}]}}"#;

#[test]
fn a_request_says_model_parameters_tools_and_messages() {
    request(
        Llm,
        SHAPE,
        r#"{"model": "models/gemini-2.5-flash", "generationConfig": {"temperature": 0.5},
            "systemInstruction": {"parts": [{"text": "Be brief."}]},
            "tools": [{"functionDeclarations": [{"name": "f"}, {"name": "g"}]}, {"googleSearch": {}}],
            "contents": [
                {"role": "user", "parts": [{"text": "What?"}, {"inlineData": {"mimeType": "image/png", "data": "AAAA"}},
                    {"fileData": {"mimeType": "application/pdf", "fileUri": "gs://b/a.pdf"}}]},
                {"role": "model", "parts": [{"functionCall": {"id": "c1", "name": "f", "args": {}}}]},
                {"role": "user", "parts": [{"functionResponse": {"id": "c1", "name": "f", "response": {"result": 3}}},
                    {"functionResponse": {"name": "g", "response": {"result": 4}}}, {"text": "Go on."}]}]}"#,
    )
    .has("llm.system", "vertexai")
    .has("llm.provider", "google")
    .has("llm.model_name", "gemini-2.5-flash")
    .has("llm.invocation_parameters", r#"{"model":"models/gemini-2.5-flash","temperature":0.5}"#)
    .has("llm.tools.0.tool.json_schema", r#"{"name":"f"}"#)
    .has("llm.tools.1.tool.json_schema", r#"{"name":"g"}"#)
    .has("llm.tools.2.tool.json_schema", r#"{"googleSearch":{}}"#)
    .has("llm.input_messages.0.message.role", "system")
    .has("llm.input_messages.0.message.content", "Be brief.")
    .has("llm.input_messages.1.message.role", "user")
    .has("llm.input_messages.1.message.contents.0.message_content.text", "What?")
    .has("llm.input_messages.1.message.contents.1.message_content.image.image.url", "data:image/png;base64,AAAA")
    .has("llm.input_messages.1.message.contents.2.message_content.document.document.url", "gs://b/a.pdf")
    .has("llm.input_messages.2.message.role", "model")
    .has("llm.input_messages.2.message.tool_calls.0.tool_call.id", "c1")
    .has("llm.input_messages.2.message.tool_calls.0.tool_call.function.arguments", "{}")
    .has("llm.input_messages.3.message.role", "tool")
    .has("llm.input_messages.3.message.tool_call_id", "c1")
    .has("llm.input_messages.3.message.content", r#"{"result":3}"#)
    .has("llm.input_messages.4.message.name", "g")
    .has("llm.input_messages.5.message.content", "Go on.");
}

#[test]
fn both_spellings_of_the_fields_are_read() {
    request(
        Llm,
        SHAPE,
        r#"{"contents": [{"parts": [{"inline_data": {"mime_type": "image/png", "data": "AAAA"}}]}],
            "system_instruction": {"parts": [{"text": "Be brief."}]}, "tools": [{"function_declarations": [{"name": "f"}]}]}"#,
    )
    .has("llm.input_messages.0.message.content", "Be brief.")
    .has("llm.input_messages.1.message.contents.0.message_content.image.image.url", "data:image/png;base64,AAAA")
    .has("llm.tools.0.tool.json_schema", r#"{"name":"f"}"#)
    .lacks("model_name");
    answered(
        r#"{"model_version": "gemini-2.5-flash", "candidates": [{"finish_reason": "STOP", "content": {"parts": [{"text": "x"}]}}],
            "usage_metadata": {"prompt_token_count": 1, "candidates_token_count": 2, "total_token_count": 3}}"#,
    )
    .has("llm.model_name", "gemini-2.5-flash")
    .has("llm.finish_reason", "STOP")
    .has("llm.token_count.completion", "I64(2)");
}

#[test]
fn a_response_keeps_the_order_of_its_parts_and_counts_thoughts() {
    answered(RESPONSE)
        .has("llm.system", "vertexai")
        .has("llm.response.model_name", "gemini-2.5-flash")
        .has("llm.finish_reason", "STOP")
        .has("llm.output_messages.0.message.role", "model")
        .has("llm.output_messages.0.message.contents.0.message_content.type", "reasoning")
        .has("llm.output_messages.0.message.contents.0.message_content.text", "Hm.")
        .has("llm.output_messages.0.message.contents.1.message_content.text", "I look.")
        .has("llm.output_messages.0.message.contents.2.message_content.type", "tool_use")
        .has("llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments", r#"{"city":"Rome"}"#)
        .has("llm.output_messages.0.message.tool_calls.0.tool_call.reasoning_signature", "sig")
        .has("llm.token_count.prompt", "I64(12)")
        .has("llm.token_count.completion", "I64(12)")
        .has("llm.token_count.total", "I64(24)")
        .has("llm.token_count.prompt_details.cache_read", "I64(4)")
        .has("llm.token_count.prompt_details.audio", "I64(3)")
        .has("llm.token_count.completion_details.reasoning", "I64(7)");
}

#[test]
fn a_blocked_prompt_is_why_there_is_no_answer() {
    answered(r#"{"promptFeedback": {"blockReason": "SAFETY"}, "usageMetadata": {"promptTokenCount": 4, "totalTokenCount": 4}}"#)
        .has("llm.finish_reason", "SAFETY")
        .has("llm.token_count.prompt", "I64(4)")
        .lacks("output_messages");
}

#[test]
fn a_stream_says_what_the_response_would_have_said() {
    let streamed = stream(
        Llm,
        SHAPE,
        &[
            r#"{"responseId":"r1","modelVersion":"gemini-2.5-flash","candidates":[{"index":0,"content":{"role":"model","parts":[{"text":"H","thought":true}]}}],"usageMetadata":{"promptTokenCount":10}}"#,
            r#"{"candidates":[{"index":0,"content":{"role":"model","parts":[{"text":"m.","thought":true},{"text":"I "}]}}]}"#,
            r#"{"candidates":[{"index":0,"content":{"role":"model","parts":[{"text":"look."},{"functionCall":{"name":"weather","args":{"city":"Rome"}},"thoughtSignature":"sig"}]}}]}"#,
            r#"{"candidates":[{"index":0,"finishReason":"STOP","content":{"role":"model","parts":[{"text":""}]}}],"usageMetadata":{"promptTokenCount":10,"candidatesTokenCount":5,"thoughtsTokenCount":7,"cachedContentTokenCount":4,"toolUsePromptTokenCount":2,"totalTokenCount":24,"promptTokensDetails":[{"modality":"AUDIO","tokenCount":3}]}}"#,
        ],
    );
    assert_eq!(streamed.without_output(), answered(RESPONSE));
}

#[test]
fn what_only_looks_like_it_is_left_alone() {
    for payload in [r#"{"contents": ["text"]}"#, r#"{"contents": [{"parts": []}]}"#, r#"{"contents": "x"}"#] {
        assert!(request_format(Llm, json(payload).view()).is_none(), "{payload}");
    }
    for payload in [r#"{"candidates": [{"name": "Ann"}]}"#, r#"{"candidates": []}"#] {
        assert!(response_format(Llm, None, json(payload).view()).is_none(), "{payload}");
    }
}
