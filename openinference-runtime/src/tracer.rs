//! Where a span comes from: the provider carried in the current Context, else the one installed here, else
//! the global one. A tracer is never cached across an install.

use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use opentelemetry::global::{self, BoxedSpan, BoxedTracer, ObjectSafeTracer};
use opentelemetry::trace::{Span, SpanBuilder, SpanContext, TraceContextExt, Tracer, TracerProvider};
use opentelemetry::{Context, InstrumentationScope};

use crate::diagnostics::version_mismatch;
use crate::semconv::SpanKind;
use crate::{config::TraceConfig, context, gate};

/// A tracer together with what may leave the process through it.
#[derive(Debug)]
pub(crate) struct SpanSource {
    tracer: BoxedTracer,
    config: Arc<TraceConfig>,
    /// Not made by set-up, so that nobody has told it to keep many attributes.
    external: bool,
}

impl SpanSource {
    pub(crate) fn new<P, T, S>(provider: &P, config: TraceConfig) -> Self
    where
        P: TracerProvider<Tracer = T>,
        T: Tracer<Span = S> + Send + Sync + 'static,
        S: Span + Send + Sync + 'static,
    {
        let tracer: Box<dyn ObjectSafeTracer + Send + Sync> = Box::new(provider.tracer_with_scope(scope()));
        Self { tracer: BoxedTracer::new(tracer), config: Arc::new(config), external: false }
    }

    /// The same for a provider that somebody else has made.
    pub(crate) fn external(mut self) -> Self {
        self.external = true;
        self
    }
}

/// Tells span processors whose span is starting: they run while it is built, before anybody else knows it.
#[cfg(feature = "sdk")]
mod building {
    use std::cell::Cell;

    use crate::semconv::SpanKind;

    thread_local! {
        static BUILDING: Cell<Option<SpanKind>> = const { Cell::new(None) };
    }

    /// In the `on_start` of a span of ours, its kind.
    pub(crate) fn building() -> Option<SpanKind> {
        BUILDING.try_with(Cell::get).unwrap_or_default()
    }

    pub(super) struct Building(Option<SpanKind>);

    impl Building {
        pub(super) fn begin(kind: SpanKind) -> Self {
            Self(BUILDING.try_with(|building| building.replace(Some(kind))).unwrap_or_default())
        }
    }

    impl Drop for Building {
        fn drop(&mut self) {
            let _ = BUILDING.try_with(|building| building.set(self.0));
        }
    }
}
#[cfg(feature = "sdk")]
pub(crate) use building::building;

static INSTALLED: RwLock<Option<Arc<SpanSource>>> = RwLock::new(None);

/// Our spans' instrumentation scope; static strings only, because the SDK clones it for every span.
fn scope() -> InstrumentationScope {
    InstrumentationScope::builder(env!("CARGO_PKG_NAME")).with_version(env!("CARGO_PKG_VERSION")).build()
}

/// Whether a span of this scope was made here.
#[cfg(feature = "sdk")]
pub(crate) fn is_ours(scope: &InstrumentationScope) -> bool {
    scope.name() == env!("CARGO_PKG_NAME")
}

/// Makes `provider` the source of every span that no Context claims for itself.
///
/// The provider stays the caller's: flushing and shutting it down remains with whoever made it. Spans are
/// masked as the `OPENINFERENCE_*` variables say.
pub fn set_tracer_provider<P, T, S>(provider: &P)
where
    P: TracerProvider<Tracer = T>,
    T: Tracer<Span = S> + Send + Sync + 'static,
    S: Span + Send + Sync + 'static,
{
    install(SpanSource::new(provider, TraceConfig::from_env().or_built_in_prices()).external());
}

/// Makes annotated functions behave as if they were not annotated, except where a Context carries a
/// provider of its own (a test's capture).
pub fn disable() {
    gate::disable();
    replace(None);
}

pub(crate) fn install(pipeline: SpanSource) {
    replace(Some(Arc::new(pipeline)));
    gate::install();
}

/// Undoes [`install`].
pub(crate) fn uninstall() {
    gate::uninstall();
    replace(None);
}

fn replace(pipeline: Option<Arc<SpanSource>>) {
    *INSTALLED.write().unwrap_or_else(PoisonError::into_inner) = pipeline;
}

/// A provider that everything below a Context uses.
struct Carried {
    pipeline: Arc<SpanSource>,
    _scope: gate::Scope,
}

/// `cx` with `pipeline` as the source of every span made below it.
pub(crate) fn carry(cx: &Context, pipeline: Arc<SpanSource>) -> Context {
    cx.with_value(Carried { pipeline, _scope: gate::Scope::open() })
}

