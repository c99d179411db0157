//! What is peculiar to metrics: how often they are collected, and what their points count from.

use std::time::Duration;

use super::{collector::Collector, env::Environment, parse};
use crate::telemetry::InitError;

const INTERVAL: &str = "OTEL_METRIC_EXPORT_INTERVAL";
const TEMPORALITY: &str = "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE";
const DEFAULT_INTERVAL: Duration = Duration::from_secs(60);

/// Metrics by OTLP.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct MetricSettings {
    pub(crate) collector: Collector,
    /// Between two exports.
    pub(crate) interval: Duration,
    pub(crate) temporality: Temporality,
}

/// What the points of a counter count from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Temporality {
    Cumulative,
    Delta,
    LowMemory,
}

impl MetricSettings {
    pub(super) fn resolve(collector: Collector, environment: &Environment) -> Result<Self, InitError> {
        let interval = match parse::milliseconds(environment, &[INTERVAL])? {
            Some(Duration::ZERO) => {
                return Err(parse::refused(INTERVAL, "a whole number of milliseconds above 0"));
            }
            interval => interval.unwrap_or(DEFAULT_INTERVAL),
        };
        Ok(Self { collector, interval, temporality: temporality(environment)? })
    }
}

fn temporality(environment: &Environment) -> Result<Temporality, InitError> {
    let Some(value) = environment.get(TEMPORALITY) else { return Ok(Temporality::Cumulative) };
    match value.to_ascii_lowercase().as_str() {
        "cumulative" => Ok(Temporality::Cumulative),
        "delta" => Ok(Temporality::Delta),
        "lowmemory" => Ok(Temporality::LowMemory),
        _ => Err(parse::refused(TEMPORALITY, "`cumulative`, `delta` or `lowmemory`")),
    }
}
