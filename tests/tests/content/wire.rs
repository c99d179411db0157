//! Spans as a collector gets them, read by the bindings that opentelemetry-proto generates.

use std::sync::Arc;

use anyhow::{Context as _, Result, ensure};
use openinference_runtime::opentelemetry::trace::{SpanId, SpanKind, TraceId};
use openinference_runtime::record::Json;
use openinference_runtime::testing::{EventRecord, SpanRecord, SpanStatus};
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::common::v1::{AnyValue, KeyValue, any_value::Value};
use opentelemetry_proto::tonic::trace::v1::Span;
use opentelemetry_proto::tonic::trace::v1::span::SpanKind as WireKind;
use opentelemetry_proto::tonic::trace::v1::status::StatusCode;

/// The spans of requests.
pub(crate) fn records(requests: Vec<ExportTraceServiceRequest>) -> Result<Vec<SpanRecord>> {
    let mut records = Vec::new();
    for resource in requests.into_iter().flat_map(|request| request.resource_spans) {
        for scope in resource.scope_spans {
            let name = scope.scope.map(|scope| scope.name).unwrap_or_default();
            for span in scope.spans {
                records.push(record(&name, span)?);
            }
        }
    }
    Ok(records)
}

fn record(scope: &str, span: Span) -> Result<SpanRecord> {
    ensure!(span.dropped_events_count == 0 && span.dropped_links_count == 0, "lost: {}", span.name);
    let otel_kind = match span.kind() {
        WireKind::Unspecified | WireKind::Internal => SpanKind::Internal,
        WireKind::Server => SpanKind::Server,
        WireKind::Client => SpanKind::Client,
        WireKind::Producer => SpanKind::Producer,
        WireKind::Consumer => SpanKind::Consumer,
    };
    let status = span.status.clone().unwrap_or_default();
    let trace_id = trace_id(&span.trace_id)?;
    let parent = span_id(&span.parent_span_id).ok();
    let events = span.events.into_iter().map(|event| {
        Ok(EventRecord { name: event.name, time: None, attributes: attributes(event.attributes)? })
    });
    Ok(SpanRecord {
        parent_span_id: parent,
        // Bits 8 and 9: that it is known whether the parent is remote, and that it is.
        parent_is_remote: span.flags & 0x300 == 0x300,
        otel_kind,
        start: Some(std::time::UNIX_EPOCH + std::time::Duration::from_nanos(span.start_time_unix_nano)),
        attributes: attributes(span.attributes)?,
        dropped_attributes: span.dropped_attributes_count,
        events: events.collect::<Result<_>>()?,
        links: span
            .links
            .iter()
            .map(|link| Ok((self::trace_id(&link.trace_id)?, span_id(&link.span_id)?)))
            .collect::<Result<_>>()?,
        status: match status.code() {
            StatusCode::Unset => SpanStatus::Unset,
            StatusCode::Ok => SpanStatus::Ok,
            StatusCode::Error => SpanStatus::Error(status.message),
        },
        scope: scope.to_owned(),
        resource: Arc::default(),
        ..SpanRecord::new(trace_id, span_id(&span.span_id)?, span.name)
    })
}

fn trace_id(bytes: &[u8]) -> Result<TraceId> {
    Ok(TraceId::from_bytes(bytes.try_into().context("16 bytes")?))
}

fn span_id(bytes: &[u8]) -> Result<SpanId> {
    Ok(SpanId::from_bytes(bytes.try_into().context("8 bytes")?))
}

/// Each key once: a backend keeps one of several values, and nobody knows which.
fn attributes(attributes: Vec<KeyValue>) -> Result<Vec<(String, Json)>> {
    let mut keys: Vec<&str> = attributes.iter().map(|attribute| attribute.key.as_str()).collect();
    keys.sort_unstable();
    ensure!(keys.windows(2).all(|pair| pair[0] != pair[1]), "twice in {keys:?}");
    attributes.into_iter().map(|attribute| Ok((attribute.key, value(attribute.value)?))).collect()
}

fn value(value: Option<AnyValue>) -> Result<Json> {
    Ok(match value.and_then(|value| value.value).context("a value")? {
        Value::StringValue(text) => text.into(),
        Value::BoolValue(yes) => Json::Bool(yes),
        Value::IntValue(number) => Json::Int(number),
        Value::DoubleValue(number) => number.into(),
        Value::ArrayValue(items) => {
            Json::Array(items.values.into_iter().map(|item| self::value(Some(item))).collect::<Result<_>>()?)
        }
        other => anyhow::bail!("no value that spans have: {other:?}"),
    })
}
