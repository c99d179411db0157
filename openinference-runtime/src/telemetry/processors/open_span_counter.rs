//! Spans that have started and not ended.

use std::{sync::Arc, time::Duration};

use opentelemetry::{Context, trace::Span as _};
use opentelemetry_sdk::{
    Resource,
    error::OTelSdkResult,
    trace::{Span, SpanData, SpanProcessor},
};

use crate::diagnostics::sharded_counter::ShardedCounter;

/// How many sampled spans are open.
#[derive(Clone, Debug, Default)]
pub(crate) struct OpenSpans(Arc<ShardedCounter>);

impl OpenSpans {
    pub(crate) fn get(&self) -> u64 {
        // A span whose start was before ours.
        u64::try_from(self.0.get()).unwrap_or_default()
    }
}

/// Counts around another processor.
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
            self.open.0.add(1);
        }
        self.inner.on_start(span, cx);
    }

    fn on_end(&self, span: SpanData) {
        if span.span_context.is_sampled() {
            self.open.0.add(-1);
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
