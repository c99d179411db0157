//! The provider that a Context carries, for everything below it: a test's capture, a tenant's.

use std::sync::Arc;

use opentelemetry::Context;

use crate::config::TraceConfig;
use crate::gate;
use crate::installed_source::{for_global, installed};
use crate::source::SourceRef;

/// A provider that everything below a Context uses.
struct Carried {
    source: SourceRef,
    _scope: gate::OpenGate,
}

/// `cx` with `source` as that of every span made below it.
pub(crate) fn carry(cx: &Context, source: SourceRef) -> Context {
    cx.with_value(Carried { source, _scope: gate::OpenGate::open() })
}

/// True where spans go to a provider that the Context brought.
pub(crate) fn is_carried(cx: &Context) -> bool {
    cx.get::<Carried>().is_some()
}

/// The source that `cx` carries.
pub(crate) fn carried_source(cx: &Context) -> Option<&SourceRef> {
    if gate::has_scopes() { cx.get::<Carried>().map(|carried| &carried.source) } else { None }
}

/// What spans below `cx` may say.
pub(crate) fn trace_config(cx: &Context) -> Arc<TraceConfig> {
    let source = carried_source(cx).cloned().or_else(installed).unwrap_or_else(for_global);
    Arc::clone(source.common_config())
}
