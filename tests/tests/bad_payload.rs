//! Payloads that are broken, or larger than any backend takes: a span every time, of a bounded size, with everything in it that
//! fits and a visible marker where something was cut.

use std::collections::BTreeMap;

use futures_executor::block_on;
use futures_util::{Stream, StreamExt as _, stream};
use openinference_runtime::config::TraceConfig;
use openinference_runtime::record::Json;
use openinference_runtime::testing::{Capture, Node, SpanStatus, Trace, capture, capture_sync};
use openinference_runtime::{embedding_span, llm_span};
use serde::Serialize;
use serde_json::{Value, json};

/// How long one value may be, unless it is configured.
const LIMIT: usize = 65_536;

#[llm_span]
fn chat(request: &Value, response: &str) -> String {
    let _ = request;
    response.to_owned()
}

fn question(content: impl Into<Value>) -> Value {
    json!({ "model": "gpt-4o", "messages": [{ "role": "user", "content": content.into() }] })
}

fn answer(content: &str) -> String {
    json!({ "model": "gpt-4o", "choices": [{ "index": 0, "message": { "role": "assistant", "content": content } }] })
        .to_string()
}

fn span_of(trace: &Trace) -> &Node {
    assert_eq!((trace.roots.len(), trace.unfinished), (1, 0));
    &trace.roots[0]
}

/// Asks and gives the span, which is whole: nothing in it is longer than one value may be.
#[track_caller]
fn asked(request: &Value, response: &str) -> BTreeMap<String, Value> {
    let (given, trace) = capture_sync(|| chat(request, response));
    assert_eq!(given, response, "the caller gets what the call gave");
    let attributes = serde_json::to_value(&span_of(&trace).attributes).unwrap_or_default();
    let attributes: BTreeMap<String, Value> = serde_json::from_value(attributes).unwrap_or_default();
    for (key, value) in &attributes {
        assert!(value.as_str().is_none_or(|text| text.len() <= LIMIT), "{key} is too long");
    }
    attributes
}

fn text<'a>(attributes: &'a BTreeMap<String, Value>, key: &str) -> &'a str {
    attributes.get(key).and_then(Value::as_str).unwrap_or_default()
}

const ASKED: &str = "llm.input_messages.0.message.content";
const SAID: &str = "llm.output_messages.0.message.content";

#[test]
fn a_truncated_body_is_kept_as_the_text_that_it_is() {
    let body = answer("Sunny in Bern.");
    for end in [1, body.len() / 2, body.len() - 1] {
        let span = asked(&question("Weather?"), &body[..end]);
        assert_eq!(text(&span, "output.value"), &body[..end]);
        assert_eq!(text(&span, ASKED), "Weather?", "what was asked is not lost");
        assert!(!span.contains_key(SAID));
    }
}

#[test]
fn a_body_that_is_no_json_is_kept_as_the_text_that_it_is() {
    for body in ["", "upstream connect error", "<html>502</html>", "{]", "null", "[1,", "{\"choices\": 7}"] {
        let span = asked(&question("Weather?"), body);
        assert_eq!(text(&span, "output.value"), body);
        assert!(!span.contains_key(SAID), "{body}");
    }
}

#[test]
fn megabytes_are_cut_with_a_marker_and_the_rest_stays() {
    let long = "x".repeat(4 << 20);
    let mut request = question(long.clone());
    if let Some(messages) = request["messages"].as_array_mut() {
        messages.push(json!({ "role": "user", "content": "And in short?" }));
    }
    let span = asked(&request, &answer("Sunny."));
    assert!(text(&span, ASKED).contains("[cut: "), "{}", text(&span, ASKED).len());
    assert_eq!(text(&span, "llm.input_messages.1.message.content"), "And in short?");
    assert!(text(&span, "input.value").contains("[cut: "));
    assert_eq!(text(&span, SAID), "Sunny.");

    // The budget of a payload is larger than one value: an answer of a megabyte is still one.
    let span = asked(&question("Weather?"), &answer(&long[..1 << 20]));
    assert!(text(&span, SAID).ends_with(" of 1048576 bytes kept]"), "{}", text(&span, SAID).len());
}

#[test]
fn a_thousand_messages_are_a_thousand_messages() {
    let turns: Vec<Value> = (0..1000)
        .map(|turn| json!({ "role": if turn % 2 == 0 { "user" } else { "assistant" }, "content": format!("turn {turn}") }))
        .collect();
    let span = asked(&json!({ "model": "gpt-4o", "messages": turns }), &answer("Enough."));
    for turn in [0, 1, 500, 999] {
        assert_eq!(
            text(&span, &format!("llm.input_messages.{turn}.message.content")),
            format!("turn {turn}")
        );
    }
    assert_eq!(text(&span, SAID), "Enough.");
}

#[llm_span]
fn chunks(content: &str, count: usize) -> impl Stream<Item = Value> + use<> {
    let chunk = json!({
        "object": "chat.completion.chunk", "model": "gpt-4o",
        "choices": [{ "index": 0, "delta": { "content": content } }],
    });
    stream::iter(std::iter::repeat_n(chunk, count))
}

