//! Where spans come from: a tracer, what hides their attributes, and what its sampler looks at.

use std::fmt::Debug;
use std::sync::Arc;

use opentelemetry::global::{BoxedSpan, BoxedTracer, ObjectSafeTracer};
use opentelemetry::trace::{
    Span, SpanBuilder, SpanContext, SpanKind as OtelKind, TraceContextExt, Tracer, TracerProvider,
};
use opentelemetry::{Context, InstrumentationScope};

use crate::config::TraceConfig;
use crate::semconv::SpanKind;
use crate::sharded::ThreadCopy;
use crate::{foreign_code, starting_kind};

/// A tracer together with what may leave the process through it.
#[derive(Debug)]
pub(crate) struct SpanSource {
    /// None for the global provider, which is asked anew for every span.
    tracer: Option<BoxedTracer>,
    config: Arc<TraceConfig>,
    /// By kind of span, where it is not `config`.
    by_kind: Vec<(SpanKind, Arc<TraceConfig>)>,
    sampling: Sampling,
    early_sampler: Option<Box<dyn EarlySampler>>,
    /// Made by the application, so that nobody has told it to keep many attributes.
    is_external: bool,
}

/// What the sampler, and the processors that see a span start, may look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sampling {
    /// Samplers of the SDK and processors of this crate alone: they look at ids and parents, never at attributes.
    ByTrace {
        /// Whether every root is recorded.
        always: bool,
        /// Whether the children of a recorded span are.
        by_parent: bool,
    },
    /// Somebody else's: what is known at the start has to be there at the start.
    ByAttributes,
}

/// A sampler that is asked before a span is made: by ids and parents, it sees no attributes.
pub(crate) trait EarlySampler: Debug + Send + Sync {
    /// The ids of a span that is refused. None where it is to be made next on this thread.
    fn refuse(&self, name: &str, kind: &OtelKind, parent: &Context) -> Option<SpanContext>;
}

impl SpanSource {
    pub(crate) fn new<P, T, S>(provider: &P, config: TraceConfig) -> Self
    where
        P: TracerProvider<Tracer = T>,
        T: Tracer<Span = S> + Send + Sync + 'static,
        S: Span + Send + Sync + 'static,
    {
        let tracer: Box<dyn ObjectSafeTracer + Send + Sync> = Box::new(provider.tracer_with_scope(scope()));
        Self::of(Some(BoxedTracer::new(tracer)), config)
    }

    /// Of whatever provider is the global one when a span starts.
    pub(crate) fn global(config: TraceConfig) -> Self {
        Self::of(None, config).external()
    }

    fn of(tracer: Option<BoxedTracer>, config: TraceConfig) -> Self {
        let config = Arc::new(config);
        let by_kind = SpanKind::ALL
            .iter()
            .map(|&kind| (kind, Arc::clone(&config).for_kind(kind)))
            .filter(|(_, of_kind)| !Arc::ptr_eq(of_kind, &config))
            .collect();
        Self {
            tracer,
            config,
            by_kind,
            sampling: Sampling::ByAttributes,
            early_sampler: None,
            is_external: false,
        }
    }

    /// The same for a provider that the application has made.
    pub(crate) fn external(mut self) -> Self {
        self.is_external = true;
        self
    }

    /// The same for a provider whose sampler and processors are known.
    pub(crate) fn sampling(mut self, sampling: Sampling) -> Self {
        self.sampling = sampling;
        self
    }

    /// The same for a provider whose sampler can be asked without it.
    pub(crate) fn asking(mut self, sampler: impl EarlySampler + 'static) -> Self {
        self.early_sampler = Some(Box::new(sampler));
        self
    }

    /// What hides and cuts the attributes of spans of this kind.
    pub(crate) fn config(&self, kind: SpanKind) -> &Arc<TraceConfig> {
        self.by_kind.iter().find(|(of, _)| *of == kind).map_or(&self.config, |(_, config)| config)
    }

    /// What hides and cuts what belongs to no span of a known kind.
    pub(crate) fn common_config(&self) -> &Arc<TraceConfig> {
        &self.config
    }

    /// Whether the provider has limits that are not ours.
    pub(crate) fn is_external(&self) -> bool {
        self.is_external
    }
}

/// A [`SpanSource`]; the outer count is the thread's own (see [`ThreadCopy`]).
pub(crate) type SourceRef = Arc<ThreadCopy<SpanSource>>;

/// Where one span comes from.
#[derive(Debug)]
pub(crate) enum Origin {
    /// A provider that was named by somebody.
    Named(SourceRef),
    /// The global provider.
    Global(SourceRef, BoxedTracer),
}

impl Origin {
    pub(crate) fn source(&self) -> &SourceRef {
        match self {
            Self::Named(source) | Self::Global(source, _) => source,
        }
    }

    /// Whether the sampler, or a processor, may look at what the span says when it starts.
    pub(crate) fn samples_by_attributes(&self) -> bool {
        self.source().sampling == Sampling::ByAttributes
    }

    /// Whether a span below `parent` is known to be recorded before it is made.
    pub(crate) fn records_below(&self, parent: &Context) -> bool {
        let Sampling::ByTrace { always, by_parent } = self.source().sampling else { return false };
        let parent = parent.span();
        let parent = parent.span_context();
        if by_parent && parent.is_valid() { parent.is_sampled() } else { always }
    }

    /// The ids of a span that the sampler refuses, where that can be told without making it.
    pub(crate) fn refuse(&self, name: &str, kind: &OtelKind, parent: &Context) -> Option<SpanContext> {
        self.source().early_sampler.as_ref()?.refuse(name, kind, parent)
    }

    /// The provider's span. Processors that see it start know its kind.
    pub(crate) fn build(&self, kind: SpanKind, builder: SpanBuilder, cx: &Context) -> Option<BoxedSpan> {
        Some(build(self.tracer()?, kind, builder, cx))
    }

    /// The provider's tracer.
    pub(crate) fn tracer(&self) -> Option<&BoxedTracer> {
        match self {
            Self::Named(source) => source.tracer.as_ref(),
            Self::Global(_, tracer) => Some(tracer),
        }
    }
}

/// The span of this tracer. Processors that see it start know its kind.
pub(crate) fn build(tracer: &BoxedTracer, kind: SpanKind, builder: SpanBuilder, cx: &Context) -> BoxedSpan {
    starting_kind::within(kind, || foreign_code::run(|| tracer.build_with_context(builder, cx)))
}

/// Our spans' instrumentation scope; static strings only, because the SDK clones it for every span.
pub(crate) fn scope() -> InstrumentationScope {
    InstrumentationScope::builder(name()).with_version(env!("CARGO_PKG_VERSION")).build()
}

/// The name of the scope. A static has one address, by which a scope of ours is told from one of the same name.
static NAME: &[u8] = env!("CARGO_PKG_NAME").as_bytes();

fn name() -> &'static str {
    str::from_utf8(NAME).unwrap_or_default()
}

/// Whether a span of this scope was made here, and was masked when it was written.
pub(crate) fn is_ours(scope: &InstrumentationScope) -> bool {
    std::ptr::eq(scope.name().as_ptr(), NAME.as_ptr())
}
