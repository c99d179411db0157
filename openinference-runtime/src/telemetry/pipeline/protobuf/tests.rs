//! What other decoders read of our encoding is what `opentelemetry-proto` makes of the same spans.

use std::time::{Duration, SystemTime};

use opentelemetry::{
    Array, InstrumentationScope, Key, KeyValue, SpanId, TraceFlags, TraceId, Value,
    trace::{Event, Link, SpanContext, SpanKind, Status, TraceState},
};
use opentelemetry_proto::{
    tonic::collector::trace::v1::{
        ExportTracePartialSuccess, ExportTraceServiceRequest, ExportTraceServiceResponse,
    },
    tonic::trace::v1::ScopeSpans,
    transform::{
        common::tonic::ResourceAttributesWithSchema, trace::tonic::group_spans_by_resource_and_scope,
    },
};
use opentelemetry_sdk::trace::{SpanData, SpanEvents, SpanLinks};
use proptest::{collection::vec, option, prelude::*};
use prost::Message as _;

use super::{Item, Measured, Resource, ScopeItems, WireField, encode_request, fields, halves, scope_size};

pub(super) fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "",
        8 => "[a-z.]{1,40}",
        8 => any::<String>(),
        4 => "x{120,140}",
        1 => "y{16380,16390}",
    ]
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(Value::I64),
        any::<f64>().prop_map(Value::F64),
        text().prop_map(|text| Value::String(text.into())),
        vec(any::<bool>(), 0..4).prop_map(|items| Value::Array(Array::Bool(items))),
        vec(any::<i64>(), 0..4).prop_map(|items| Value::Array(Array::I64(items))),
        vec(any::<f64>(), 0..4).prop_map(|items| Value::Array(Array::F64(items))),
        vec(text(), 0..4)
            .prop_map(|items| { Value::Array(Array::String(items.into_iter().map(Into::into).collect())) }),
    ]
}

pub(super) fn attributes() -> impl Strategy<Value = Vec<KeyValue>> {
    vec((text(), value()), 0..6)
        .prop_map(|all| all.into_iter().map(|(key, value)| KeyValue::new(Key::from(key), value)).collect())
}

pub(super) fn time() -> impl Strategy<Value = SystemTime> {
    (any::<bool>(), any::<u32>(), 0_u32..1_000_000_000).prop_map(|(before, seconds, nanoseconds)| {
        let distance = Duration::new(seconds.into(), nanoseconds);
        if before { SystemTime::UNIX_EPOCH - distance } else { SystemTime::UNIX_EPOCH + distance }
    })
}

fn context() -> impl Strategy<Value = SpanContext> {
    let state = option::of(vec(("[a-z]{1,5}", "[a-z]{1,5}"), 0..3));
    (any::<u128>(), any::<u64>(), any::<u8>(), any::<bool>(), state).prop_map(
        |(trace, span, flags, is_remote, state)| {
            let state = state.map_or(TraceState::NONE, |pairs| {
                TraceState::from_key_value(pairs).expect("well-formed pairs")
            });
            let (trace, span) = (TraceId::from(trace), SpanId::from(span));
            SpanContext::new(trace, span, TraceFlags::new(flags), is_remote, state)
        },
    )
}

fn event() -> impl Strategy<Value = Event> {
    (text(), time(), attributes(), any::<u32>())
        .prop_map(|(name, at, attributes, dropped)| Event::new(name, at, attributes, dropped))
}

fn link() -> impl Strategy<Value = Link> {
    (context(), attributes(), any::<u32>())
        .prop_map(|(context, attributes, dropped)| Link::new(context, attributes, dropped))
}

fn status() -> impl Strategy<Value = Status> {
    prop_oneof![Just(Status::Unset), Just(Status::Ok), text().prop_map(Status::error)]
}

fn kind() -> impl Strategy<Value = SpanKind> {
    prop_oneof![
        Just(SpanKind::Internal),
        Just(SpanKind::Server),
        Just(SpanKind::Client),
        Just(SpanKind::Producer),
        Just(SpanKind::Consumer),
    ]
}

pub(super) fn scope() -> impl Strategy<Value = InstrumentationScope> {
    ("[a-c]?", option::of("[0-9]"), option::of(text()), attributes()).prop_map(
        |(name, version, url, attributes)| {
            let mut scope = InstrumentationScope::builder(name).with_attributes(attributes);
            if let Some(version) = version {
                scope = scope.with_version(version);
            }
            if let Some(url) = url {
                scope = scope.with_schema_url(url);
            }
            scope.build()
        },
    )
}

pub(super) fn resource() -> impl Strategy<Value = opentelemetry_sdk::Resource> {
    (attributes(), option::of("[a-z]{1,9}")).prop_map(|(attributes, url)| match url {
        Some(url) => opentelemetry_sdk::Resource::builder_empty().with_schema_url(attributes, url).build(),
        None => opentelemetry_sdk::Resource::builder_empty().with_attributes(attributes).build(),
    })
}

prop_compose! {
    fn span()(
        (context, parent, parent_span_is_remote, span_kind) in
            (context(), prop_oneof![Just(0), any::<u64>()], any::<bool>(), kind()),
        (name, start_time, end_time) in (text(), time(), time()),
        (attributes, dropped_attributes_count) in (attributes(), any::<u32>()),
        (events, dropped_events) in (vec(event(), 0..3), any::<u32>()),
        (links, dropped_links) in (vec(link(), 0..3), any::<u32>()),
        status in status(),
        instrumentation_scope in scope(),
    ) -> SpanData {
        let mut all_events = SpanEvents::default();
        (all_events.events, all_events.dropped_count) = (events, dropped_events);
        let mut all_links = SpanLinks::default();
        (all_links.links, all_links.dropped_count) = (links, dropped_links);
        SpanData {
            span_context: context,
            parent_span_id: SpanId::from(parent),
            parent_span_is_remote,
            span_kind,
            name: name.into(),
            start_time,
            end_time,
            attributes,
            dropped_attributes_count,
            events: all_events,
            links: all_links,
            status,
            instrumentation_scope,
        }
    }
}

