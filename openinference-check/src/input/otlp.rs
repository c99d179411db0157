//! OTLP as JSON (`opentelemetry-proto`, OTLP/JSON): as exporters, collectors and backends write it, in camel case or as the
//! fields are called in protobuf, with members that do not apply left out or `null`.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use openinference_runtime::record::Json;
use openinference_runtime::testing::{AttributeMap, EventRecord, Position, Source, SpanRecord, SpanStatus};
use opentelemetry::trace::{SpanId, SpanKind, TraceId};

use super::{Input, Problem, id};

/// Bits of a span's flags: the parent is known to be, or not to be, of another process; and it is.
pub(super) const HAS_IS_REMOTE: u64 = 0x100;
pub(super) const IS_REMOTE: u64 = 0x200;

pub(super) fn read(input: &mut Input, file: &Arc<str>, line: usize, document: &Json) {
    let mut reader = Reader { input, file, line, span: None };
    match document {
        Json::Array(items) => items.iter().for_each(|item| reader.document(item)),
        document => reader.document(document),
    }
}

/// A member by its name in JSON or in protobuf, unless it is `null`.
fn member<'j>(json: &'j Json, camel: &str) -> Option<&'j Json> {
    let found = json.get(camel).or_else(|| json.get(&snake(camel)));
    found.filter(|value| !value.is_null())
}

fn snake(camel: &str) -> String {
    let mut out = String::with_capacity(camel.len() + 2);
    for letter in camel.chars() {
        if letter.is_ascii_uppercase() {
            out.push('_');
        }
        out.push(letter.to_ascii_lowercase());
    }
    out
}

fn list<'j>(json: &'j Json, camel: &str) -> &'j [Json] {
    member(json, camel).and_then(Json::as_array).unwrap_or_default()
}

struct Reader<'a> {
    input: &'a mut Input,
    file: &'a Arc<str>,
    line: usize,
    /// The span at hand, for messages.
    span: Option<String>,
}

