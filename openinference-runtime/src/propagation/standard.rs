//! The propagators that are meant while nobody has set one.

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
