//! Requests and responses as providers have them: those of their own SDKs, those of every shape that is recognised, and what
//! becomes of them when something is broken.

use std::path::Path;

use anyhow::{Context as _, Result};
use futures_executor::block_on;
use futures_util::{Stream, StreamExt as _, stream};
use openinference_runtime::semconv::SpanKind;
use openinference_runtime::{embedding_span, llm_span, reranker_span, retriever_span};
use openinference_tests::providers::{Body, recorded};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::calls::Call;

#[llm_span]
fn chat(request: &Value, response: &Value) -> Value {
    let _ = request;
    response.clone()
}

/// The same as text.
#[llm_span]
fn chat_of_texts(request: &str, #[span(skip)] response: String) -> Result<String> {
    let _ = request;
    Ok(response)
}

#[llm_span]
fn chat_stream(request: &Value, #[span(skip)] chunks: Vec<Value>) -> impl Stream<Item = Value> + use<> {
    let _ = request;
    stream::iter(chunks)
}

/// Pieces of `size` bytes.
#[llm_span]
fn chat_bytes(
    request: &Value,
    #[span(skip)] body: &str,
    #[span(skip)] size: usize,
) -> impl Stream<Item = Vec<u8>> + use<> {
    let _ = request;
    stream::iter(body.as_bytes().chunks(size).map(<[u8]>::to_vec).collect::<Vec<_>>())
}

#[embedding_span]
fn embed(request: &Value, #[span(skip)] response: &Value) -> Value {
    let _ = request;
    response.clone()
}

#[reranker_span]
fn rerank(request: &Value, #[span(skip)] response: &Value) -> Value {
    let _ = request;
    response.clone()
}

#[retriever_span]
fn retrieve(query: &Value, #[span(skip)] response: &Value) -> Value {
    let _ = query;
    response.clone()
}

fn answer(kind: SpanKind, request: &Value, response: &Value) {
    match kind {
        SpanKind::Embedding => drop(embed(request, response)),
        SpanKind::Reranker => drop(rerank(request, response)),
        SpanKind::Retriever => drop(retrieve(request, response)),
        _ => drop(chat(request, response)),
    }
}

fn passed(items: impl Stream) {
    block_on(items.for_each(|_| std::future::ready(())));
}

/// A call of a provider's SDK.
struct Exchange {
    name: String,
    kind: SpanKind,
    request: Value,
    body: Body,
}

fn exchanges() -> Result<Vec<Exchange>> {
    let of_provider = |(provider, cases): (String, Vec<openinference_tests::providers::Case>)| {
        cases.into_iter().map(move |case| Exchange {
            name: format!("{provider}: {}", case.name),
            kind: match &*case.path {
                path if path.contains("embed") => SpanKind::Embedding,
                path if path.contains("rerank") => SpanKind::Reranker,
                _ => SpanKind::Llm,
            },
            request: case.typed_request(),
            body: case.body,
        })
    };
    Ok(recorded()?.into_iter().flat_map(of_provider).collect())
}

fn events(lines: &[String]) -> Vec<Value> {
    let event = |line: &String| serde_json::from_str(line.strip_prefix("data:").unwrap_or(line).trim()).ok();
    lines.iter().filter_map(event).collect()
}

/// Each call of each provider's SDK: a stream as events and as bytes.
pub(crate) fn of_providers() -> Result<Vec<Call>> {
    let mut calls = Vec::new();
    for Exchange { name, kind, request, body } in exchanges()? {
        match body {
            Body::Json(response) => {
                let (text, said) = (request.to_string(), response.to_string());
                calls.push(Call::new(name.clone(), move || answer(kind, &request, &response)));
                if kind == SpanKind::Llm {
                    calls.push(Call::new(format!("{name}, as text"), move || {
                        let _ = chat_of_texts(&text, said.clone());
                    }));
                }
            }
            Body::Lines(lines) => {
                let (chunks, whole, again) = (events(&lines), lines.join("\n"), request.clone());
                calls.push(Call::new(format!("{name}, as events"), move || {
                    passed(chat_stream(&request, chunks.clone()));
                }));
                calls.push(Call::new(format!("{name}, as bytes"), move || {
                    passed(chat_bytes(&again, &whole, 16));
                }));
            }
            // A client decodes these frames; the tests of providers do.
            Body::Base64(_) => {}
        }
    }
    Ok(calls)
}

