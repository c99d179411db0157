//! Which propagator is asked.

#[cfg(feature = "sdk")]
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use opentelemetry::global;
use opentelemetry::propagation::TextMapPropagator;

use crate::current_context;

/// `init()` has set the global propagator, perhaps to none.
#[cfg(feature = "sdk")]
static SETTLED: AtomicBool = AtomicBool::new(false);

/// What the global propagator does now is meant, also when that is nothing.
#[cfg(feature = "sdk")]
pub(crate) fn settled() {
    SETTLED.store(true, Relaxed);
}

/// The global propagator or, while nobody has set one, the standard one. None on a thread that is ending and has no current
/// Context any more, where there is neither: OpenTelemetry's own default would ask for it.
pub(super) fn with<T>(mut ask: impl FnMut(&dyn TextMapPropagator) -> T) -> Option<T> {
    global::get_text_map_propagator(|global| {
        // OpenTelemetry's own default does nothing and has no fields.
        let is_default = global.fields().next().is_none();
        #[cfg(feature = "sdk")]
        if is_default && !SETTLED.load(Relaxed) {
            return Some(ask(standard::propagator()));
        }
        (!is_default || current_context::is_there()).then(|| ask(global))
    })
}

#[cfg(feature = "sdk")]
mod standard {
    use std::sync::OnceLock;

    use opentelemetry::propagation::{TextMapCompositePropagator, TextMapPropagator};

    use crate::propagation::{BaggagePropagator, TraceContextPropagator};

    /// What `OTEL_PROPAGATORS` says of trace context and baggage; both when it says nothing.
    pub(super) fn propagator() -> &'static TextMapCompositePropagator {
        static STANDARD: OnceLock<TextMapCompositePropagator> = OnceLock::new();
        STANDARD.get_or_init(|| {
            let wanted = std::env::var("OTEL_PROPAGATORS").unwrap_or_default();
            TextMapCompositePropagator::new(propagators(&wanted))
        })
    }

    fn propagators(wanted: &str) -> Vec<Box<dyn TextMapPropagator + Send + Sync>> {
        let wants = |name| wanted.trim().is_empty() || wanted.split(',').any(|word| word.trim() == name);
        let mut propagators: Vec<Box<dyn TextMapPropagator + Send + Sync>> = Vec::new();
        if wants("tracecontext") {
            propagators.push(Box::new(TraceContextPropagator::new()));
        }
        if wants("baggage") {
            propagators.push(Box::new(BaggagePropagator::new()));
        }
        propagators
    }

    #[cfg(test)]
    mod tests {
        use super::propagators;

        fn fields(wanted: &str) -> Vec<String> {
            propagators(wanted)
                .iter()
                .flat_map(|propagator| propagator.fields().map(str::to_owned).collect::<Vec<_>>())
                .collect()
        }

        #[test]
        fn both_are_used_unless_the_variable_says_otherwise() {
            assert_eq!(fields(""), ["traceparent", "tracestate", "baggage"]);
            assert_eq!(fields("tracecontext,baggage"), ["traceparent", "tracestate", "baggage"]);
            assert_eq!(fields(" baggage "), ["baggage"]);
            assert_eq!(fields("none"), [""; 0]);
        }
    }
}
