//! Spans as a provider exports them, for what runs in tasks that no test can carry its capture into.

use std::collections::HashMap;
use std::sync::OnceLock;

use anyhow::Result;
use openinference_runtime::opentelemetry::trace::{SpanId, TraceId};
use openinference_runtime::set_tracer_provider;
use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider, SpanData};

/// Makes the process export into memory. Each test looks at its own trace.
pub fn in_memory() -> &'static InMemorySpanExporter {
    &installed().1
}

/// The provider that exports into memory, for other instrumentation to use as well.
pub fn provider() -> &'static SdkTracerProvider {
    &installed().0
}

fn installed() -> &'static (SdkTracerProvider, InMemorySpanExporter) {
    static INSTALLED: OnceLock<(SdkTracerProvider, InMemorySpanExporter)> = OnceLock::new();
    INSTALLED.get_or_init(|| {
        let exporter = InMemorySpanExporter::default();
        let provider = SdkTracerProvider::builder().with_simple_exporter(exporter.clone()).build();
        set_tracer_provider(&provider);
        (provider, exporter)
    })
}

/// The spans of one trace as `child < parent` by name, in the order in which they started.
///
/// # Errors
/// When the exporter is shut down.
pub fn tree(exporter: &InMemorySpanExporter, trace: TraceId) -> Result<Vec<String>> {
    let mut spans = exporter.get_finished_spans()?;
    spans.retain(|span| span.span_context.trace_id() == trace);
    spans.sort_by_key(|span| span.start_time);
    let names: HashMap<SpanId, &str> =
        spans.iter().map(|span| (span.span_context.span_id(), &*span.name)).collect();
    let parent = |span: &SpanData| match span.parent_span_id {
        SpanId::INVALID => "root",
        id => names.get(&id).copied().unwrap_or("elsewhere"),
    };
    Ok(spans.iter().map(|span| format!("{} < {}", span.name, parent(span))).collect())
}