/// True where spans go to a provider that the Context brought.
pub(crate) fn is_carried(cx: &Context) -> bool {
    cx.get::<Carried>().is_some()
}

/// `to`, below which spans go where those below `from` go, and inherit what those below `from` inherit, unless
/// it says otherwise itself.
pub(crate) fn carry_over(from: &Context, to: Context) -> Context {
    let to = match from.get::<Carried>() {
        Some(carried) if !is_carried(&to) => carry(&to, Arc::clone(&carried.pipeline)),
        _ => to,
    };
    let inherited = context::inherited(from);
    if inherited.is_empty() || !context::inherited(&to).is_empty() {
        return to;
    }
    inherited
        .iter()
        .fold(context::attributes(), |all, one| all.attribute(one.key.clone(), one.value.clone()))
        .on(&to)
}

/// What the resolution came to.
#[derive(Debug)]
pub(crate) enum Source {
    /// A provider that was named by somebody: spans are built with everything known before their start.
    Pipeline(Arc<SpanSource>),
    /// The global provider, known to be real.
    Global(BoxedTracer),
    /// The global provider, which nobody has seen make a span yet. Built bare, so that a no-op costs next to
    /// nothing.
    Untried(BoxedTracer),
    /// No span.
    None,
}

/// The source of spans below `cx`. Suppressed, and below a local span that the sampler refused, there is
/// none: nothing is evaluated there.
pub(crate) fn resolve(cx: &Context) -> Source {
    if cx.is_telemetry_suppressed() || refused(cx.span().span_context(), cx) {
        return Source::None;
    }
    if gate::has_scopes()
        && let Some(carried) = cx.get::<Carried>()
    {
        return Source::Pipeline(Arc::clone(&carried.pipeline));
    }
    if gate::is_installed()
        && let Some(pipeline) = INSTALLED.read().unwrap_or_else(PoisonError::into_inner).as_ref()
    {
        return Source::Pipeline(Arc::clone(pipeline));
    }
    if !gate::asks_global() {
        return Source::None;
    }
    let tracer = global::tracer_provider().tracer_with_scope(scope());
    if gate::knows_global() { Source::Global(tracer) } else { Source::Untried(tracer) }
}

/// A local parent that is neither sampled nor recording: the decision of the trace's sampler, which its
/// children share. A remote parent's refusal is left to the sampler.
fn refused(parent: &SpanContext, cx: &Context) -> bool {
    parent.is_valid() && !parent.is_sampled() && !parent.is_remote() && !cx.span().is_recording()
}

impl Source {
    /// What hides and cuts the attributes of spans from this source.
    pub(crate) fn config(&self) -> Arc<TraceConfig> {
        static FROM_ENVIRONMENT: OnceLock<Arc<TraceConfig>> = OnceLock::new();
        match self {
            Self::Pipeline(pipeline) => Arc::clone(&pipeline.config),
            _ => Arc::clone(
                FROM_ENVIRONMENT.get_or_init(|| Arc::new(TraceConfig::from_env().or_built_in_prices())),
            ),
        }
    }

    /// Whether the provider has limits that are not ours.
    pub(crate) fn is_external(&self) -> bool {
        match self {
            Self::Pipeline(pipeline) => pipeline.external,
            Self::Global(_) | Self::Untried(_) => true,
            Self::None => false,
        }
    }

    pub(crate) fn build(&self, kind: SpanKind, builder: SpanBuilder, cx: &Context) -> Option<BoxedSpan> {
        #[cfg(feature = "sdk")]
        let _building = building::Building::begin(kind);
        #[cfg(not(feature = "sdk"))]
        let _ = kind;
        match self {
            Self::Pipeline(pipeline) => Some(pipeline.tracer.build_with_context(builder, cx)),
            Self::Global(tracer) => Some(tracer.build_with_context(builder, cx)),
            Self::Untried(_) | Self::None => None,
        }
    }

    /// The first real span of a global provider that nobody has met yet. A no-op tracer, which cannot be
    /// told by its type, hands back the parent's span context and records nothing.
    pub(crate) fn try_global(&self, kind: SpanKind, bare: SpanBuilder, cx: &Context) -> Option<BoxedSpan> {
        let Self::Untried(tracer) = self else { return None };
        #[cfg(feature = "sdk")]
        let _building = building::Building::begin(kind);
        #[cfg(not(feature = "sdk"))]
        let _ = kind;
        let span = tracer.build_with_context(bare, cx);
        let made = span.span_context();
        let no_op = !span.is_recording()
            && (!made.is_valid() || made.span_id() == cx.span().span_context().span_id());
        if no_op {
            version_mismatch::met_no_provider();
            return None;
        }
        gate::saw_global();
        Some(span)
    }
}
