//! How much may wait for export, and how long.

use std::time::Duration;

use super::{Choices, env::Environment, parse};
use crate::telemetry::InitError;

/// Bounds of the queue and of one export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BatchLimits {
    /// Spans, or log records, that may wait or be under way.
    pub(crate) queue_items: usize,
    /// Their bytes, encoded, that may wait or be under way.
    pub(crate) queue_bytes: usize,
    /// The same in one request.
    pub(crate) batch_items: usize,
    /// Encoded bytes of one request: gRPC receivers refuse more than 4 MiB, and with it the whole batch.
    pub(crate) request_bytes: usize,
    /// How long one waits before a partial batch is sent.
    pub(crate) delay: Duration,
    /// Time for one request with all its retries.
    pub(crate) timeout: Duration,
}

impl Default for BatchLimits {
    fn default() -> Self {
        Self {
            // The specification's 2048 lose half of a burst of 5,000 small spans. Memory is bounded by bytes here, so the
            // count need not be small.
            queue_items: 65_536,
            queue_bytes: 64 << 20,
            batch_items: 512,
            request_bytes: (4 << 20) - (64 << 10),
            delay: Duration::from_secs(5),
            timeout: Duration::from_secs(10),
        }
    }
}

/// Variables of one signal, those of all signals behind its own.
pub(super) struct BatchVariables {
    queue: &'static str,
    batch: &'static str,
    delay: &'static str,
    timeout: [&'static str; 3],
}

pub(super) const TRACES: BatchVariables = BatchVariables {
    queue: "OTEL_BSP_MAX_QUEUE_SIZE",
    batch: "OTEL_BSP_MAX_EXPORT_BATCH_SIZE",
    delay: "OTEL_BSP_SCHEDULE_DELAY",
    timeout: ["OTEL_EXPORTER_OTLP_TRACES_TIMEOUT", "OTEL_EXPORTER_OTLP_TIMEOUT", "OTEL_BSP_EXPORT_TIMEOUT"],
};

pub(super) const LOGS: BatchVariables = BatchVariables {
    queue: "OTEL_BLRP_MAX_QUEUE_SIZE",
    batch: "OTEL_BLRP_MAX_EXPORT_BATCH_SIZE",
    delay: "OTEL_BLRP_SCHEDULE_DELAY",
    timeout: ["OTEL_EXPORTER_OTLP_LOGS_TIMEOUT", "OTEL_EXPORTER_OTLP_TIMEOUT", "OTEL_BLRP_EXPORT_TIMEOUT"],
};

const METRIC_TIMEOUTS: [&str; 3] =
    ["OTEL_EXPORTER_OTLP_METRICS_TIMEOUT", "OTEL_EXPORTER_OTLP_TIMEOUT", "OTEL_METRIC_EXPORT_TIMEOUT"];

impl BatchLimits {
    pub(super) fn resolve(
        variables: &BatchVariables,
        choices: &Choices,
        environment: &Environment,
    ) -> Result<Self, InitError> {
        let count = |name: &'static str, default: usize| {
            parse::number(environment, &[name], 1)
                .map(|number| number.and_then(|number| usize::try_from(number).ok()).unwrap_or(default))
        };
        let default = Self::default();
        let queue_items = count(variables.queue, default.queue_items)?;
        Ok(Self {
            queue_items,
            queue_bytes: choices.queue_bytes.unwrap_or(default.queue_bytes),
            batch_items: count(variables.batch, default.batch_items)?.min(queue_items),
            delay: parse::milliseconds(environment, &[variables.delay])?.unwrap_or(default.delay),
            timeout: timeout(environment, &variables.timeout)?,
            ..default
        })
    }

    /// Metrics are collected as often as their interval says, and not one by one.
    pub(super) fn of_metrics(choices: &Choices, environment: &Environment) -> Result<Self, InitError> {
        let default = Self::default();
        Ok(Self {
            queue_bytes: choices.queue_bytes.unwrap_or(default.queue_bytes),
            timeout: timeout(environment, &METRIC_TIMEOUTS)?,
            ..default
        })
    }
}

fn timeout(environment: &Environment, variables: &[&str]) -> Result<Duration, InitError> {
    let timeout = parse::milliseconds(environment, variables)?.filter(|timeout| !timeout.is_zero());
    Ok(timeout.unwrap_or(BatchLimits::default().timeout))
}
