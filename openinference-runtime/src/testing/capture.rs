//! Capture of spans, scoped by the Context.

use std::fmt;
use std::future::Future;
use std::ops::Deref;
use std::sync::Arc;

use opentelemetry::trace::FutureExt as _;
use opentelemetry::{Context, ContextGuard, KeyValue};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::{SdkTracerProvider, ShouldSample, SpanProcessor, TracerProviderBuilder};

use super::collector::SpanCollector;
use super::deterministic::{Clock, DeterministicTime, SequentialIds, StepClock};
use super::map::AttributeMap;
use super::record;
use super::trace::Trace;
use super::view::View;
use crate::config::TraceConfig;
use crate::context::carry;
use crate::genai::ConvertGenAi;
use crate::processors::filter::MaskSpans;
use crate::sharded::ThreadCopy;
use crate::source::SpanSource;
use crate::telemetry::MAX_ATTRIBUTES;

/// Runs `future`; returns what it gave together with the spans made in it, and in what was spawned from it with
/// [`carry`](crate::carry).
pub async fn capture<F: Future>(future: F) -> (F::Output, Trace) {
    Capture::new().run(future).await
}

/// Runs `f`; returns what it gave together with the spans made in it, and in threads that were started from it with
/// [`carry_fn`](crate::carry_fn).
pub fn capture_sync<T>(f: impl FnOnce() -> T) -> (T, Trace) {
    Capture::new().run_sync(f)
}

/// A capture with settings of its own. The environment does not matter to it.
///
/// Captures nest: the inner one has the spans made within it, for itself alone.
pub struct Capture {
    config: TraceConfig,
    resource: Vec<KeyValue>,
    sampler: Option<Box<dyn ShouldSample>>,
    processors: Vec<AddProcessor>,
    clock: Option<Box<dyn Clock>>,
    convert_genai: bool,
}

type AddProcessor = Box<dyn FnOnce(TracerProviderBuilder) -> TracerProviderBuilder + Send + Sync>;