#[test]
fn ten_thousand_chunks_are_one_message() {
    let (count, trace) = block_on(capture(async { chunks("ab ", 10_000).count().await }));
    assert_eq!(count, 10_000);
    assert_eq!(span_of(&trace).text(SAID).map(str::len), Some(30_000));
    let (_, trace) = block_on(capture(async { chunks(&"x".repeat(1000), 10_000).count().await }));
    let said = span_of(&trace).text(SAID).unwrap_or_default();
    assert!(said.len() <= LIMIT && said.ends_with(" of 10000000 bytes kept]"), "{}", said.len());
}

/// As deep as a parser of JSON lets through, and far deeper than anybody reads.
#[test]
fn deep_nesting_ends_in_a_marker() {
    let deep = (0..1000).fold(json!("bottom"), |inner, _| json!([inner]));
    let mut request = question("Weather?");
    request["metadata"] = deep;
    let span = asked(&request, &answer("Sunny."));
    assert!(text(&span, "llm.invocation_parameters").contains("nested deeper than 64 levels"));
    assert_eq!(text(&span, ASKED), "Weather?");

    let body = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let span = asked(&question("Weather?"), &body);
    assert!(text(&span, "output.value").starts_with("[[["));
}

#[test]
fn images_over_the_limit_are_left_out_and_others_stay() {
    let image = |length: usize| {
        let url = format!("data:image/png;base64,{}", "A".repeat(length));
        json!({ "type": "image_url", "image_url": { "url": url } })
    };
    let parts = json!([{ "type": "text", "text": "What are these?" }, image(100_000), image(100)]);
    let span = asked(&question(parts), &answer("Cats."));
    let part =
        |at: usize, key: &str| format!("llm.input_messages.0.message.contents.{at}.message_content.{key}");
    assert_eq!(text(&span, &part(0, "text")), "What are these?");
    assert_eq!(text(&span, &part(1, "image.image.url")), "__REDACTED__");
    assert_eq!(text(&span, &part(2, "image.image.url")).len(), 122);
    assert!(!text(&span, "input.value").contains(&"A".repeat(1000)));
}

#[test]
fn nuls_are_taken_out_and_the_rest_stays() {
    let span = asked(&question("We\0ather\0?"), &answer("\0Sunny."));
    assert_eq!((text(&span, ASKED), text(&span, SAID)), ("Weather?", "Sunny."));
    for (key, value) in &span {
        assert!(value.as_str().is_none_or(|text| !text.contains('\0')), "{key}: {value}");
    }
}

#[derive(Serialize)]
struct Request {
    model: &'static str,
    messages: Vec<Value>,
    temperature: f64,
    top_p: f32,
}

#[llm_span]
fn chat_with_numbers(request: &Request) {
    let _ = request;
}

#[derive(Serialize)]
struct Vectors {
    data: [Vector; 2],
    model: &'static str,
}

#[derive(Serialize)]
struct Vector {
    embedding: Vec<f32>,
    index: usize,
}

#[embedding_span]
fn embed(first: f32) -> Vectors {
    let vector = |index, embedding| Vector { embedding, index };
    Vectors {
        data: [vector(0, vec![first, 0.5]), vector(1, vec![0.25, 0.5])],
        model: "text-embedding-3-small",
    }
}

#[test]
fn numbers_that_json_does_not_have_are_kept_as_text() {
    let request = Request {
        model: "gpt-4o",
        messages: vec![json!({ "role": "user", "content": "Weather?" })],
        temperature: f64::NAN,
        top_p: f32::INFINITY,
    };
    let ((), trace) = capture_sync(|| chat_with_numbers(&request));
    let span = span_of(&trace);
    assert_eq!(
        span.text("llm.invocation_parameters"),
        Some(r#"{"model":"gpt-4o","temperature":"NaN","top_p":"Infinity"}"#)
    );
    assert_eq!(span.text(ASKED), Some("Weather?"));

    // Backends drop whole spans for one number that is none: the vector goes, the others stay.
    let (_, trace) = capture_sync(|| embed(f32::NAN));
    let vector =
        |at: usize| span_of(&trace).attribute(&format!("embedding.embeddings.{at}.embedding.vector"));
    assert_eq!(vector(0), None);
    assert_eq!(vector(1), Some(&Json::Array(vec![Json::Float(0.25), Json::Float(0.5)])));
}

#[test]
fn a_smaller_limit_holds_for_payloads_too() {
    let config = TraceConfig::builder().without_env().value_length_limit(200).build();
    let request = question("long ".repeat(100));
    let body = answer(&"wide ".repeat(100));
    let (_, trace) = Capture::new().config(config).run_sync(|| chat(&request, &body));
    let span = span_of(&trace);
    for (key, value) in span.attributes.iter() {
        assert!(value.as_str().is_none_or(|text| text.len() <= 200), "{key}: {value:?}");
    }
    assert!(span.text(ASKED).is_some_and(|text| text.starts_with("long ") && text.contains("[cut: ")));
    assert!(span.text(SAID).is_some_and(|text| text.starts_with("wide ") && text.contains("[cut: ")));
    assert_eq!(span.status, SpanStatus::Ok);
}
