//! Which provider a span comes from: the one carried in the current Context, else the one installed here, else the global
//! one. A tracer is never cached across an install.

use std::sync::{Arc, OnceLock};

use opentelemetry::Context;
use opentelemetry::global::{self, BoxedTracer};
use opentelemetry::trace::{Span, TraceContextExt, Tracer, TracerProvider};

use crate::config::TraceConfig;
use crate::sharded::{Sharded, ThreadCopy};
use crate::source::{Origin, SourceRef, SpanSource, scope};
use crate::{context, foreign_code, gate};

static INSTALLED: Sharded<SpanSource> = Sharded::empty();

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
    INSTALLED.set(None);
}

pub(crate) fn install(source: SpanSource) {
    INSTALLED.set(Some(Arc::new(source)));
    gate::install();
}

/// Undoes [`install`].
pub(crate) fn uninstall() {
    gate::uninstall();
    INSTALLED.set(None);
}

/// A provider that everything below a Context uses.
struct Carried {
    source: SourceRef,
    _scope: gate::Scope,
}

/// `cx` with `source` as that of every span made below it.
pub(crate) fn carry(cx: &Context, source: SourceRef) -> Context {
    cx.with_value(Carried { source, _scope: gate::Scope::open() })
}

/// True where spans go to a provider that the Context brought.
pub(crate) fn is_carried(cx: &Context) -> bool {
    cx.get::<Carried>().is_some()
}

/// `to`, below which spans go where those below `from` go, and inherit what those below `from` inherit, unless
/// it says otherwise itself.
pub(crate) fn carry_over(from: &Context, to: Context) -> Context {
    let to = match from.get::<Carried>() {
        Some(carried) if !is_carried(&to) => carry(&to, Arc::clone(&carried.source)),
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

/// What a span's origin turned out to be.
#[derive(Debug)]
pub(crate) enum Resolved {
    /// A real provider.
    Known(Origin),
    /// The global provider, which nobody has seen make a span yet.
    Untried(BoxedTracer),
}

impl Resolved {
    /// As if the provider were real.
    pub(crate) fn into_origin(self) -> Origin {
        match self {
            Self::Known(origin) => origin,
            Self::Untried(tracer) => Origin::Global(for_global(), tracer),
        }
    }
}

/// The origin of spans below `cx`. Suppressed, and below a local span that the sampler refused, there is none.
pub(crate) fn resolve(cx: &Context) -> Option<Resolved> {
    if foreign_code::is_running() || cx.is_telemetry_suppressed() || is_refused(cx) {
        return None;
    }
    if gate::has_scopes()
        && let Some(carried) = cx.get::<Carried>()
    {
        return Some(Resolved::Known(Origin::Named(Arc::clone(&carried.source))));
    }
    if gate::is_installed()
        && let Some(source) = INSTALLED.get()
    {
        return Some(Resolved::Known(Origin::Named(source)));
    }
    if !gate::asks_global() {
        return None;
    }
    let tracer = global::tracer_provider().tracer_with_scope(scope());
    let resolved = Resolved::Untried(tracer);
    Some(if gate::knows_global() { Resolved::Known(resolved.into_origin()) } else { resolved })
}

/// What spans below `cx` may say.
pub(crate) fn config(cx: &Context) -> Arc<TraceConfig> {
    let source = resolve(cx).map_or_else(for_global, |resolved| Arc::clone(resolved.into_origin().source()));
    Arc::clone(source.common_config())
}

/// What the spans of the global provider may say: the environment's word.
fn for_global() -> SourceRef {
    static FOR_GLOBAL: Sharded<SpanSource> = Sharded::empty();
    static MADE: OnceLock<()> = OnceLock::new();
    MADE.get_or_init(|| {
        let config = TraceConfig::from_env().or_built_in_prices();
        FOR_GLOBAL.set(Some(Arc::new(SpanSource::global(config))));
    });
    FOR_GLOBAL.get().unwrap_or_else(|| ThreadCopy::new(Arc::new(SpanSource::global(TraceConfig::default()))))
}

/// A local parent that is neither sampled nor recording: the decision of the trace's sampler, which its
/// children share. A remote parent's refusal is left to the sampler.
fn is_refused(cx: &Context) -> bool {
    let span = cx.span();
    let parent = span.span_context();
    parent.is_valid() && !parent.is_sampled() && !parent.is_remote() && !span.is_recording()
}
