//! Spans that have started and not ended.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering::Relaxed},
    },
    time::Duration,
};

use opentelemetry::{Context, trace::Span as _};
use opentelemetry_sdk::{
    Resource,
    error::OTelSdkResult,
    trace::{Span, SpanData, SpanProcessor},
};

/// How many sampled spans are open. One number for all threads: the queue that each of these spans goes into at its end is
/// shared too, and costs more.
#[derive(Clone, Debug, Default)]
pub(crate) struct OpenSpans(Arc<AtomicI64>);

impl OpenSpans {
    pub(crate) fn get(&self) -> u64 {
        // A span whose start was before ours.
        u64::try_from(self.0.load(Relaxed)).unwrap_or_default()
    }
}

/// Counts around another processor. Not a processor beside it: the SDK copies every span for each one that it has.
#[derive(Debug)]
pub(crate) struct OpenSpanCounter<P> {
    inner: P,
    open: OpenSpans,
}

impl<P: SpanProcessor> OpenSpanCounter<P> {
    pub(crate) fn new(inner: P, open: &OpenSpans) -> Self {
        Self { inner, open: open.clone() }
    }
}

impl<P: SpanProcessor> SpanProcessor for OpenSpanCounter<P> {
    fn on_start(&self, span: &mut Span, cx: &Context) {
        if span.span_context().is_sampled() {
            self.open.0.fetch_add(1, Relaxed);
        }
        self.inner.on_start(span, cx);
    }

    fn on_end(&self, span: SpanData) {
        if span.span_context.is_sampled() {
            self.open.0.fetch_sub(1, Relaxed);
        }
        self.inner.on_end(span);
    }

    fn force_flush(&self) -> OTelSdkResult {
        self.inner.force_flush()
    }

    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        self.inner.shutdown_with_timeout(timeout)
    }

    fn set_resource(&mut self, resource: &Resource) {
        self.inner.set_resource(resource);
    }
}
