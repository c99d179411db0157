//! What is counted beside spans, and where a Prometheus reads it: `/metrics` of each service, next to `/healthz`.

use std::sync::Arc;

use axum::{
    Router,
    http::{StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
    routing::get,
};
use openinference_runtime::{
    Telemetry,
    metrics::observe_process,
    opentelemetry::{
        KeyValue,
        metrics::{Counter, Meter},
    },
};

/// The text format of Prometheus.
const TEXT: &str = "text/plain; version=0.0.4";
const OUTCOME: &str = "outcome";

/// The meter of the shop's own counters; the process is observed from now on.
#[must_use]
pub fn meter(telemetry: &Telemetry) -> Meter {
    if let Some(meters) = telemetry.meter_provider() {
        observe_process(meters);
    }
    telemetry.meter("a2a_shop")
}

/// What whoever watches over the service asks for. Metrics are there when `OTEL_METRICS_EXPORTER` says `prometheus`.
pub fn router(telemetry: Telemetry) -> Router {
    // In here as long as the service answers.
    let telemetry = Arc::new(telemetry);
    let metrics = move || {
        let telemetry = Arc::clone(&telemetry);
        async move { page(telemetry.prometheus_text()) }
    };
    Router::new().route("/healthz", get(|| async { "ok" })).route("/metrics", get(metrics))
}

fn page(text: Option<String>) -> Response {
    match text {
        Some(text) => ([(CONTENT_TYPE, TEXT)], text).into_response(),
        None => {
            (StatusCode::NOT_FOUND, "no metrics: OTEL_METRICS_EXPORTER is not prometheus\n").into_response()
        }
    }
}

/// What the tools do for the shop.
#[derive(Clone, Debug)]
pub struct Business {
    searches: Counter<u64>,
    checks: Counter<u64>,
    analyses: Counter<u64>,
}

impl Business {
    /// Counters of this meter.
    #[must_use]
    pub fn new(meter: &Meter) -> Self {
        let counter = |name, unit, description| {
            meter.u64_counter(name).with_unit(unit).with_description(description).build()
        };
        Self {
            searches: counter("shop.product.searches", "{search}", "Searches for products."),
            checks: counter("shop.inventory.checks", "{check}", "Looks into the stock."),
            analyses: counter("shop.sales.analyses", "{analysis}", "Analyses of sales."),
        }
    }

    pub(crate) fn searched<T, E>(&self, done: Result<T, E>) -> Result<T, E> {
        counted(&self.searches, done)
    }

    pub(crate) fn checked<T, E>(&self, done: Result<T, E>) -> Result<T, E> {
        counted(&self.checks, done)
    }

    pub(crate) fn analyzed<T, E>(&self, done: Result<T, E>) -> Result<T, E> {
        counted(&self.analyses, done)
    }
}

fn counted<T, E>(counter: &Counter<u64>, done: Result<T, E>) -> Result<T, E> {
    counter.add(1, &[outcome(&done)]);
    done
}

/// What an agent says to others.
#[derive(Clone, Debug)]
pub struct Messages(Counter<u64>);

impl Messages {
    /// A counter of this meter.
    #[must_use]
    pub fn new(meter: &Meter) -> Self {
        let counter = meter.u64_counter("a2a.messages").with_unit("{message}");
        Self(counter.with_description("Messages from one agent to another.").build())
    }

    pub(crate) fn sent<T, E>(&self, from: &'static str, to: &str, done: &Result<T, E>) {
        let to = KeyValue::new("to", to.to_owned());
        self.0.add(1, &[KeyValue::new("from", from), to, outcome(done)]);
    }
}

fn outcome<T, E>(done: &Result<T, E>) -> KeyValue {
    KeyValue::new(OUTCOME, if done.is_ok() { "ok" } else { "error" })
}
