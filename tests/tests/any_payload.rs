//! Whatever a provider sends: nothing panics, every attribute is one of the conventions, and the caller gets what it would get
//! without a span. Payloads are those that the providers' own SDKs made, with anything in place of parts of them.

use std::convert::Infallible;

use futures_executor::block_on;
use futures_util::{Stream, StreamExt as _, stream};
use openinference_runtime::semconv::lookup;
use openinference_runtime::testing::{Trace, capture, capture_sync};
use openinference_runtime::{embedding_span, llm_span, reranker_span, retriever_span};
use openinference_tests::providers::{Body, recorded};
use proptest::prelude::*;
use serde_json::{Value, json};

#[llm_span]
fn chat(request: &Value, response: Value) -> Value {
    let _ = request;
    response
}

#[llm_span]
fn chat_of_texts(request: &str, response: String) -> Result<String, Infallible> {
    let _ = request;
    Ok(response)
}

#[llm_span]
fn chat_stream(request: &Value, chunks: Vec<Value>) -> impl Stream<Item = Value> + use<> {
    let _ = request;
    stream::iter(chunks)
}

/// Pieces of `size` bytes.
#[llm_span]
fn chat_bytes(request: &Value, body: &str, size: usize) -> impl Stream<Item = Vec<u8>> + use<> {
    let _ = request;
    stream::iter(body.as_bytes().chunks(size).map(<[u8]>::to_vec).collect::<Vec<_>>())
}

#[embedding_span]
fn embed(request: &Value, response: Value) -> Value {
    let _ = request;
    response
}

#[reranker_span]
fn rerank(request: &Value, response: Value) -> Value {
    let _ = request;
    response
}

#[retriever_span]
fn retrieve(query: &Value, response: Value) -> Value {
    let _ = query;
    response
}

/// A request, and what answers it: one document or the events of a stream.
type Exchange = (Value, Vec<Value>);

fn exchanges() -> Vec<Exchange> {
    let event = |line: &String| {
        let data = line.strip_prefix("data:").unwrap_or(line).trim();
        serde_json::from_str::<Value>(data).ok()
    };
    let cases = recorded().unwrap_or_default().into_values().flatten();
    let exchange = |case: openinference_tests::providers::Case| {
        let answer = match case.body {
            Body::Json(document) => vec![document],
            Body::Lines(lines) => lines.iter().filter_map(event).collect(),
            Body::Base64(_) => Vec::new(),
        };
        (case.request, answer)
    };
    cases.map(exchange).collect()
}

/// Anything.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        prop::sample::select(vec![
            "",
            "\0",
            "data:image/png;base64,AAAA",
            "{\"a\":",
            "assistant",
            "tool_use",
            "[DONE]"
        ])
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec(("[a-z_]{1,8}", inner), 0..4)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

/// Puts `with` where the numbers lead; with nothing to put, what is there goes away.
fn spoil(value: &mut Value, way: &[usize], with: Option<&Value>) {
    let Some((turn, rest)) = way.split_first() else {
        *value = with.cloned().unwrap_or_default();
        return;
    };
    match value {
        Value::Array(items) if !items.is_empty() => {
            let at = turn % items.len();
            if rest.is_empty() && with.is_none() {
                items.remove(at);
            } else {
                spoil(&mut items[at], rest, with);
            }
        }
        Value::Object(fields) if !fields.is_empty() => {
            let name = fields.keys().nth(turn % fields.len()).cloned().unwrap_or_default();
            if rest.is_empty() && with.is_none() {
                fields.remove(&name);
            } else if let Some(field) = fields.get_mut(&name) {
                spoil(field, rest, with);
            }
        }
        leaf => *leaf = with.cloned().unwrap_or_default(),
    }
}

fn spoiled() -> impl Strategy<Value = Exchange> {
    let change = (prop::collection::vec(0..9_usize, 0..7), prop::option::of(any_json()), any::<bool>());
    (prop::sample::select(exchanges()), prop::collection::vec(change, 0..4)).prop_map(
        |((request, answer), changes)| {
            let mut both = (request, Value::from(answer));
            for (way, with, of_request) in changes {
                spoil(if of_request { &mut both.0 } else { &mut both.1 }, &way, with.as_ref());
            }
            let answer = match both.1 {
                Value::Array(items) => items,
                other => vec![other],
            };
            (both.0, answer)
        },
    )
}

/// One span, with keys of the conventions or of OpenTelemetry, without a NUL, and of a bounded size.
fn check(trace: &Trace) -> Result<(), TestCaseError> {
    prop_assert_eq!(trace.roots.len(), 1);
    let span = &trace.roots[0];
    for (key, value) in span.attributes.iter() {
        let known = lookup::attribute(key).is_some()
            || ["gen_ai.response.time_to_first_chunk", "error.type", "stream.incomplete"].contains(&key);
        prop_assert!(known, "{key} is no attribute of the conventions");
        prop_assert!(value.as_str().is_none_or(|text| !text.contains('\0')), "{key} has a NUL");
    }
    prop_assert!(span.recorded.repeated_keys.is_empty(), "{:?}", span.recorded.repeated_keys);
    Ok(())
}

proptest! {
    // More than 400 where `PROPTEST_CASES` asks for more.
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.max(400), ..ProptestConfig::default() })]

    #[test]
    fn any_document_goes_through_unchanged((request, answer) in spoiled()) {
        let response = answer.into_iter().next().unwrap_or_default();
        for call in [chat, embed, rerank, retrieve] {
            let (given, trace) = capture_sync(|| call(&request, response.clone()));
            prop_assert_eq!(&given, &response);
            check(&trace)?;
        }
        let text = response.to_string();
        let (given, trace) = capture_sync(|| chat_of_texts(&request.to_string(), text.clone()));
        prop_assert_eq!(given, Ok(text));
        check(&trace)?;
    }

    #[test]
    fn any_text_goes_through_unchanged((request, answer) in spoiled(), cut in any::<prop::sample::Index>()) {
        let whole = json!(answer).to_string();
        let characters: Vec<char> = whole.chars().collect();
        let text: String = characters[..cut.index(characters.len())].iter().collect();
        let (given, trace) = capture_sync(|| chat_of_texts(&request.to_string(), text.clone()));
        prop_assert_eq!(given, Ok(text));
        check(&trace)?;
    }

    #[test]
    fn any_stream_goes_through_unchanged((request, answer) in spoiled(), read in 0..40_usize) {
        let (given, trace) =
            block_on(capture(async { chat_stream(&request, answer.clone()).take(read).collect::<Vec<_>>().await }));
        prop_assert_eq!(&given[..], &answer[..read.min(answer.len())]);
        check(&trace)?;
    }

    #[test]
    fn any_bytes_go_through_unchanged((request, answer) in spoiled(), size in 1..200_usize) {
        let body: String = answer.iter().map(|event| format!("data: {event}\n\n")).collect();
        let (given, trace) =
            block_on(capture(async { chat_bytes(&request, &body, size).collect::<Vec<_>>().await.concat() }));
        prop_assert_eq!(given, body.as_bytes());
        check(&trace)?;
    }
}