impl Reader<'_> {
    fn problem(&mut self, message: impl Into<String>) {
        self.input.problems.push(Problem {
            file: Arc::clone(self.file),
            position: Some(Position::Line(self.line)),
            span: self.span.clone(),
            message: message.into(),
        });
    }

    fn document(&mut self, document: &Json) {
        if member(document, "resourceSpans").is_some() {
            for resource_spans in list(document, "resourceSpans") {
                self.resource_spans(resource_spans);
            }
        } else if member(document, "resourceLogs").or_else(|| member(document, "resourceMetrics")).is_some() {
            self.input.skipped += 1;
        } else if member(document, "scopeSpans").is_some() {
            self.resource_spans(document);
        } else if let Some(spans) =
            member(document, "spans").or_else(|| member(document, "data")).and_then(Json::as_array)
        {
            // What a backend's API answers.
            let resource = Arc::default();
            spans.iter().for_each(|span| self.span(span, "", &resource));
        } else if document.as_object().is_some_and(<[_]>::is_empty) {
            // An export without spans.
        } else if member(document, "spanId").is_some() {
            self.span(document, "", &Arc::default());
        } else {
            let fields = document.as_object().unwrap_or_default();
            let fields: Vec<&str> = fields.iter().map(|(name, _)| name.as_str()).take(5).collect();
            self.problem(format!(
                "no OTLP traces: there is no `resourceSpans` among {fields:?}; another format, or an unknown version of it"
            ));
        }
    }

    fn resource_spans(&mut self, resource_spans: &Json) {
        let attributes = member(resource_spans, "resource").map(|resource| self.attributes(resource));
        let resource: Arc<AttributeMap> = Arc::new(attributes.unwrap_or_default().into_iter().collect());
        // Before 0.15 of the protocol scopes were called instrumentation libraries.
        for (spans, scope) in
            [("scopeSpans", "scope"), ("instrumentationLibrarySpans", "instrumentationLibrary")]
        {
            for scope_spans in list(resource_spans, spans) {
                let scope = member(scope_spans, scope).and_then(|scope| member(scope, "name"));
                let scope = scope.and_then(Json::as_str).unwrap_or_default();
                for span in list(scope_spans, "spans") {
                    self.span(span, scope, &resource);
                }
            }
        }
    }

    fn span(&mut self, span: &Json, scope: &str, resource: &Arc<AttributeMap>) {
        let name = member(span, "name").and_then(Json::as_str);
        let id = member(span, "spanId").and_then(Json::as_str);
        self.span = Some(match (name, id) {
            (Some(name), Some(id)) => format!("`{name}` {id}"),
            (Some(name), None) => format!("`{name}`"),
            (None, Some(id)) => id.to_owned(),
            (None, None) => "without name and id".to_owned(),
        });
        if span.as_object().is_none() {
            self.problem("it is no object");
            self.span = None;
            return;
        }
        let record = self.record(span, name, scope, resource);
        self.input.spans.push(record);
        self.span = None;
    }

    fn record(
        &mut self,
        span: &Json,
        name: Option<&str>,
        scope: &str,
        resource: &Arc<AttributeMap>,
    ) -> SpanRecord {
        let trace_id = self.trace_id(span).unwrap_or_else(|| self.input.made_up_trace_id());
        let span_id = self.span_id(span, "spanId");
        let span_id = span_id.unwrap_or_else(|| self.input.made_up_span_id());
        if name.is_none() && member(span, "name").is_some() {
            self.problem("`name` is no text");
        }
        let flags = member(span, "flags").and_then(number).unwrap_or_default();
        SpanRecord {
            parent_span_id: self.parent(span),
            parent_is_remote: flags & HAS_IS_REMOTE != 0 && flags & IS_REMOTE != 0,
            otel_kind: self.kind(span),
            start: self.time(span, "startTimeUnixNano"),
            end: self.time(span, "endTimeUnixNano"),
            attributes: self.attributes(span),
            dropped_attributes: member(span, "droppedAttributesCount")
                .and_then(number)
                .map_or(0, |dropped| u32::try_from(dropped).unwrap_or(u32::MAX)),
            events: list(span, "events").iter().map(|event| self.event(event)).collect(),
            links: list(span, "links").iter().filter_map(|link| self.link(link)).collect(),
            status: self.status(span),
            scope: scope.to_owned(),
            resource: Arc::clone(resource),
            source: Some(Source { file: Arc::clone(self.file), position: Position::Line(self.line) }),
            ..SpanRecord::new(trace_id, span_id, name.unwrap_or_default())
        }
    }

    fn trace_id(&mut self, json: &Json) -> Option<TraceId> {
        let bytes = self.id(json, "traceId", 16)?;
        id::trace_id(&bytes)
    }

    fn span_id(&mut self, json: &Json, name: &str) -> Option<SpanId> {
        let bytes = self.id(json, name, 8)?;
        id::span_id(&bytes)
    }

    fn id(&mut self, json: &Json, name: &str, length: usize) -> Option<Vec<u8>> {
        let text = match member(json, name) {
            Some(Json::String(text)) => text,
            Some(_) => {
                self.problem(format!("`{name}` is no text"));
                return None;
            }
            None => {
                self.problem(format!("`{name}` is missing"));
                return None;
            }
        };
        let bytes = id::from_hex(text).filter(|bytes| bytes.len() == length);
        if bytes.is_none() {
            self.problem(format!("`{name}` is `{text}`, not {} hexadecimal digits", length * 2));
        }
        bytes
    }

    fn parent(&mut self, span: &Json) -> Option<SpanId> {
        let text = member(span, "parentSpanId")?;
        if text.as_str() == Some("") {
            return None;
        }
        self.span_id(span, "parentSpanId").filter(|id| *id != SpanId::INVALID)
    }

    fn time(&mut self, json: &Json, name: &str) -> Option<SystemTime> {
        let value = member(json, name)?;
        let Some(nanos) = number(value) else {
            self.problem(format!("`{name}` is no number of nanoseconds"));
            return None;
        };
        // Zero is how the protocol says: not known.
        (nanos != 0).then(|| SystemTime::UNIX_EPOCH + Duration::from_nanos(nanos))
    }

    fn kind(&mut self, span: &Json) -> SpanKind {
        let kind = match member(span, "kind") {
            None => return SpanKind::Internal,
            Some(Json::String(kind)) => kind.strip_prefix("SPAN_KIND_").unwrap_or(kind).to_ascii_uppercase(),
            Some(kind) => kind.as_i64().map(|kind| kind.to_string()).unwrap_or_default(),
        };
        match kind.as_str() {
            "0" | "UNSPECIFIED" | "1" | "INTERNAL" => SpanKind::Internal,
            "2" | "SERVER" => SpanKind::Server,
            "3" | "CLIENT" => SpanKind::Client,
            "4" | "PRODUCER" => SpanKind::Producer,
            "5" | "CONSUMER" => SpanKind::Consumer,
            other => {
                self.problem(format!("`kind` is `{other}`, which is no kind of a span"));
                SpanKind::Internal
            }
        }
    }

    fn status(&mut self, span: &Json) -> SpanStatus {
        let Some(status) = member(span, "status") else { return SpanStatus::Unset };
        let message = member(status, "message").and_then(Json::as_str).unwrap_or_default();
        let code = match member(status, "code") {
            None => return SpanStatus::Unset,
            Some(Json::String(code)) => {
                code.strip_prefix("STATUS_CODE_").unwrap_or(code).to_ascii_uppercase()
            }
            Some(code) => code.as_i64().map(|code| code.to_string()).unwrap_or_default(),
        };
        match code.as_str() {
            "0" | "UNSET" => SpanStatus::Unset,
            "1" | "OK" => SpanStatus::Ok,
            "2" | "ERROR" => SpanStatus::Error(message.to_owned()),
            other => {
                self.problem(format!("`status.code` is `{other}`, which is no status"));
                SpanStatus::Unset
            }
        }
    }

    fn event(&mut self, event: &Json) -> EventRecord {
        EventRecord {
            name: member(event, "name").and_then(Json::as_str).unwrap_or_default().to_owned(),
            time: self.time(event, "timeUnixNano"),
            attributes: self.attributes(event),
        }
    }

    fn link(&mut self, link: &Json) -> Option<(TraceId, SpanId)> {
        Some((self.trace_id(link)?, self.span_id(link, "spanId")?))
    }

    fn attributes(&mut self, holder: &Json) -> Vec<(String, Json)> {
        let mut attributes = Vec::new();
        for attribute in list(holder, "attributes") {
            let Some(key) = member(attribute, "key").and_then(Json::as_str) else {
                self.problem("an attribute has no `key`");
                continue;
            };
            match attribute.get("value").map_or(Some(Json::Null), value) {
                Some(value) => attributes.push((key.to_owned(), value)),
                None => self.problem(format!("the value of `{key}` has a form that OTLP does not have")),
            }
        }
        attributes
    }
}

