//! Which propagator is asked: without the SDK the global one alone.

use opentelemetry::global;
use opentelemetry::propagation::TextMapPropagator;

use crate::current_context;

/// The global propagator. None on a thread that is ending and has no current Context any more, where there is none:
/// OpenTelemetry's own default would ask for it.
pub(super) fn with<T>(mut ask: impl FnMut(&dyn TextMapPropagator) -> T) -> Option<T> {
    global::get_text_map_propagator(|global| {
        let is_default = global.fields().next().is_none();
        (!is_default || current_context::is_there()).then(|| ask(global))
    })
}
