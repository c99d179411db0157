use crate::providers::testing::{request, response, stream};
use crate::semconv::SpanKind::Llm;

const FORMAT: &str = "GeminiLive";

#[test]
fn what_an_application_sends_is_asked() {
    request(
        Llm,
        FORMAT,
        r#"{
            "setup": {
                "model": "models/gemini-live-2.5-flash-preview",
                "generationConfig": {"responseModalities": ["AUDIO"], "temperature": 0.5},
                "systemInstruction": {"parts": [{"text": "Be brief."}]},
                "tools": [{"functionDeclarations": [{"name": "get_weather"}]}, {"googleSearch": {}}]
            },
            "clientContent": {"turns": [{"role": "user", "parts": [{"text": "Weather?"}]}], "turnComplete": true},
            "toolResponse": {"functionResponses": [{"id": "c1", "name": "get_weather", "response": {"output": "sunny"}}]}
        }"#,
    )
    .has("llm.model_name", "gemini-live-2.5-flash-preview")
    .has("llm.system", "vertexai")
    .has("llm.invocation_parameters", r#"{"responseModalities":["AUDIO"],"temperature":0.5}"#)
    .has("llm.input_messages.0.message.content", "Be brief.")
    .has("llm.input_messages.1.message.content", "Weather?")
    .has("llm.input_messages.2.message.role", "tool")
    .has("llm.input_messages.2.message.tool_call_id", "c1")
    .has("llm.tools.1.tool.json_schema", r#"{"googleSearch":{}}"#);
    request(
        Llm,
        FORMAT,
        r#"{"realtime_input": {"text": "Weather?", "video": {"data": "AAAA", "mime_type": "image/png"}}}"#,
    )
    .has("llm.input_messages.0.message.contents.0.message_content.text", "Weather?")
    .has(
        "llm.input_messages.0.message.contents.1.message_content.image.image.url",
        "data:image/png;base64,AAAA",
    );
}

#[test]
fn one_message_of_the_server_is_a_response() {
    response(
        Llm,
        FORMAT,
        r#"{"serverContent": {"modelTurn": {"parts": [{"text": "Sunny."}]}}, "usageMetadata": {"promptTokenCount": 5, "responseTokenCount": 2, "totalTokenCount": 7}}"#,
    )
    .has("llm.output_messages.0.message.content", "Sunny.")
    .has("llm.provider", "google")
    .has("llm.token_count.completion", "I64(2)");
    response(
        Llm,
        FORMAT,
        r#"{"tool_call": {"function_calls": [{"id": "c1", "name": "f", "args": {"a": 1}}]}}"#,
    )
    .has("llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments", r#"{"a":1}"#);
}

#[test]
fn a_turn_is_put_together_and_the_next_one_is_another() {
    let written = stream(
        Llm,
        FORMAT,
        &[
            r#"{"setupComplete": {"sessionId": "s-1"}}"#,
            r#"{"serverContent": {"inputTranscription": {"text": "Weather "}}}"#,
            r#"{"serverContent": {"inputTranscription": {"text": "in Rome?"}}}"#,
            r#"{"serverContent": {"modelTurn": {"role": "model", "parts": [{"inlineData": {"mimeType": "audio/pcm;rate=24000", "data": "AAEC"}}]}}}"#,
            r#"{"serverContent": {"outputTranscription": {"text": "One "}}}"#,
            r#"{"serverContent": {"modelTurn": {"parts": [{"inlineData": {"mimeType": "audio/pcm;rate=24000", "data": "AwQ="}}]}}}"#,
            r#"{"serverContent": {"outputTranscription": {"text": "moment."}}}"#,
            r#"{"toolCall": {"functionCalls": [{"id": "c1", "name": "get_weather", "args": {"city": "Rome"}}]}}"#,
            r#"{"toolCall": {"functionCalls": [{"id": "c2", "name": "get_time", "args": {}}]}}"#,
            r#"{"serverContent": {"generationComplete": true}}"#,
            r#"{"serverContent": {"turnComplete": true, "turnCompleteReason": "NEED_MORE_INPUT"}, "usageMetadata": {"promptTokenCount": 10, "responseTokenCount": 4, "totalTokenCount": 14, "responseTokensDetails": [{"modality": "AUDIO", "tokenCount": 3}]}}"#,
            r#"{"sessionResumptionUpdate": {"newHandle": "h-1", "resumable": true}}"#,
            r#"{"serverContent": {"modelTurn": {"parts": [{"text": "It is "}]}}}"#,
            r#"{"serverContent": {"modelTurn": {"parts": [{"text": "sunny."}]}}}"#,
            r#"{"serverContent": {"turnComplete": true}, "usageMetadata": {"promptTokenCount": 30, "responseTokenCount": 2, "totalTokenCount": 32}}"#,
            r#"{"goAway": {"timeLeft": "10s"}}"#,
        ],
    );
    let sound = "llm.output_messages.0.message.contents.0.message_content.audio.audio";
    written
        .has("llm.input_messages.0.message.content", "Weather in Rome?")
        .has(&format!("{sound}.url"), "data:audio/pcm;rate=24000;base64,AAECAwQ=")
        .has(&format!("{sound}.transcript"), "One moment.")
        .has("llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments", r#"{"city":"Rome"}"#)
        .has("llm.output_messages.0.message.tool_calls.1.tool_call.id", "c2")
        .has("llm.output_messages.1.message.content", "It is sunny.")
        .has("llm.finish_reason", "NEED_MORE_INPUT")
        .has("llm.token_count.prompt", "I64(40)")
        .has("llm.token_count.completion", "I64(6)")
        .has("llm.token_count.completion_details.audio", "I64(3)");
    for said in ["s-1", "h-1", "10s", "generationComplete"] {
        assert!(written.get("output.value").contains(said), "{said}");
    }
}
