//! What every service begins with.

use anyhow::{Context as _, Result};
use axum::Router;
use example_support::endpoint::set;
use openinference_runtime::Telemetry;
use opentelemetry_instrumentation_tower::http::server::Layer as ServerLayer;
use tracing::Metadata;
use tracing_subscriber::{
    filter::filter_fn,
    layer::{Layer as _, SubscriberExt as _},
    util::SubscriberInitExt as _,
};

const ENDPOINT: &str = "OTEL_EXPORTER_OTLP_ENDPOINT";

/// Telemetry of one of the services: spans, and events of `tracing` as logs. They are always made, and exported where the
/// environment says: logs go where spans go, unless `OTEL_LOGS_EXPORTER` says otherwise.
///
/// # Errors
/// When a variable is not understood.
pub fn telemetry(service: &str) -> Result<Telemetry> {
    let mut builder = Telemetry::builder().service_name(service);
    if let (Some(endpoint), None) = (set(ENDPOINT), set("OTEL_LOGS_EXPORTER")) {
        builder = builder.logs_endpoint(format!("{}/v1/logs", endpoint.trim_end_matches('/')));
    }
    let telemetry = builder.init()?;
    // Of the spans of `tracing`, those of the HTTP client are wanted: `TracingMiddleware` makes them.
    let spans = tracing_opentelemetry::layer().with_tracer(telemetry.tracer("reqwest-tracing"));
    let spans = spans.with_filter(filter_fn(is_of_client));
    // A second set-up in one process changes nothing.
    let _ = tracing_subscriber::registry().with(spans).with(telemetry.log_layer()).try_init();
    Ok(telemetry)
}

fn is_of_client(metadata: &Metadata<'_>) -> bool {
    metadata.is_span() && metadata.target().starts_with("reqwest_tracing")
}

/// The routes of a service, each request in a span below the caller's.
pub fn traced(routes: Router) -> Router {
    routes.layer(ServerLayer::new())
}

/// What a variable says that a service cannot do without.
///
/// # Errors
/// When it is not set.
pub fn required(variable: &str, what: &str) -> Result<String> {
    set(variable).with_context(|| format!("{variable} is not set: {what}"))
}
