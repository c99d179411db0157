use opentelemetry::trace::{Span as _, Tracer as _, TracerProvider as _};
use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider, SimpleSpanProcessor};

use super::*;
use crate::config::CaptureLevel;

/// The span of a tracer of this name, as it is exported.
fn exported(scope: InstrumentationScope, mask: Mask) -> SpanData {
    let exporter = InMemorySpanExporter::default();
    let processor = MaskSpans::masking(SimpleSpanProcessor::new(exporter.clone()), mask);
    let provider = SdkTracerProvider::builder().with_span_processor(processor).build();
    let tracer = provider.tracer_with_scope(scope);
    let mut span = tracer.start("GET /");
    span.set_attribute(KeyValue::new("http.request.method", "GET"));
    span.set_attribute(KeyValue::new("db.password", "hunter2"));
    span.set_attribute(KeyValue::new("db.query.text", "select Alice"));
    span.add_event("e", vec![KeyValue::new("my.token", "hunter2")]);
    span.set_status(Status::error("Alice is gone"));
    span.end();
    exporter.get_finished_spans().expect("spans").remove(0)
}

fn client() -> InstrumentationScope {
    InstrumentationScope::builder("client").with_attributes([KeyValue::new("my.api_key", "hunter2")]).build()
}

fn structure() -> TraceConfig {
    TraceConfig::builder().without_env().capture(CaptureLevel::Structure).build()
}

#[test]
fn what_other_code_says_is_masked_wherever_it_says_it() {
    let said = format!("{:?}", exported(client(), Mask::new(TraceConfig::default())));
    assert!(!said.contains("hunter2") && said.contains("Alice"), "{said}");
    let said = format!("{:?}", exported(client(), Mask::new(structure())));
    assert!(!said.contains("hunter2") && !said.contains("Alice") && said.contains("GET"), "{said}");
}

#[test]
fn spans_of_ours_pass_unless_somebody_else_may_have_written_to_them() {
    let ours = source::scope();
    let said = format!("{:?}", exported(ours.clone(), Mask::new(structure())));
    assert!(said.contains("hunter2"), "the mask ran over a span that has passed it: {said}");
    let said = format!("{:?}", exported(ours, Mask::new(structure()).distrusting(true)));
    assert!(!said.contains("hunter2"), "{said}");
}

#[test]
fn a_scope_that_only_has_our_name_is_not_ours() {
    let name = String::from(env!("CARGO_PKG_NAME"));
    let said = format!("{:?}", exported(InstrumentationScope::builder(name).build(), Mask::new(structure())));
    assert!(!said.contains("hunter2"), "{said}");
}
