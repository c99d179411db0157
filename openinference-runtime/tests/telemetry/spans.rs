//! Spans to send.

use openinference_runtime::opentelemetry::{
    KeyValue, global,
    trace::{Span as _, Tracer as _},
};
use openinference_runtime::{semconv::SpanKind, span};

/// A span of ours.
pub(crate) fn ours(name: &'static str) {
    span(SpanKind::Chain, name).in_scope(|| ());
}

/// A span of another library.
pub(crate) fn foreign(name: &'static str, attributes: Vec<KeyValue>) {
    let mut span = global::tracer("another library").start(name);
    span.set_attributes(attributes);
    span.end();
}

/// A span of another library with a text of so many bytes.
pub(crate) fn heavy(name: &'static str, bytes: usize) {
    foreign(name, vec![KeyValue::new("text", "x".repeat(bytes))]);
}
