use crate::providers::recognition::request_format;
use crate::providers::testing::{json, name, request, response, stream};
use crate::semconv::SpanKind::Llm;

const SHAPE: &str = "OllamaGenerate";

const RESPONSE: &str = r#"{"model": "mistral", "response": "Hi.", "done": true, "done_reason": "stop", "context": [1, 2], "prompt_eval_count": 3, "eval_count": 2}"#;

#[test]
fn a_prompt_is_what_the_user_says() {
    request(
        Llm,
        SHAPE,
        r#"{"model": "mistral", "system": "Be brief.", "prompt": "Hello", "options": {"seed": 1}, "context": [1, 2]}"#,
    )
    .has("llm.system", "mistralai")
    .has("llm.provider", "ollama")
    .has("llm.invocation_parameters", r#"{"model":"mistral","options":{"seed":1}}"#)
    .has("llm.input_messages.0.message.role", "system")
    .has("llm.input_messages.0.message.content", "Be brief.")
    .has("llm.input_messages.1.message.role", "user")
    .has("llm.input_messages.1.message.content", "Hello");
}

#[test]
fn a_response_is_what_the_model_says() {
    response(Llm, SHAPE, RESPONSE)
        .has("llm.response.model_name", "mistral")
        .has("llm.output_messages.0.message.role", "assistant")
        .has("llm.output_messages.0.message.content", "Hi.")
        .has("llm.finish_reason", "stop")
        .has("llm.token_count.total", "I64(5)");
}

#[test]
fn a_stream_says_what_the_response_would_have_said() {
    let streamed = stream(
        Llm,
        SHAPE,
        &[
            r#"{"model":"mistral","response":"H","done":false}"#,
            r#"{"model":"mistral","response":"i.","done":false}"#,
            r#"{"model":"mistral","response":"","done":true,"done_reason":"stop","prompt_eval_count":3,"eval_count":2}"#,
        ],
    );
    assert_eq!(streamed.without_output(), response(Llm, SHAPE, RESPONSE));
}

#[test]
fn what_many_take_is_not_claimed() {
    let plain = json(r#"{"model": "mistral", "prompt": "x"}"#);
    assert_eq!(name(request_format(Llm, plain.view())), "OpenAiCompletions");
}
