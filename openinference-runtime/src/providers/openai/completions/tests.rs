use crate::providers::recognition::request_format;
use crate::providers::testing::{json, request, response, stream};
use crate::semconv::SpanKind::Llm;

const SHAPE: &str = "OpenAiCompletions";

const RESPONSE: &str = r#"{"id": "cmpl-1", "object": "text_completion", "model": "gpt-3.5-turbo-instruct",
    "choices": [{"index": 1, "text": "B", "finish_reason": "length"}, {"index": 0, "text": "Aa", "finish_reason": "stop"}],
    "usage": {"prompt_tokens": 5, "completion_tokens": 7, "total_tokens": 12}}"#;

#[test]
fn a_request_says_model_parameters_and_prompts() {
    request(Llm, SHAPE, r#"{"model": "gpt-3.5-turbo-instruct", "prompt": ["a", "b"], "max_tokens": 7}"#)
        .has("llm.system", "openai")
        .has("llm.model_name", "gpt-3.5-turbo-instruct")
        .has("llm.invocation_parameters", r#"{"model":"gpt-3.5-turbo-instruct","max_tokens":7}"#)
        .has("llm.prompts.0.prompt.text", "a")
        .has("llm.prompts.1.prompt.text", "b");
    request(Llm, SHAPE, r#"{"model": "m", "prompt": "a"}"#).has("llm.prompts.0.prompt.text", "a");
    request(Llm, SHAPE, r#"{"model": "m", "prompt": [1, 2]}"#).lacks("llm.prompts");
}

#[test]
fn a_response_says_model_choices_counts_and_reason() {
    response(Llm, SHAPE, RESPONSE)
        .has("llm.response.model_name", "gpt-3.5-turbo-instruct")
        .has("llm.choices.0.completion.text", "Aa")
        .has("llm.choices.1.completion.text", "B")
        .has("llm.finish_reason", "stop")
        .has("llm.token_count.total", "I64(12)");
}

#[test]
fn a_stream_says_what_the_response_would_have_said() {
    let streamed = stream(
        Llm,
        SHAPE,
        &[
            r#"{"id":"cmpl-1","model":"gpt-3.5-turbo-instruct","choices":[{"index":0,"text":"A","finish_reason":null}]}"#,
            r#"{"id":"cmpl-1","choices":[{"index":1,"text":"B","finish_reason":"length"}]}"#,
            r#"{"id":"cmpl-1","choices":[{"index":0,"text":"a","finish_reason":"stop"}]}"#,
            r#"{"id":"cmpl-1","choices":[],"usage":{"prompt_tokens":5,"completion_tokens":7,"total_tokens":12}}"#,
        ],
    );
    assert_eq!(streamed.without_output(), response(Llm, SHAPE, RESPONSE));
}

#[test]
fn what_only_looks_like_it_is_left_alone() {
    for payload in
        [r#"{"prompt": "x"}"#, r#"{"model": "m", "prompt": {}}"#, r#"{"model": "m", "prompt": []}"#]
    {
        assert!(request_format(Llm, json(payload).view()).is_none(), "{payload}");
    }
}
