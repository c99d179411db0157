//! Capture of spans, scoped by the Context.

use std::future::Future;
use std::sync::Arc;

use opentelemetry::trace::FutureExt as _;
use opentelemetry::{Context, ContextGuard, KeyValue};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::{SdkTracerProvider, ShouldSample};

use super::collector::Collector;
use super::map::AttributeMap;
use super::record;
use super::trace::Trace;
use crate::config::TraceConfig;
use crate::telemetry::MAX_ATTRIBUTES;
use crate::tracer::{Pipeline, carry};

/// Runs `future`; returns what it gave together with the spans made in it.
pub async fn capture<F: Future>(future: F) -> (F::Output, Trace) {
    Capture::new().run(future).await
}

/// Runs `f`; returns what it gave together with the spans made in it.
pub fn capture_sync<T>(f: impl FnOnce() -> T) -> (T, Trace) {
    Capture::new().run_sync(f)
}

/// A capture with settings of its own. The environment does not matter to it.
#[derive(Debug)]
pub struct Capture {
    config: TraceConfig,
    resource: Vec<KeyValue>,
    sampler: Option<Box<dyn ShouldSample>>,
}

impl Default for Capture {
    fn default() -> Self {
        Self::new()
    }
}

impl Capture {
    /// Nothing masked but secrets, everything sampled, an empty resource.
    #[must_use]
    pub fn new() -> Self {
        Self { config: TraceConfig::default(), resource: Vec::new(), sampler: None }
    }

    /// Masks as `config` says.
    #[must_use]
    pub fn config(mut self, config: TraceConfig) -> Self {
        self.config = config;
        self
    }

    /// Attributes of the resource.
    #[must_use]
    pub fn resource(mut self, attributes: impl IntoIterator<Item = KeyValue>) -> Self {
        self.resource = attributes.into_iter().collect();
        self
    }

    /// Samples as `sampler` decides; everything without one.
    #[must_use]
    pub fn sampler<S: ShouldSample + 'static>(mut self, sampler: S) -> Self {
        self.sampler = Some(Box::new(sampler));
        self
    }

    /// Runs `future`; returns what it gave together with the spans made in it.
    pub async fn run<F: Future>(self, future: F) -> (F::Output, Trace) {
        let open = self.open();
        let value = future.with_context(open.cx.clone()).await;
        (value, open.trace())
    }

    /// Runs `f`; returns what it gave together with the spans made in it.
    pub fn run_sync<T>(self, f: impl FnOnce() -> T) -> (T, Trace) {
        let guard = self.start();
        let value = f();
        (value, guard.finish())
    }

    /// Captures on this thread until the guard is finished or dropped.
    pub fn start(self) -> CaptureGuard {
        let open = self.open();
        CaptureGuard { _attached: open.cx.clone().attach(), open }
    }

    fn open(self) -> Open {
        let collector = Collector::default();
        let mut provider = SdkTracerProvider::builder()
            .with_span_processor(collector.clone())
            .with_max_attributes_per_span(MAX_ATTRIBUTES)
            .with_resource(Resource::builder_empty().with_attributes(self.resource.clone()).build());
        if let Some(sampler) = self.sampler {
            provider = provider.with_sampler(sampler);
        }
        let provider = provider.build();
        let pipeline = Arc::new(Pipeline::new(&provider, self.config));
        // Spans and context attributes around the capture are no business of the test.
        let resource = Arc::new(record::map(&self.resource));
        Open { cx: carry(&Context::new(), pipeline), collector, resource, _provider: provider }
    }
}

#[derive(Debug)]
struct Open {
    cx: Context,
    collector: Collector,
    resource: Arc<AttributeMap>,
    _provider: SdkTracerProvider,
}

impl Open {
    fn trace(&self) -> Trace {
        self.collector.trace(&self.resource)
    }
}

/// A capture in progress on this thread.
#[derive(Debug)]
#[must_use = "dropped, nothing is captured any more"]
pub struct CaptureGuard {
    _attached: ContextGuard,
    open: Open,
}

impl CaptureGuard {
    /// The Context to carry into a task or a thread whose spans belong to the test.
    #[must_use]
    pub fn context(&self) -> &Context {
        &self.open.cx
    }

    /// The spans that have ended so far.
    #[must_use]
    pub fn trace(&self) -> Trace {
        self.open.trace()
    }

    /// The spans that have ended; captures no more.
    #[must_use]
    pub fn finish(self) -> Trace {
        self.open.trace()
    }
}