/// A number, or the text that protobuf's JSON writes for one of 64 bits.
fn number(json: &Json) -> Option<u64> {
    match json {
        Json::String(text) => text.parse().ok(),
        Json::UInt(number) => Some(*number),
        other => u64::try_from(other.as_i64()?).ok(),
    }
}

/// An `AnyValue`: an object of which one member says the type and the value. None: it has another form.
fn value(any: &Json) -> Option<Json> {
    if any.is_null() {
        return Some(Json::Null);
    }
    let mut members = any.as_object()?.iter().filter(|(_, value)| !value.is_null());
    let Some((kind, value)) = members.next() else { return Some(Json::Null) };
    match (kind.as_str(), value) {
        ("stringValue" | "string_value", Json::String(_)) | ("boolValue" | "bool_value", Json::Bool(_)) => {
            Some(value.clone())
        }
        ("intValue" | "int_value", Json::String(text)) => text.parse().ok().map(Json::Int),
        ("intValue" | "int_value", number) => number.as_i64().map(Json::Int),
        // `NaN`, `Infinity`: as the recording writes them too.
        ("doubleValue" | "double_value", Json::String(text)) => match text.parse::<f64>() {
            Ok(number) => Some(Json::from(number)),
            Err(_) => None,
        },
        ("doubleValue" | "double_value", number) => number.as_f64().map(Json::from),
        ("arrayValue" | "array_value", array) => {
            list(array, "values").iter().map(self::value).collect::<Option<_>>().map(Json::Array)
        }
        ("kvlistValue" | "kvlist_value", fields) => {
            let field = |field: &Json| {
                let key = member(field, "key")?.as_str()?.to_owned();
                Some((key, field.get("value").map_or(Some(Json::Null), self::value)?))
            };
            list(fields, "values").iter().map(field).collect::<Option<_>>().map(Json::Object)
        }
        // No type of the conventions: shown as what it is.
        ("bytesValue" | "bytes_value", Json::String(text)) => {
            Some(Json::Object(vec![("bytes".to_owned(), Json::String(text.clone()))]))
        }
        _ => None,
    }
}
