//! One span as it comes from wherever it comes from, before it has its place in a tree.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::SystemTime;

use opentelemetry::trace::{SpanId, SpanKind, Status, TraceId};
use opentelemetry::{Array, KeyValue, Value};
use opentelemetry_sdk::trace::SpanData;

use super::map::AttributeMap;
use super::source::Source;
use super::trace::SpanStatus;
use crate::json::Json;

/// A span by itself: what a [`Trace`](super::Trace) is built from. Captures fill it from the SDK's spans, readers of files
/// from what they read.
#[derive(Clone, Debug, PartialEq)]
#[allow(
    clippy::exhaustive_structs,
    reason = "every reader fills every field; a new one is a question to each"
)]
pub struct SpanRecord {
    /// The trace that it belongs to.
    pub trace_id: TraceId,
    /// Its own id.
    pub span_id: SpanId,
    /// The span that caused it.
    pub parent_span_id: Option<SpanId>,
    /// Whether the parent is known to be a span of another process.
    pub parent_is_remote: bool,
    /// Its name.
    pub name: String,
    /// Its OpenTelemetry kind.
    pub otel_kind: SpanKind,
    /// When it started.
    pub start: Option<SystemTime>,
    /// When it ended.
    pub end: Option<SystemTime>,
    /// Attributes in the order in which they were written. Keys may repeat.
    pub attributes: Vec<(String, Json)>,
    /// Attributes that were lost to a limit.
    pub dropped_attributes: u32,
    /// What happened in it, in order.
    pub events: Vec<EventRecord>,
    /// Which spans it points to.
    pub links: Vec<(TraceId, SpanId)>,
    /// How it ended.
    pub status: SpanStatus,
    /// The name of the instrumentation scope.
    pub scope: String,
    /// Attributes of the resource.
    pub resource: Arc<AttributeMap>,
    /// Where it was read.
    pub source: Option<Source>,
}

/// An event of a [`SpanRecord`].
#[derive(Clone, Debug, PartialEq)]
#[allow(clippy::exhaustive_structs, reason = "as SpanRecord")]
pub struct EventRecord {
    /// Its name.
    pub name: String,
    /// When it happened.
    pub time: Option<SystemTime>,
    /// Its attributes.
    pub attributes: Vec<(String, Json)>,
}

impl SpanRecord {
    /// A span without anything.
    #[must_use]
    pub fn new(trace_id: TraceId, span_id: SpanId, name: impl Into<String>) -> Self {
        Self {
            trace_id,
            span_id,
            parent_span_id: None,
            parent_is_remote: false,
            name: name.into(),
            otel_kind: SpanKind::Internal,
            start: None,
            end: None,
            attributes: Vec::new(),
            dropped_attributes: 0,
            events: Vec::new(),
            links: Vec::new(),
            status: SpanStatus::Unset,
            scope: String::new(),
            resource: Arc::default(),
            source: None,
        }
    }

    /// A span as the SDK hands it to processors and exporters. The SDK appends where OpenTelemetry's `SetAttribute`
    /// overwrites; here, as in what [`telemetry`](crate::telemetry) exports, the last value of a key is the one.
    #[must_use]
    pub fn of(span: &SpanData, resource: &Arc<AttributeMap>) -> Self {
        Self {
            parent_span_id: (span.parent_span_id != SpanId::INVALID).then_some(span.parent_span_id),
            parent_is_remote: span.parent_span_is_remote,
            otel_kind: span.span_kind.clone(),
            start: Some(span.start_time),
            end: Some(span.end_time),
            attributes: last_of_each(list(&span.attributes)),
            dropped_attributes: span.dropped_attributes_count,
            events: span.events.iter().map(EventRecord::of).collect(),
            links: span
                .links
                .iter()
                .map(|link| (link.span_context.trace_id(), link.span_context.span_id()))
                .collect(),
            status: match &span.status {
                Status::Unset => SpanStatus::Unset,
                Status::Ok => SpanStatus::Ok,
                Status::Error { description } => SpanStatus::Error(description.to_string()),
            },
            scope: span.instrumentation_scope.name().to_owned(),
            resource: Arc::clone(resource),
            ..Self::new(span.span_context.trace_id(), span.span_context.span_id(), span.name.clone())
        }
    }

    /// What tells it from all other spans.
    pub(super) fn key(&self) -> (TraceId, SpanId) {
        (self.trace_id, self.span_id)
    }
}

impl EventRecord {
    fn of(event: &opentelemetry::trace::Event) -> Self {
        Self {
            name: event.name.to_string(),
            time: Some(event.timestamp),
            attributes: list(&event.attributes),
        }
    }
}

/// Each key once, where it stood first, with its last value.
fn last_of_each(all: Vec<(String, Json)>) -> Vec<(String, Json)> {
    let mut places: HashMap<String, usize> = HashMap::with_capacity(all.len());
    let mut kept: Vec<(String, Json)> = Vec::with_capacity(all.len());
    for (key, value) in all {
        match places.get(&key).and_then(|place| kept.get_mut(*place)) {
            Some(earlier) => earlier.1 = value,
            None => {
                places.insert(key.clone(), kept.len());
                kept.push((key, value));
            }
        }
    }
    kept
}

fn list(attributes: &[KeyValue]) -> Vec<(String, Json)> {
    attributes.iter().map(|attribute| (attribute.key.as_str().to_owned(), json(&attribute.value))).collect()
}

/// The attributes of a resource, from OpenTelemetry's form.
pub(super) fn map(attributes: &[KeyValue]) -> AttributeMap {
    list(attributes).into_iter().collect()
}

fn json(value: &Value) -> Json {
    match value {
        Value::Bool(value) => Json::Bool(*value),
        Value::I64(value) => Json::Int(*value),
        Value::F64(value) => Json::from(*value),
        Value::String(text) => Json::String(text.as_str().to_owned()),
        Value::Array(Array::Bool(items)) => Json::Array(items.iter().map(|item| Json::Bool(*item)).collect()),
        Value::Array(Array::I64(items)) => Json::Array(items.iter().map(|item| Json::Int(*item)).collect()),
        Value::Array(Array::F64(items)) => Json::Array(items.iter().map(|item| Json::from(*item)).collect()),
        Value::Array(Array::String(items)) => {
            Json::Array(items.iter().map(|item| Json::String(item.as_str().to_owned())).collect())
        }
        other => Json::String(other.to_string()),
    }
}
