//! OTLP as protobuf: `TracesData` or `ExportTraceServiceRequest`, which are alike on the wire; one by itself, or several, each
//! with its length before it as the collector's file exporter writes them.

use std::ops::Range;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use openinference_runtime::record::Json;
use openinference_runtime::testing::{AttributeMap, EventRecord, Position, Source, SpanRecord, SpanStatus};
use opentelemetry::trace::{SpanId, SpanKind};
use opentelemetry_proto::tonic::common::v1::{AnyValue, InstrumentationScope, KeyValue, any_value};
use opentelemetry_proto::tonic::resource::v1::Resource;
use opentelemetry_proto::tonic::trace::v1::{Span, span, status};
use prost::Message as _;

use super::otlp::{HAS_IS_REMOTE, IS_REMOTE};
use super::wire::{Field, Fields, Stop};
use super::{Input, Problem, id};

pub(super) fn read(input: &mut Input, file: &Arc<str>, bytes: &[u8]) {
    let mut reader = Reader { input, file, bytes };
    if is_framed(bytes) { reader.frames() } else { reader.traces(0..bytes.len()) }
}

/// A length of four bytes, the highest first, comes before each message. No message of OTLP begins with a zero.
fn is_framed(bytes: &[u8]) -> bool {
    bytes.first() == Some(&0) && bytes.len() > 4
}

struct Reader<'a> {
    input: &'a mut Input,
    file: &'a Arc<str>,
    bytes: &'a [u8],
}

impl Reader<'_> {
    fn problem(&mut self, at: usize, span: Option<String>, message: impl Into<String>) {
        self.input.problems.push(Problem {
            file: Arc::clone(self.file),
            position: Some(Position::Byte(at)),
            span,
            message: message.into(),
        });
    }

    fn frames(&mut self) {
        let mut at = 0;
        while at < self.bytes.len() {
            let Some(length) = self.bytes[at..].first_chunk::<4>() else {
                return self.problem(at, None, "the file is cut within the length of a message");
            };
            let length = usize::try_from(u32::from_be_bytes(*length)).unwrap_or(usize::MAX);
            let start = at + 4;
            let end = start.saturating_add(length);
            // A message that ends behind the end of the file is found to be cut by its fields.
            self.traces(start..end.min(self.bytes.len()));
            at = end;
        }
    }

    fn traces(&mut self, range: Range<usize>) {
        let begin = range.start;
        let mut fields = Fields::new(self.bytes, range);
        let mut found = false;
        loop {
            let at = fields.at();
            match fields.next() {
                None => break,
                Some(Ok(Field { number: 1, bytes: Some(bytes), is_cut })) => {
                    found = true;
                    self.resource_spans(bytes, is_cut);
                }
                Some(Ok(_)) => {}
                Some(Err(Stop::Cut)) => return self.problem(at, None, "the file is cut"),
                Some(Err(Stop::Garbage)) => {
                    return self.problem(at, None, "no OTLP: neither JSON nor protobuf of traces");
                }
            }
        }
        if !found && begin < self.bytes.len() {
            self.problem(begin, None, "no OTLP traces: another format, or an unknown version of it");
        }
    }

    fn resource_spans(&mut self, range: Range<usize>, is_cut: bool) {
        let mut resource: Arc<AttributeMap> = Arc::default();
        let mut before = 0;
        for field in self.fields(range.clone(), is_cut) {
            let Some(bytes) = field.bytes else { continue };
            match field.number {
                1 if !field.is_cut => match Resource::decode(&self.bytes[bytes.clone()]) {
                    Ok(found) => resource = Arc::new(attributes(found.attributes).into_iter().collect()),
                    Err(error) => {
                        self.problem(bytes.start, None, format!("the resource cannot be read: {error}"));
                    }
                },
                // 1000: as scopes were called before 0.15 of the protocol.
                2 | 1000 => {
                    before += 1;
                    self.scope_spans(bytes, field.is_cut, &resource);
                }
                _ => {}
            }
        }
        if is_cut && before == 0 {
            self.problem(range.end, None, "the file is cut before the first span of a resource");
        }
    }

    fn scope_spans(&mut self, range: Range<usize>, is_cut: bool, resource: &Arc<AttributeMap>) {
        let mut scope = String::new();
        let mut cut_span = false;
        for field in self.fields(range.clone(), is_cut) {
            let Some(bytes) = field.bytes else { continue };
            match field.number {
                1 if !field.is_cut => {
                    scope = InstrumentationScope::decode(&self.bytes[bytes])
                        .map(|scope| scope.name)
                        .unwrap_or_default();
                }
                2 if field.is_cut => {
                    cut_span = true;
                    let name = self.name_of(bytes.clone());
                    self.problem(bytes.start, name, "the file is cut within the span");
                }
                2 => self.span(bytes, &scope, resource),
                _ => {}
            }
        }
        if is_cut && !cut_span {
            self.problem(range.end, None, "the file is cut between two spans");
        }
    }

    /// The fields of a message within the file. What cannot be followed is a problem, unless it is because the file is cut,
    /// which whoever knows what stood there says better.
    fn fields(&mut self, range: Range<usize>, is_cut: bool) -> Vec<Field> {
        let mut fields = Fields::new(self.bytes, range);
        let mut found = Vec::new();
        loop {
            let at = fields.at();
            match fields.next() {
                None => return found,
                Some(Ok(field)) => found.push(field),
                Some(Err(_)) => {
                    if !is_cut {
                        self.problem(at, None, "damaged: no field of protobuf begins here");
                    }
                    return found;
                }
            }
        }
    }

    /// The name of a span of which only the beginning is there.
    fn name_of(&self, range: Range<usize>) -> Option<String> {
        let whole = Fields::new(self.bytes, range)
            .map_while(Result::ok)
            .find(|field| field.number == 5 && !field.is_cut);
        let name = whole
            .and_then(|field| field.bytes)
            .map(|bytes| String::from_utf8_lossy(&self.bytes[bytes]).into_owned());
        name.map(|name| format!("`{name}`"))
    }

    fn span(&mut self, range: Range<usize>, scope: &str, resource: &Arc<AttributeMap>) {
        let at = range.start;
        let span = match Span::decode(&self.bytes[range.clone()]) {
            Ok(span) => span,
            Err(error) => {
                let name = self.name_of(range);
                return self.problem(at, name, format!("it cannot be read: {error}"));
            }
        };
        let called = || Some(format!("`{}`", span.name));
        let trace_id = id::trace_id(&span.trace_id).unwrap_or_else(|| {
            let message = format!("`trace_id` has {} bytes, not 16", span.trace_id.len());
            self.problem(at, called(), message);
            self.input.made_up_trace_id()
        });
        let span_id = id::span_id(&span.span_id).unwrap_or_else(|| {
            let message = format!("`span_id` has {} bytes, not 8", span.span_id.len());
            self.problem(at, called(), message);
            self.input.made_up_span_id()
        });
        let parent_span_id = match id::span_id(&span.parent_span_id) {
            Some(parent) => (parent != SpanId::INVALID).then_some(parent),
            None if span.parent_span_id.is_empty() => None,
            None => {
                let message = format!("`parent_span_id` has {} bytes, not 8", span.parent_span_id.len());
                self.problem(at, called(), message);
                None
            }
        };
        let flags = u64::from(span.flags);
        let status = span.status.as_ref();
        let record = SpanRecord {
            parent_span_id,
            parent_is_remote: flags & HAS_IS_REMOTE != 0 && flags & IS_REMOTE != 0,
            otel_kind: kind(span.kind()),
            start: time(span.start_time_unix_nano),
            end: time(span.end_time_unix_nano),
            dropped_attributes: span.dropped_attributes_count,
            status: match status.map(opentelemetry_proto::tonic::trace::v1::Status::code) {
                None | Some(status::StatusCode::Unset) => SpanStatus::Unset,
                Some(status::StatusCode::Ok) => SpanStatus::Ok,
                Some(status::StatusCode::Error) => {
                    SpanStatus::Error(status.map(|status| status.message.clone()).unwrap_or_default())
                }
            },
            links: span
                .links
                .iter()
                .filter_map(|link| Some((id::trace_id(&link.trace_id)?, id::span_id(&link.span_id)?)))
                .collect(),
            events: span.events.into_iter().map(event).collect(),
            attributes: attributes(span.attributes),
            scope: scope.to_owned(),
            resource: Arc::clone(resource),
            source: Some(Source { file: Arc::clone(self.file), position: Position::Byte(at) }),
            ..SpanRecord::new(trace_id, span_id, span.name)
        };
        self.input.spans.push(record);
    }
}