/// A payload that a test of a shape is about.
#[derive(Deserialize)]
struct Sample {
    about: String,
    kind: String,
    role: String,
    payload: Value,
}

/// What the shapes are tested with, each in the place where it belongs; what belongs nowhere, in every place.
pub(crate) fn by_shape() -> Result<Vec<Call>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/shapes/payloads.jsonl");
    let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let mut calls = Vec::new();
    for line in text.lines() {
        let Sample { about, kind, role, payload } = serde_json::from_str(line)?;
        let kind = SpanKind::ALL.iter().copied().find(|known| known.as_str() == kind).context(kind)?;
        let name = format!("{about}, {role} {}", calls.len());
        calls.push(match &*role {
            "request" => Call::new(name, move || answer(kind, &payload, &Value::Null)),
            "response" => Call::new(name, move || answer(kind, &json!({ "model": "m" }), &payload)),
            "stream" => {
                let chunks = payload.as_array().cloned().unwrap_or_default();
                Call::new(name, move || passed(chat_stream(&Value::Null, chunks.clone())))
            }
            _ => {
                let payloads = payload.as_array().cloned().unwrap_or_default();
                Call::new(name, move || {
                    payloads.iter().for_each(|payload| answer(kind, payload, payload));
                    passed(chat_stream(&Value::Null, payloads.clone()));
                })
            }
        });
    }
    Ok(calls)
}

/// Numbers without chance (Knuth's MMIX).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % below.max(1)
    }
}

/// What may stand where something else should.
fn odd(numbers: &mut Numbers) -> Value {
    let odd = [
        Value::Null,
        json!(""),
        json!(true),
        json!(-1),
        json!(u64::MAX),
        json!(0.5),
        json!("assistant"),
        json!("data:image/png;base64,AAAA"),
        json!("{\"a\":"),
        json!([]),
        json!([1, "a", null]),
        json!({}),
        json!({ "type": "text", "text": "t" }),
        json!({ "a": { "b": [{ "c": 1 }] } }),
    ];
    odd[numbers.next(odd.len())].clone()
}

/// Puts something else somewhere, or takes away what is there.
fn spoil(value: &mut Value, numbers: &mut Numbers) {
    let deeper = numbers.next(5) > 0;
    match value {
        Value::Array(items) if deeper && !items.is_empty() => {
            let at = numbers.next(items.len());
            if numbers.next(8) == 0 {
                items.remove(at);
            } else {
                spoil(&mut items[at], numbers);
            }
        }
        Value::Object(fields) if deeper && !fields.is_empty() => {
            let name = fields.keys().nth(numbers.next(fields.len())).cloned().unwrap_or_default();
            if numbers.next(8) == 0 {
                fields.remove(&name);
            } else if let Some(field) = fields.get_mut(&name) {
                spoil(field, numbers);
            }
        }
        leaf => *leaf = odd(numbers),
    }
}

/// Each call of [`of_providers`] with something broken in it, in twelve ways.
pub(crate) fn broken() -> Result<Vec<Call>> {
    let mut numbers = Numbers(1);
    let mut calls = Vec::new();
    for Exchange { name, kind, request, body } in exchanges()? {
        let answered = match &body {
            Body::Json(response) => vec![response.clone()],
            Body::Lines(lines) => events(lines),
            Body::Base64(_) => continue,
        };
        let streamed = matches!(body, Body::Lines(_));
        for turn in 0..12 {
            let mut both = (request.clone(), Value::from(answered.clone()));
            for _ in 0..=numbers.next(4) {
                let side = if numbers.next(2) == 0 { &mut both.0 } else { &mut both.1 };
                spoil(side, &mut numbers);
            }
            let answered = match both.1 {
                Value::Array(items) => items,
                other => vec![other],
            };
            let request = both.0;
            calls.push(Call::new(format!("{name} {turn}"), move || {
                if streamed {
                    passed(chat_stream(&request, answered.clone()));
                } else {
                    answer(kind, &request, answered.first().unwrap_or(&Value::Null));
                }
            }));
        }
    }
    Ok(calls)
}
