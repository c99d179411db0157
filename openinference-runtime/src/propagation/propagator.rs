//! Which propagator is asked.

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use opentelemetry::global;
use opentelemetry::propagation::TextMapPropagator;

use super::standard;
use crate::current_context;

/// `init()` has set the global propagator, perhaps to none.
static SETTLED: AtomicBool = AtomicBool::new(false);

/// What the global propagator does now is meant, also when that is nothing.
pub(crate) fn settled() {
    SETTLED.store(true, Relaxed);
}

/// The global propagator or, while nobody has set one, the standard one. None on a thread that is ending and has no current
/// Context any more, where there is neither: OpenTelemetry's own default would ask for it.
pub(super) fn with<T>(mut ask: impl FnMut(&dyn TextMapPropagator) -> T) -> Option<T> {
    global::get_text_map_propagator(|global| {
        // OpenTelemetry's own default does nothing and has no fields.
        let is_default = global.fields().next().is_none();
        if is_default && !SETTLED.load(Relaxed) {
            return Some(ask(standard::propagator()));
        }
        (!is_default || current_context::is_there()).then(|| ask(global))
    })
}