fn event(event: span::Event) -> EventRecord {
    EventRecord {
        name: event.name,
        time: time(event.time_unix_nano),
        attributes: attributes(event.attributes),
    }
}

/// Zero is how the protocol says: not known.
fn time(nanos: u64) -> Option<SystemTime> {
    (nanos != 0).then(|| SystemTime::UNIX_EPOCH + Duration::from_nanos(nanos))
}

fn kind(kind: span::SpanKind) -> SpanKind {
    match kind {
        span::SpanKind::Unspecified | span::SpanKind::Internal => SpanKind::Internal,
        span::SpanKind::Server => SpanKind::Server,
        span::SpanKind::Client => SpanKind::Client,
        span::SpanKind::Producer => SpanKind::Producer,
        span::SpanKind::Consumer => SpanKind::Consumer,
    }
}

fn attributes(attributes: Vec<KeyValue>) -> Vec<(String, Json)> {
    attributes.into_iter().map(|attribute| (attribute.key, value(attribute.value))).collect()
}

fn value(any: Option<AnyValue>) -> Json {
    use any_value::Value;
    match any.and_then(|any| any.value) {
        None => Json::Null,
        Some(Value::StringValue(text)) => Json::String(text),
        Some(Value::BoolValue(value)) => Json::Bool(value),
        Some(Value::IntValue(number)) => Json::Int(number),
        Some(Value::DoubleValue(number)) => Json::from(number),
        Some(Value::ArrayValue(array)) => {
            Json::Array(array.values.into_iter().map(|item| value(Some(item))).collect())
        }
        Some(Value::KvlistValue(fields)) => Json::Object(attributes(fields.values)),
        // No type of the conventions: shown as what it is.
        Some(Value::BytesValue(bytes)) => {
            Json::Object(vec![("bytes".to_owned(), Json::String(STANDARD.encode(bytes)))])
        }
        // A reference into a table that traces do not have.
        #[allow(unreachable_patterns, reason = "a newer protocol may have more forms")]
        Some(_) => Json::Null,
    }
}
