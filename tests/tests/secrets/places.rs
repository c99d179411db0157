//! Ways for a text to get into a span.

use std::fmt;

use futures_executor::block_on;
use futures_util::{Stream, StreamExt as _, stream};
use openinference_runtime::config::TraceConfig;
use openinference_runtime::opentelemetry::{KeyValue, StringValue, Value as Attribute};
use openinference_runtime::semconv::SpanKind;
use openinference_runtime::testing::{Trace, capture, capture_sync};
use openinference_runtime::value::{PromptTemplate, ToolCall};
use openinference_runtime::{chain_span, current, llm_span, span, tool_span};
use serde_json::{Value, json};

/// A place and what its span says.
type Place = (&'static str, fn(&str) -> String);

/// Every place.
pub(crate) const PLACES: &[Place] = &[
    ("attribute", |text| masked(text)),
    ("argument of a tool", |text| said(|| _ = tool(text.to_owned()))),
    ("result of a tool", |text| said(|| drop(result(text)))),
    ("only argument", |text| said(|| chain(text))),
    ("argument among others", |text| said(|| two(text, 1))),
    ("field of an argument", |text| said(|| chain_json(json!({ "body": { "text": text } })))),
    ("Debug of an argument", |text| said(|| debug(Shown(text.to_owned())))),
    ("input by hand", |text| said(|| by_hand(|| current().set_input(text)))),
    ("output by hand", |text| said(|| by_hand(|| current().set_output(text)))),
    ("attribute by hand", |text| said(|| by_hand(|| current().attribute("mine", text.to_owned())))),
    ("list of texts", |text| {
        said(|| {
            by_hand(|| {
                current()
                    .attribute("mine", Attribute::Array(vec![StringValue::from(text.to_owned())].into()));
            });
        })
    }),
    ("metadata", |text| said(|| span(SpanKind::Chain, "x").metadata(text).in_scope(|| {}))),
    ("prompt variables", |text| {
        said(|| by_hand(|| current().write(|out| PromptTemplate::new("t").variables(text).write(out))))
    }),
    ("invocation parameters", |text| {
        said(|| by_hand(|| current().attribute("llm.invocation_parameters", text.to_owned())))
    }),
    ("tool parameters", |text| said(|| by_hand(|| current().attribute("tool.parameters", text.to_owned())))),
    ("request as text", |text| said(|| drop(chat(text.to_owned())))),
    ("message of a request", |text| {
        said(|| drop(chat_json(json!({ "model": "m", "messages": [{ "role": "user", "content": text }] }))))
    }),
    ("tool call in a request", |text| said(|| drop(chat_json(request(text))))),
    ("tool call in a request as text", |text| said(|| drop(chat(request(text).to_string())))),
    ("tool call in a response", |text| said(|| drop(answer(text)))),
    ("tool call in a response as text", |text| said(|| drop(answer_text(text)))),
    ("tool call in a stream", |text| {
        let (_, trace) = block_on(capture(async { streamed(text.to_owned()).collect::<Vec<_>>().await }));
        written(&trace)
    }),
    ("raw events of a stream", |text| {
        let (_, trace) = block_on(capture(async { raw(text.to_owned()).collect::<Vec<_>>().await }));
        written(&trace)
    }),
    ("items of a stream", |text| {
        let (_, trace) = block_on(capture(async { items(text.to_owned()).collect::<Vec<_>>().await }));
        written(&trace)
    }),
    ("typed tool call", |text| {
        said(|| {
            by_hand(|| {
                current().write(|out| {
                    let call = ToolCall::new("f", text);
                    let message = openinference_runtime::value::Message::assistant_calls([call]);
                    openinference_runtime::value::write_output_messages(&[message], out);
                });
            });
        })
    }),
    ("error", |text| said(|| drop(fails(text)))),
    ("source of an error", |text| said(|| drop(fails_below(text)))),
    ("Debug of an error", |text| said(|| drop(fails_debug(text)))),
    ("panic", |text| said(|| drop(std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| panics(text)))))),
    ("event", |text| said(|| by_hand(|| current().event("e", vec![KeyValue::new("mine", text.to_owned())])))),
    ("name of an event", |text| said(|| by_hand(|| current().event(text.to_owned(), Vec::new())))),
    ("name of a span", |text| said(|| by_hand(|| current().rename(text.to_owned())))),
    ("dynamic name of a span", |text| said(|| span(SpanKind::Chain, text.to_owned()).in_scope(|| {}))),
    ("error by hand", |text| said(|| by_hand(|| current().record_error(&Failure(text.to_owned()))))),
];

