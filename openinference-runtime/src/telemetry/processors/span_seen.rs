//! Whether anybody ever asked for a span.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering::Relaxed},
};

use opentelemetry::{
    Context, KeyValue,
    trace::{Link, SpanKind, TraceId},
};
use opentelemetry_sdk::trace::{SamplingResult, ShouldSample};

/// Raised by the first span, sampled or not.
#[derive(Clone, Debug, Default)]
pub(crate) struct SpanSeen(Arc<AtomicBool>);

impl SpanSeen {
    /// Of a provider without our sampler nobody can tell.
    pub(crate) fn unknown() -> Self {
        Self(Arc::new(AtomicBool::new(true)))
    }

    pub(crate) fn get(&self) -> bool {
        self.0.load(Relaxed)
    }
}

/// The sampler is the one who hears of every span.
#[derive(Clone, Debug)]
pub(crate) struct WatchingSampler {
    pub(crate) inner: Box<dyn ShouldSample>,
    pub(crate) seen: SpanSeen,
}

impl ShouldSample for WatchingSampler {
    fn should_sample(
        &self,
        parent: Option<&Context>,
        trace_id: TraceId,
        name: &str,
        kind: &SpanKind,
        attributes: &[KeyValue],
        links: &[Link],
    ) -> SamplingResult {
        // Read first: a write by every span would move the cache line between all cores.
        if !self.seen.get() {
            self.seen.0.store(true, Relaxed);
        }
        self.inner.should_sample(parent, trace_id, name, kind, attributes, links)
    }
}
