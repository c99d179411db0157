//! OTLP as protobuf, whole and damaged.

use opentelemetry_proto::tonic::common::v1::{AnyValue, InstrumentationScope, KeyValue, any_value::Value};
use opentelemetry_proto::tonic::resource::v1::Resource;
use opentelemetry_proto::tonic::trace::v1::{
    ResourceSpans, ScopeSpans, Span, Status, TracesData, status::StatusCode,
};
use prost::Message as _;

use crate::files::{findings, outline, problems, read};

fn attribute(key: &str, value: Value) -> KeyValue {
    KeyValue { key: key.to_owned(), value: Some(AnyValue { value: Some(value) }), ..KeyValue::default() }
}

fn text(key: &str, value: &str) -> KeyValue {
    attribute(key, Value::StringValue(value.to_owned()))
}

fn span(id: u8, parent: u8, kind: &str, name: &str) -> Span {
    let id_of = |id: u8| if id == 0 { Vec::new() } else { vec![0, 0, 0, 0, 0, 0, 0, id] };
    Span {
        trace_id: vec![7; 16],
        span_id: id_of(id),
        parent_span_id: id_of(parent),
        name: name.to_owned(),
        start_time_unix_nano: 1_000 + u64::from(id),
        end_time_unix_nano: 2_000 - u64::from(id),
        attributes: vec![text("openinference.span.kind", kind)],
        ..Span::default()
    }
}

fn traces(spans: Vec<Span>) -> TracesData {
    TracesData {
        resource_spans: vec![ResourceSpans {
            resource: Some(Resource {
                attributes: vec![text("service.name", "agent")],
                ..Resource::default()
            }),
            scope_spans: vec![ScopeSpans {
                scope: Some(InstrumentationScope {
                    name: "mine".to_owned(),
                    ..InstrumentationScope::default()
                }),
                spans,
                ..ScopeSpans::default()
            }],
            ..ResourceSpans::default()
        }],
    }
}

fn tree() -> TracesData {
    traces(vec![span(1, 0, "AGENT", "a"), span(2, 1, "CHAIN", "b"), span(3, 2, "CHAIN", "c")])
}

fn framed(messages: &[TracesData]) -> Vec<u8> {
    let mut out = Vec::new();
    for message in messages {
        let bytes = message.encode_to_vec();
        out.extend(u32::try_from(bytes.len()).expect("small").to_be_bytes());
        out.extend(bytes);
    }
    out
}

#[test]
fn a_message_is_read() {
    let mut failed = span(2, 1, "LLM", "chat");
    failed.flags = 0x300;
    failed.status = Some(Status { message: "late".to_owned(), code: StatusCode::Error.into() });
    failed.attributes.extend([
        text("llm.system", "OpenAI"),
        attribute("llm.token_count.total", Value::DoubleValue(1.0)),
        attribute("bytes", Value::BytesValue(vec![0, 1])),
    ]);
    let input = read(&traces(vec![span(1, 0, "AGENT", "a"), failed]).encode_to_vec());
    assert_eq!(problems(&input), [] as [&str; 0]);
    assert_eq!(outline(&input), "AGENT a\n  LLM chat (error: late)\n");
    assert_eq!((input.spans[1].scope.as_str(), input.spans[1].parent_is_remote), ("mine", true));
    assert_eq!(input.spans[1].resource["service.name"], "agent");
    let codes: Vec<_> = findings(&input)
        .iter()
        .map(|finding| finding[..].split("OI").nth(1).expect("a code")[..3].to_owned())
        .collect();
    assert_eq!(codes, ["305", "301", "601"]);
}

#[test]
fn messages_with_their_lengths_are_read() {
    let bytes = framed(&[traces(vec![span(2, 1, "CHAIN", "b")]), traces(vec![span(1, 0, "AGENT", "a")])]);
    let input = read(&bytes);
    assert_eq!((outline(&input).as_str(), problems(&input)), ("AGENT a\n  CHAIN b\n", vec![]));
}

#[test]
fn a_finding_names_the_byte_where_its_span_begins() {
    let bytes = traces(vec![span(1, 0, "agent", "a")]).encode_to_vec();
    let input = read(&bytes);
    let found = findings(&input);
    let at: usize = found[0]
        .strip_prefix("t@")
        .and_then(|rest| rest.split(':').next())
        .and_then(|at| at.parse().ok())
        .expect("a byte");
    assert_eq!(Span::decode(&bytes[at..]).expect("a span begins there").name, "a");
}

#[test]
fn of_a_cut_file_every_whole_span_is_checked_and_the_cut_is_named() {
    let whole = tree().encode_to_vec();
    for bytes in [whole.clone(), framed(&[tree()])] {
        for end in 1..bytes.len() {
            let input = read(&bytes[..end]);
            assert!(!input.problems.is_empty(), "cut at {end} of {}", bytes.len());
            assert!(input.spans.len() < 3, "cut at {end}");
        }
    }
    let input = read(&whole[..whole.len() - 3]);
    assert_eq!(outline(&input), "AGENT a\n  CHAIN b\n");
    assert!(
        problems(&input)[0].ends_with(": span `c`: the file is cut within the span"),
        "{:?}",
        problems(&input)
    );
}

#[test]
fn a_damaged_byte_never_keeps_the_command_from_its_end() {
    let bytes = framed(&[tree()]);
    for at in 0..bytes.len() {
        for flip in [1, 0x80, 0xff] {
            let mut damaged = bytes.clone();
            damaged[at] ^= flip;
            let input = read(&damaged);
            assert!(input.spans.len() <= 3, "byte {at}");
            findings(&input);
        }
    }
}

#[test]
fn ids_of_the_wrong_length_are_named() {
    let mut wrong = span(1, 0, "AGENT", "a");
    wrong.trace_id = vec![1; 4];
    wrong.parent_span_id = vec![1];
    let found = problems(&read(&traces(vec![wrong]).encode_to_vec()));
    assert!(found[0].ends_with("span `a`: `trace_id` has 4 bytes, not 16"), "{found:?}");
    assert!(found[1].ends_with("span `a`: `parent_span_id` has 1 bytes, not 8"), "{found:?}");
}
