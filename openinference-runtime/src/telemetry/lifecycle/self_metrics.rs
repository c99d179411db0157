//! What became of the spans, as metrics: the names are those of OpenTelemetry's conventions for SDKs.

use std::sync::Arc;

use opentelemetry::metrics::MeterProvider as _;
use opentelemetry::{InstrumentationScope, KeyValue};

use super::running::Running;
use crate::telemetry::signals::Meters;

/// The conventions have names for some errors of networks, and this for all others.
const ERROR: &str = "_OTHER";

/// Reads the books of the queues whenever the provider collects; nothing where spans leave the process by no queue.
pub(crate) fn observe(meters: &Meters, running: &Running) {
    let Some(provider) = meters.provider() else { return };
    if running.routes.is_empty() {
        return;
    }
    let scope =
        InstrumentationScope::builder(env!("CARGO_PKG_NAME")).with_version(env!("CARGO_PKG_VERSION")).build();
    let meter = provider.meter_with_scope(scope);
    let routes: Vec<_> = running
        .routes
        .iter()
        .map(|route| {
            let name = KeyValue::new("otel.component.name", route.target.clone());
            (Arc::clone(&route.queue), [name.clone()], [name, KeyValue::new("error.type", ERROR)])
        })
        .collect();
    meter
        .u64_observable_counter("otel.sdk.exporter.span.exported")
        .with_unit("{span}")
        .with_description("Spans that were delivered, or, with an error type, dropped for whatever reason.")
        .with_callback(move |observer| {
            for (queue, delivered, dropped) in &routes {
                let counts = queue.counts();
                observer.observe(counts.delivered, delivered);
                observer.observe(counts.dropped, dropped);
            }
        })
        .build();
    let open = running.open.clone();
    meter
        .i64_observable_up_down_counter("otel.sdk.span.live")
        .with_unit("{span}")
        .with_description("Sampled spans that have started and not ended.")
        .with_callback(move |observer| {
            observer.observe(i64::try_from(open.get()).unwrap_or(i64::MAX), &[]);
        })
        .build();
}
