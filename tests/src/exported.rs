//! Traces of a whole process, as the testing kit shows them: for what runs in tasks that no test can carry its capture into, and
//! for what only an exporter sees.

use std::sync::{Arc, OnceLock};

use anyhow::Result;
use openinference_runtime::opentelemetry::trace::TraceId;
use openinference_runtime::set_tracer_provider;
use openinference_runtime::testing::{Capture, Recording, SpanRecord, Trace};
use opentelemetry_sdk::trace::InMemorySpanExporter;

/// A capture of everything that the process does. Each test looks at its own trace.
pub fn recording() -> &'static Recording {
    static RECORDING: OnceLock<Recording> = OnceLock::new();
    RECORDING.get_or_init(|| {
        let recording = Capture::new().open();
        set_tracer_provider(recording.tracer_provider());
        recording
    })
}

/// One of the traces of the [`recording`].
pub fn trace(id: TraceId) -> Trace {
    let mut trace = recording().trace();
    trace.roots.retain(|root| root.recorded.trace_id == Some(id));
    trace
}

/// One of the traces that came to an exporter.
///
/// # Errors
/// When the exporter is shut down.
pub fn exported(exporter: &InMemorySpanExporter, id: TraceId) -> Result<Trace> {
    let mut spans = exporter.get_finished_spans()?;
    spans.retain(|span| span.span_context.trace_id() == id);
    Ok(Trace::from_records(spans.iter().map(|span| SpanRecord::of(span, &Arc::default()))))
}
