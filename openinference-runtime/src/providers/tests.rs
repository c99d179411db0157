//! What holds for all shapes.

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;

use super::recognition::response_format;
use super::registry::REGISTRY;
use super::testing::{Written, json, name};
use super::*;
use crate::json::Json;
use crate::record::Recorded;
use crate::semconv::SpanKind;

/// Names that the shapes look for, so that random payloads come near to real ones.
const NAMES: &[&str] = &[
    "args",
    "arguments",
    "audio",
    "candidates",
    "choices",
    "content",
    "content_block",
    "contentBlockDelta",
    "contents",
    "data",
    "delta",
    "document",
    "documents",
    "done",
    "embedding",
    "embeddings",
    "error",
    "finish_reason",
    "function",
    "functionCall",
    "functionResponse",
    "id",
    "image",
    "image_url",
    "index",
    "input",
    "item",
    "message",
    "messages",
    "model",
    "name",
    "object",
    "options",
    "output",
    "output_index",
    "parts",
    "payload",
    "prompt",
    "input_type",
    "query",
    "response",
    "results",
    "role",
    "score",
    "source",
    "status",
    "stopReason",
    "stop_reason",
    "summary",
    "system",
    "text",
    "thinking",
    "toolResult",
    "toolUse",
    "tool_calls",
    "tools",
    "type",
    "usage",
    "usageMetadata",
];

const TEXTS: &[&str] = &[
    "",
    "text",
    "message",
    "function",
    "function_call",
    "reasoning",
    "user",
    "assistant",
    "tool",
    "tool_use",
    "tool_result",
    "base64",
    "chat.completion",
    "response",
    "message_start",
    "content_block_start",
    "content_block_delta",
    "message-start",
    "content-delta",
    "response.output_item.added",
    "response.output_text.delta",
    "gpt-4o",
    "{\"a\":1}",
    "data: {\"a\":1}\n\n",
    "data:image/png;base64,",
];

fn payload() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::Bool),
        any::<i64>().prop_map(Json::Int),
        (0i64..4).prop_map(Json::Int),
        any::<f64>().prop_map(Json::Float),
        prop::sample::select(TEXTS).prop_map(Json::from),
        any::<String>().prop_map(Json::String),
    ];
    leaf.prop_recursive(6, 100, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Json::Array),
            prop::collection::vec((prop::sample::select(NAMES).prop_map(str::to_owned), inner), 0..7)
                .prop_map(Json::Object),
        ]
    })
}

proptest! {
    /// [`Written::by`] checks that only keys of the conventions are written.
    #[test]
    fn random_payloads_never_panic_and_stay_within_the_conventions(payload in payload(), next in payload()) {
        for format in REGISTRY {
            let _ = format.is_request(payload.view()) || format.is_response(payload.view()) || format.is_chunk(payload.view());
            Written::by(|out| format.request(payload.view(), out));
            Written::by(|out| format.response(payload.view(), out));
            if let Some(mut merge) = format.merge() {
                merge.chunk(payload.view());
                merge.chunk(next.view());
                Written::by(|out| merge.finish(out));
            }
        }
    }
}

#[test]
fn kinds_without_payloads_are_not_looked_at() {
    let request = r#"{"model":"gpt-4o","messages":[{"role":"user","content":"x"}]}"#;
    assert!(payload_of(SpanKind::Llm, request).is_some());
    assert!(payload_of(SpanKind::Tool, request).is_none());
    assert_eq!(payload_of(SpanKind::Llm, "{ no json"), Some(Json::from("{ no json")));
    assert!(request_format(SpanKind::Chain, json(request).view()).is_none());
}

fn payload_of(kind: SpanKind, text: &str) -> Option<Json> {
    super::RawPayload::of(kind, &Recorded::Text(text.to_owned())).map(|payload| payload.view().to_json())
}