/// What the configuration leaves of a text.
pub(crate) fn masked(text: &str) -> String {
    thread_local! {
        static CONFIG: TraceConfig = TraceConfig::default();
    }
    CONFIG
        .with(|config| config.mask("mine", text.to_owned().into()))
        .map_or_else(String::new, |it| it.to_string())
}

fn written(trace: &Trace) -> String {
    assert!(!trace.roots.is_empty(), "there is a span");
    serde_json::to_string(trace).unwrap_or_else(|error| panic!("{error}"))
}

fn said(f: impl FnOnce()) -> String {
    written(&capture_sync(f).1)
}

fn by_hand(f: impl FnOnce()) {
    span(SpanKind::Chain, "by hand").in_scope(f);
}

struct Shown(String);

impl fmt::Debug for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

struct Failure(String);

impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Failure")
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Failure {}

#[derive(Debug)]
struct Above(Failure);

impl fmt::Display for Above {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("above")
    }
}

impl std::error::Error for Above {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

#[tool_span]
fn tool(arguments: String) -> usize {
    arguments.len()
}

#[tool_span]
fn result(text: &str) -> String {
    text.to_owned()
}

#[chain_span]
fn chain(text: &str) {
    let _ = text;
}

#[chain_span]
fn two(text: &str, n: u8) {
    let _ = (text, n);
}

#[chain_span]
fn chain_json(value: Value) {
    let _ = value;
}

#[chain_span]
fn debug(value: Shown) {
    let _ = value;
}

#[llm_span]
fn chat(request: String) -> String {
    let _ = request;
    String::new()
}

#[llm_span]
fn chat_json(request: Value) -> String {
    let _ = request;
    String::new()
}

fn request(arguments: &str) -> Value {
    json!({
        "model": "gpt-4o",
        "messages": [
            { "role": "user", "content": "?" },
            { "role": "assistant", "tool_calls": [
                { "id": "c", "type": "function", "function": { "name": "f", "arguments": arguments } }
            ] },
        ],
    })
}

fn response(arguments: &str) -> Value {
    json!({
        "id": "r", "object": "chat.completion", "model": "gpt-4o",
        "choices": [{ "index": 0, "finish_reason": "tool_calls", "message": {
            "role": "assistant", "content": null,
            "tool_calls": [{ "id": "c", "type": "function", "function": { "name": "f", "arguments": arguments } }],
        } }],
    })
}

#[llm_span(skip_all)]
fn answer(text: &str) -> Value {
    response(text)
}

#[llm_span(skip_all)]
fn answer_text(text: &str) -> String {
    response(text).to_string()
}

fn chunk(delta: &Value) -> Value {
    json!({
        "id": "c", "object": "chat.completion.chunk", "model": "gpt-4o",
        "choices": [{ "index": 0, "delta": delta, "finish_reason": null }],
    })
}

/// The arguments in pieces of three characters.
fn chunks(text: &str) -> Vec<Value> {
    let first = json!({ "role": "assistant", "tool_calls": [
        { "index": 0, "id": "c", "type": "function", "function": { "name": "f", "arguments": "" } }
    ] });
    let pieces: Vec<char> = text.chars().collect();
    let pieces = pieces.chunks(3).map(|piece| {
        let piece: String = piece.iter().collect();
        chunk(&json!({ "tool_calls": [{ "index": 0, "function": { "arguments": piece } }] }))
    });
    std::iter::once(chunk(&first)).chain(pieces).collect()
}

#[llm_span(skip_all)]
fn streamed(text: String) -> impl Stream<Item = Value> {
    stream::iter(chunks(&text))
}

#[llm_span(skip_all)]
fn raw(text: String) -> impl Stream<Item = String> {
    stream::iter(chunks(&text).into_iter().map(|chunk| format!("data: {chunk}\n\n")).collect::<Vec<_>>())
}

#[chain_span(skip_all)]
fn items(text: String) -> impl Stream<Item = String> {
    stream::iter([text])
}

#[chain_span(skip_all)]
fn fails(text: &str) -> Result<(), Failure> {
    Err(Failure(text.to_owned()))
}

#[chain_span(skip_all)]
fn fails_below(text: &str) -> Result<(), Above> {
    Err(Above(Failure(text.to_owned())))
}

#[chain_span(skip_all)]
fn fails_debug(text: &str) -> Result<(), Shown> {
    Err(Shown(text.to_owned()))
}

#[chain_span(skip_all)]
fn panics(text: &str) {
    panic!("{text}")
}
