//! Calls of annotated functions, each with a trace of its own.

use std::panic::{AssertUnwindSafe, catch_unwind};

use openinference_runtime::config::TraceConfig;
use openinference_runtime::opentelemetry::Context;
use openinference_runtime::opentelemetry::trace::{
    SpanContext, SpanId, TraceContextExt as _, TraceFlags, TraceId, TraceState,
};
use openinference_runtime::testing::{Capture, SpanRecord, Trace};

/// A call that makes spans.
pub(crate) struct Call {
    /// What it is about.
    pub(crate) name: String,
    make: Box<dyn Fn()>,
}

impl Call {
    pub(crate) fn new(name: impl Into<String>, make: impl Fn() + 'static) -> Self {
        Self { name: name.into(), make: Box::new(make) }
    }
}

/// Makes the calls; what each of them has recorded.
pub(crate) fn capture(config: &TraceConfig, calls: &[Call]) -> Vec<Trace> {
    let recording = Capture::new().config(config.clone()).open();
    make(recording.context(), calls);
    let mut traces: Vec<Trace> = calls.iter().map(|_| Trace::default()).collect();
    for root in recording.trace().roots {
        if let Some(trace) = root.recorded.trace_id.and_then(|id| traces.get_mut(index(id))) {
            trace.roots.push(root);
        }
    }
    traces
}

/// Makes the calls within `cx`, the first in trace 1, the second in trace 2 ..
pub(crate) fn make(cx: &Context, calls: &[Call]) {
    for (index, call) in calls.iter().enumerate() {
        let parent = SpanContext::new(
            TraceId::from(index as u128 + 1),
            SpanId::from(1),
            TraceFlags::SAMPLED,
            true,
            TraceState::default(),
        );
        let _within = cx.with_remote_span_context(parent).attach();
        // Some of them panic, and are recorded doing so.
        let _ = catch_unwind(AssertUnwindSafe(&call.make));
    }
}

/// The spans of each of so many calls.
pub(crate) fn by_call(records: Vec<SpanRecord>, calls: usize) -> Vec<Trace> {
    let mut of_calls: Vec<Vec<SpanRecord>> = vec![Vec::new(); calls];
    for record in records {
        if let Some(of_call) = of_calls.get_mut(index(record.trace_id)) {
            of_call.push(record);
        }
    }
    of_calls.into_iter().map(Trace::from_records).collect()
}

fn index(id: TraceId) -> usize {
    usize::try_from(u128::from_be_bytes(id.to_bytes()) - 1).unwrap_or(usize::MAX)
}
