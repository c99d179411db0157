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

/// A span of another library with texts of so many bytes, none so long that it is cut.
pub(crate) fn heavy(name: &'static str, bytes: usize) {
    const TEXT: usize = 50_000;
    let text = |index| KeyValue::new(format!("text.n{index}"), "x".repeat(TEXT));
    foreign(name, (0..bytes.div_ceil(TEXT)).map(text).collect());
}