#[test]
fn the_shape_of_the_request_decides_where_the_response_fits() {
    let response = json(r#"{"choices":[{"message":{"role":"assistant","content":"x"}}]}"#);
    let hint: Option<&'static dyn PayloadFormat> = Some(&openai::OpenAiEmbeddings);
    let found = response_format(SpanKind::Llm, hint, response.view());
    assert_eq!(name(found), "OpenAiChat", "a hint that does not fit is no hint");
}

#[test]
fn of_a_stream_no_more_is_kept_of_a_text_than_an_attribute_holds() {
    let Some(mut merger) = openai::OpenAiChat.merge() else { panic!("it has streams") };
    let fragment = "x".repeat(1000);
    let chunk = json(&format!(r#"{{"choices":[{{"index":0,"delta":{{"content":"{fragment}"}}}}]}}"#));
    merger.keep_at_most(4_000);
    for _ in 0..10_000 {
        merger.chunk(chunk.view());
    }
    let written = Written::by(|out| merger.finish(out));
    let content = written.get("llm.output_messages.0.message.content");
    assert!(content.ends_with(" of 10000000 bytes kept]"), "it is marked");
    assert!((3_900..=4_000).contains(&content.len()), "as much is kept as is written: {}", content.len());
}

/// `docs/recognised.md` is written from it.
#[test]
fn every_format_has_its_row_in_the_table_of_what_is_recognised() {
    let rows: Vec<&str> = include_str!("recognised.tsv")
        .lines()
        .skip(1)
        .filter_map(|row| row.split('\t').next())
        .filter(|name| *name != "McpResult")
        .collect();
    let names = REGISTRY
        .iter()
        .map(|format| name(Some(*format)).split([' ', '{']).next().unwrap_or_default().to_owned());
    // A toy that only tests know has no row.
    let mut names: Vec<String> = names.filter(|name| !name.starts_with("Toy")).collect();
    names.dedup();
    for name in &names {
        assert!(rows.contains(&name.as_str()), "{name} has no row");
    }
    for row in rows {
        assert!(names.iter().any(|name| name == row), "{row} is not recognised any more");
    }
}

/// Runs for as long as `cargo xtask fuzz` says; without it there is nothing to do.
#[test]
#[ignore = "cargo xtask fuzz"]
fn no_payload_and_no_body_makes_a_reader_panic() {
    let seconds = std::env::var("OPENINFERENCE_FUZZ_SECONDS").ok().and_then(|seconds| seconds.parse().ok());
    let time = std::time::Duration::from_secs(seconds.unwrap_or(0));
    let mut runner = proptest::test_runner::TestRunner::default();
    let any = |runner: &mut proptest::test_runner::TestRunner| {
        payload().new_tree(runner).map(|tree| tree.current()).unwrap_or_default()
    };
    for format in REGISTRY {
        let begin = std::time::Instant::now();
        while begin.elapsed() < time {
            let (one, next) = (any(&mut runner), any(&mut runner));
            let _ = format.is_request(one.view())
                || format.is_response(one.view())
                || format.is_chunk(one.view());
            Written::by(|out| format.request(one.view(), out));
            Written::by(|out| format.response(one.view(), out));
            if let Some(mut merge) = format.merge() {
                merge.chunk(one.view());
                merge.chunk(next.view());
                Written::by(|out| merge.finish(out));
            }
        }
    }
    let begin = std::time::Instant::now();
    while begin.elapsed() < time {
        let body =
            format!("data: {}\n\n{}\n", any(&mut runner).write(10_000), any(&mut runner).write(10_000));
        let cut = body.len() / 3;
        let mut reader = StreamReader::new(SpanKind::Llm, 1000, 65_536);
        for piece in body.as_bytes().chunks(cut.max(1)) {
            let bytes = piece.iter().map(|byte| Json::Int((*byte).into())).collect();
            reader.push(None, Recorded::Json(Json::Array(bytes)));
        }
        Written::by(|out| {
            let _ = reader.finish(None, out);
        });
    }
}
