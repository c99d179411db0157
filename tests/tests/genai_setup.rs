//! What `init()` does about costs and the spans of clients by default: one process, one set-up.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Result;
use openinference_runtime::opentelemetry::trace::{Span as _, Tracer as _};
use openinference_runtime::opentelemetry::{KeyValue, global};
use openinference_runtime::semconv::SpanKind;
use openinference_runtime::semconv::attributes::LLM_MODEL_NAME;
use openinference_runtime::value::TokenCount;
use openinference_runtime::{current, span, telemetry};

#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn spans_of_ours_and_of_clients_are_priced_by_the_built_in_book() -> Result<()> {
    let written = Written::default();
    let no_variables: [(&str, &str); 0] = [];
    let telemetry = telemetry::Builder::new()
        .environment(no_variables)
        .console_writer(written.clone())
        .banner(false)
        .init()?;
    span(SpanKind::Llm, "ours").attribute(LLM_MODEL_NAME, "gpt-4o").in_scope(|| {
        current().write(|out| TokenCount::new(1_000_000, 0).write(out));
    });
    let mut span = global::tracer("client").start("theirs");
    span.set_attribute(KeyValue::new("gen_ai.operation.name", "chat"));
    span.set_attribute(KeyValue::new("gen_ai.request.model", "gpt-4o"));
    span.set_attribute(KeyValue::new("gen_ai.usage.input_tokens", 2_000_000));
    span.set_attribute(KeyValue::new("gen_ai.usage.output_tokens", 0));
    span.end();
    drop(telemetry);
    let tree = written.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let tree = String::from_utf8(tree)?;
    let line = |name| tree.lines().find(|line| line.contains(name)).unwrap_or_default();
    assert!(line("ours").contains("$2.5"), "{tree}");
    assert!(line("theirs").contains("LLM") && line("theirs").contains("$5"), "{tree}");
    Ok(())
}
