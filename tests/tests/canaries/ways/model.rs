//! Calls of models: every part of a request and of a response in which people write something.

use futures_util::{Stream, StreamExt as _, stream};
use openinference_runtime::llm_span;
use serde_json::{Value, json};

use crate::canary::Canaries;
use crate::program::Program;

#[llm_span(provider = "openai")]
fn chat(request: Value, #[span(skip)] response: Value) -> Value {
    let _ = request;
    response
}

#[llm_span(provider = "openai")]
fn listen(#[span(skip)] chunks: Vec<Value>) -> impl Stream<Item = Value> + use<> {
    stream::iter(chunks)
}

const MESSAGE: &[&str] = &["hide_inputs"];
const REQUEST: &[&str] = &["hide_inputs"];
const ANSWER: &[&str] = &["hide_outputs"];

pub(crate) fn go(program: &Program, canaries: &Canaries) {
    chat(request(canaries), response(canaries));
    let piece = canaries.content("stream: text", ANSWER);
    let chunk = |delta: Value, finish: Value| {
        json!({
            "id": "chatcmpl-2", "object": "chat.completion.chunk", "model": "gpt-4o", "created": 1,
            "choices": [{ "index": 0, "delta": delta, "finish_reason": finish }],
        })
    };
    let arguments =
        format!(r#"{{"city": "{}"}}"#, canaries.content("stream: argument of a tool call", ANSWER));
    let chunks = vec![
        chunk(json!({ "role": "assistant", "content": piece }), Value::Null),
        chunk(
            json!({ "tool_calls": [{ "index": 0, "id": "c", "type": "function",
                    "function": { "name": "look_up", "arguments": arguments } }] }),
            Value::Null,
        ),
        chunk(json!({}), json!("tool_calls")),
    ];
    program.runtime.block_on(listen(chunks).for_each(|_| std::future::ready(())));
    completions(canaries);
}

fn request(canaries: &Canaries) -> Value {
    let arguments = format!(
        r#"{{"city": "{}", "api_key": "{}"}}"#,
        canaries.content("request: argument of a tool call", MESSAGE),
        canaries.secret("request: argument of a tool call, named like a secret"),
    );
    json!({
        "model": "gpt-4o",
        "temperature": 0.5,
        "seed": 7,
        "stop": [canaries.content("request: stop sequence", REQUEST)],
        "user": canaries.content("request: user", REQUEST),
        "suffix": canaries.content("request: suffix", REQUEST),
        "prediction": { "type": "content", "content": canaries.content("request: prediction", REQUEST) },
        "metadata": { "note": canaries.content("request: metadata", REQUEST) },
        "api_key": canaries.secret("request: field named like a secret"),
        "unheard_of": { "deep": [canaries.content("request: field that nobody knows", REQUEST)] },
        "messages": [
            { "role": "system", "content": canaries.content("request: system message", MESSAGE) },
            { "role": "user", "name": "u", "content": [
                { "type": "text", "text": canaries.content("request: text part", MESSAGE) },
                { "type": "image_url", "image_url": {
                    "url": format!("https://images.example/{}.png", canaries.content("request: image", MESSAGE)) } },
                { "type": "file", "file": { "filename": canaries.content("request: name of a file", MESSAGE),
                    "file_data": "data:application/pdf;base64,AAAA" } },
            ] },
            { "role": "assistant", "content": null, "tool_calls": [
                { "id": "c1", "type": "function", "function": { "name": "look_up", "arguments": arguments } } ] },
            { "role": "tool", "tool_call_id": "c1", "content": canaries.content("request: result of a tool", MESSAGE) },
        ],
        "tools": [{ "type": "function", "function": {
            "name": "look_up",
            "description": canaries.content("request: description of a tool", REQUEST),
            "parameters": { "type": "object", "properties": { "city": {
                "type": "string",
                "description": canaries.content("request: text of a schema", REQUEST),
                "default": canaries.content("request: default of a schema", REQUEST),
                "examples": [canaries.content("request: example of a schema", REQUEST)],
            } } },
        } }],
    })
}

fn response(canaries: &Canaries) -> Value {
    let arguments = format!(
        r#"{{"city": "{}", "password": "{}"}}"#,
        canaries.content("response: argument of a tool call", ANSWER),
        canaries.secret("response: argument of a tool call, named like a secret"),
    );
    json!({
        "id": "chatcmpl-1", "object": "chat.completion", "model": "gpt-4o-2024-08-06",
        "choices": [{ "index": 0, "finish_reason": "tool_calls", "message": {
            "role": "assistant",
            "content": canaries.content("response: text", ANSWER),
            "reasoning_content": canaries.content("response: reasoning", ANSWER),
            "refusal": canaries.content("response: refusal", ANSWER),
            "tool_calls": [{ "id": "c2", "type": "function",
                "function": { "name": "look_up", "arguments": arguments } }],
        } }],
        "unheard_of": canaries.content("response: field that nobody knows", ANSWER),
        "usage": { "prompt_tokens": 10, "completion_tokens": 2, "total_tokens": 12 },
    })
}

fn completions(canaries: &Canaries) {
    chat(
        json!({ "model": "gpt-3.5-turbo-instruct",
            "prompt": canaries.content("completion: prompt", &["hide_inputs"]) }),
        json!({ "id": "cmpl-1", "object": "text_completion", "model": "gpt-3.5-turbo-instruct",
            "choices": [{ "index": 0, "finish_reason": "stop",
                "text": canaries.content("completion: choice", &["hide_outputs"]) }] }),
    );
}