fn encoded(item: &impl Item) -> Vec<u8> {
    let message = Measured::new(item);
    let mut bytes = Vec::new();
    message.write(&mut bytes);
    assert_eq!(bytes.len(), message.encoded_size(), "measured and written");
    bytes
}

/// As the queue does it: the items of a scope together, in order.
pub(super) fn request<I: Item>(resource: &opentelemetry_sdk::Resource, items: &[I]) -> Vec<u8> {
    let scopes: Vec<_> = items.iter().map(Item::scope).collect();
    let encoded: Vec<_> = items.iter().map(encoded).collect();
    let mut of_scopes: Vec<ScopeItems<'_>> = Vec::new();
    for ((item, scope), encoded) in items.iter().zip(&scopes).zip(&encoded) {
        match of_scopes.iter_mut().find(|one| item.is_in(one.scope)) {
            Some(known) => known.items.push(encoded),
            None => of_scopes.push(ScopeItems { scope, items: vec![encoded] }),
        }
    }
    let resource = Resource::new(resource);
    let body = encode_request(&resource, &of_scopes);
    let bound: usize = resource.size()
        + of_scopes.iter().map(|one| scope_size(one.scope) + one.items.concat().len()).sum::<usize>();
    assert!(body.len() <= bound, "{} bytes, and {bound} were the bound", body.len());
    body
}

fn reference(resource: &opentelemetry_sdk::Resource, spans: Vec<SpanData>) -> ExportTraceServiceRequest {
    let resource = ResourceAttributesWithSchema::from(resource);
    ExportTraceServiceRequest { resource_spans: group_spans_by_resource_and_scope(spans, &resource) }
}

proptest! {
    #[test]
    fn a_request_is_decoded_to_what_opentelemetry_makes_of_the_spans(
        resource in resource(),
        spans in vec(span(), 1..4),
    ) {
        let body = request(&resource, &spans);
        let decoded = ExportTraceServiceRequest::decode(body.as_slice()).expect("an OTLP request");
        // Compared as bytes: a NaN is not equal to itself.
        prop_assert_eq!(decoded.encode_to_vec(), reference(&resource, spans).encode_to_vec());
    }

    #[cfg(feature = "file")]
    #[test]
    fn a_line_of_a_file_is_what_opentelemetry_makes_of_the_spans(
        resource in resource(),
        spans in vec(span(), 1..4),
    ) {
        let line = crate::telemetry::exporters::json_line(&request(&resource, &spans)).expect("a line");
        let expected = serde_json::to_vec(&reference(&resource, spans)).expect("JSON");
        prop_assert_eq!(String::from_utf8(line), String::from_utf8([expected, b"\n".to_vec()].concat()));
    }

    #[test]
    fn halves_have_the_same_spans_and_the_same_resource(resource in resource(), spans in vec(span(), 1..6)) {
        let count = spans.len();
        let body = request(&resource, &spans);
        let Some(halves) = halves(&body) else {
            prop_assert_eq!(count, 1);
            return Ok(());
        };
        let whole = ExportTraceServiceRequest::decode(body.as_slice()).expect("a request");
        let halves = halves.map(|half| ExportTraceServiceRequest::decode(half.as_slice()).expect("a request"));
        let spans = |request: &ExportTraceServiceRequest| -> Vec<_> {
            let scopes = request.resource_spans.iter().flat_map(|resource| &resource.scope_spans);
            let scope = |one: &ScopeSpans| (one.scope.clone(), one.schema_url.clone());
            let of_scope = |one: &ScopeSpans| {
                let scope = scope(one);
                one.spans.iter().map(move |span| (scope.clone(), span.encode_to_vec())).collect::<Vec<_>>()
            };
            scopes.flat_map(of_scope).collect()
        };
        let [first, second] = halves.each_ref().map(spans);
        prop_assert_eq!(first.len(), count / 2);
        let both = [first, second].concat();
        // Compared as text: a NaN in a scope is not equal to itself.
        prop_assert_eq!(format!("{both:?}"), format!("{:?}", spans(&whole)));
        for half in halves {
            let resource = |request: &ExportTraceServiceRequest| {
                let of = &request.resource_spans[0];
                format!("{:?} {}", of.resource, of.schema_url)
            };
            prop_assert_eq!(resource(&half), resource(&whole));
        }
    }

    #[test]
    fn reading_fields_of_any_bytes_ends_without_a_panic(bytes in vec(any::<u8>(), 0..64)) {
        prop_assert!(fields(&bytes).count() <= bytes.len());
    }
}

#[test]
fn fields_are_read_as_they_are_written() {
    let partial = ExportTracePartialSuccess { rejected_spans: 300, error_message: "why".to_owned() };
    let response = ExportTraceServiceResponse { partial_success: Some(partial) }.encode_to_vec();
    let (number, partial) = fields(&response).next().expect("a field");
    assert_eq!(number, 1);
    let all: Vec<_> = fields(partial.bytes()).collect();
    assert_eq!(all, [(1, WireField::Varint(300)), (2, WireField::Bytes(b"why"))]);
}