impl fmt::Debug for Capture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Capture")
            .field("config", &self.config)
            .field("resource", &self.resource)
            .field("sampler", &self.sampler)
            .field("clock", &self.clock)
            .finish_non_exhaustive()
    }
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
        Self {
            config: TraceConfig::default(),
            resource: Vec::new(),
            sampler: None,
            processors: Vec::new(),
            clock: None,
            convert_genai: false,
        }
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

    /// A further processor that sees every span: an exporter under test, say.
    #[must_use]
    pub fn processor(mut self, processor: impl SpanProcessor + 'static) -> Self {
        self.processors.push(Box::new(|builder| builder.with_span_processor(processor)));
        self
    }

    /// Spans that other instrumentation makes with the capture's [provider](Recording::tracer_provider) by OpenTelemetry's
    /// GenAI conventions are captured as they are exported by [`init`](crate::init): as spans of OpenInference.
    #[must_use]
    pub fn convert_genai(mut self) -> Self {
        self.convert_genai = true;
        self
    }

    /// Sequential ids, and a clock that goes on by a millisecond with every start and end of a span: raw ids
    /// ([`Node::recorded`](super::Node::recorded)) and [times](super::View::times) are the same in every run that does the same
    /// in the same order.
    #[must_use]
    pub fn deterministic(self) -> Self {
        self.clock(StepClock::new())
    }

    /// As [`deterministic`](Self::deterministic), by that clock.
    #[must_use]
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Some(Box::new(clock));
        self
    }

    /// Runs `future`; returns what it gave together with the spans made in it.
    pub async fn run<F: Future>(self, future: F) -> (F::Output, Trace) {
        let recording = self.open();
        let value = future.with_context(recording.context().clone()).await;
        (value, recording.trace())
    }

    /// Runs `f`; returns what it gave together with the spans made in it.
    pub fn run_sync<T>(self, f: impl FnOnce() -> T) -> (T, Trace) {
        let guard = self.start();
        let value = f();
        (value, guard.finish())
    }

    /// Captures on this thread until the guard is finished or dropped. The guard must not live across an `.await`: use
    /// [`run`](Self::run) there, or [`open`](Self::open).
    pub fn start(self) -> CaptureGuard {
        let recording = self.open();
        CaptureGuard { _attached: recording.context().clone().attach(), recording }
    }

    /// A capture that is not in force anywhere yet: its [Context](Recording::context) is for tasks and threads that are to be
    /// captured.
    ///
    /// ```
    /// use openinference_runtime::{semconv::SpanKind, span, testing::Capture};
    ///
    /// let recording = Capture::new().open();
    /// let cx = recording.context().clone();
    /// std::thread::spawn(move || {
    ///     let _captured = cx.attach();
    ///     span(SpanKind::Chain, "step").in_scope(|| ());
    /// })
    /// .join()
    /// .expect("the thread runs to its end");
    /// assert_eq!(recording.trace().outline(), "CHAIN step\n");
    /// ```
    #[must_use]
    pub fn open(self) -> Recording {
        let collector = SpanCollector::default();
        let mut provider = SdkTracerProvider::builder()
            .with_max_attributes_per_span(MAX_ATTRIBUTES)
            .with_resource(Resource::builder_empty().with_attributes(self.resource.clone()).build());
        let converting = || ConvertGenAi::new(collector.clone()).config(self.config.clone());
        let masking = || MaskSpans::new(collector.clone(), self.config.clone());
        provider = match self.clock {
            Some(clock) => {
                let provider = provider.with_id_generator(SequentialIds::new());
                if self.convert_genai {
                    provider.with_span_processor(DeterministicTime::new(clock, converting()))
                } else {
                    provider.with_span_processor(DeterministicTime::new(clock, masking()))
                }
            }
            None if self.convert_genai => provider.with_span_processor(converting()),
            None => provider.with_span_processor(masking()),
        };
        if let Some(sampler) = self.sampler {
            provider = provider.with_sampler(sampler);
        }
        provider = self.processors.into_iter().fold(provider, |provider, add| add(provider));
        let provider = provider.build();
        let source = ThreadCopy::new(Arc::new(SpanSource::new(&provider, self.config)));
        Recording(Arc::new(Open {
            // Spans and context attributes around the capture are no business of the test.
            cx: carry(&Context::new(), source),
            collector,
            resource: Arc::new(record::map(&self.resource)),
            provider,
        }))
    }
}

/// A capture in progress. Copies are the same capture.
#[derive(Clone, Debug)]
pub struct Recording(Arc<Open>);

#[derive(Debug)]
struct Open {
    cx: Context,
    collector: SpanCollector,
    resource: Arc<AttributeMap>,
    provider: SdkTracerProvider,
}

impl Recording {
    /// The Context to carry into a task or a thread whose spans belong to the test.
    #[must_use]
    pub fn context(&self) -> &Context {
        &self.0.cx
    }

    /// The provider of the capture, for other instrumentation whose spans belong to the test.
    #[must_use]
    pub fn tracer_provider(&self) -> &SdkTracerProvider {
        &self.0.provider
    }

    /// The spans that have ended so far.
    #[must_use]
    pub fn trace(&self) -> Trace {
        self.0.collector.trace(&self.0.resource)
    }

    /// A view of the spans that have ended so far.
    #[must_use]
    pub fn view(&self) -> View {
        self.trace().view()
    }
}

/// A capture in progress on this thread.
#[derive(Debug)]
#[must_use = "dropped, nothing is captured any more"]
pub struct CaptureGuard {
    _attached: ContextGuard,
    recording: Recording,
}

impl CaptureGuard {
    /// The spans that have ended; captures no more.
    #[must_use]
    pub fn finish(self) -> Trace {
        self.recording.trace()
    }
}

impl Deref for CaptureGuard {
    type Target = Recording;

    fn deref(&self) -> &Recording {
        &self.recording
    }
}
