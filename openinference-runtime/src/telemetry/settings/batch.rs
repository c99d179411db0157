//! How much may wait for export, and how long.

use std::time::Duration;

use super::{Choices, env::Environment, parse};
use crate::telemetry::InitError;

/// Bounds of the queue and of one export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BatchLimits {
    /// Spans that may wait or be under way. `OTEL_BSP_MAX_QUEUE_SIZE`.
    pub(crate) queue_spans: usize,
    /// Bytes of encoded spans that may wait or be under way.
    pub(crate) queue_bytes: usize,
    /// Spans in one request. `OTEL_BSP_MAX_EXPORT_BATCH_SIZE`.
    pub(crate) batch_spans: usize,
    /// Encoded bytes of one request: gRPC receivers refuse more than 4 MiB, and with it the whole batch.
    pub(crate) request_bytes: usize,
    /// How long a span waits for company. `OTEL_BSP_SCHEDULE_DELAY`.
    pub(crate) delay: Duration,
    /// Time for one request with all its retries. `OTEL_EXPORTER_OTLP_TRACES_TIMEOUT`.
    pub(crate) timeout: Duration,
}

impl Default for BatchLimits {
    fn default() -> Self {
        Self {
            // The specification's 2048 lose half of a burst of 5,000 small spans. Memory is bounded by bytes here, so the
            // count need not be small.
            queue_spans: 65_536,
            queue_bytes: 64 << 20,
            batch_spans: 512,
            request_bytes: (4 << 20) - (64 << 10),
            delay: Duration::from_secs(5),
            timeout: Duration::from_secs(10),
        }
    }
}

impl BatchLimits {
    pub(super) fn resolve(choices: &Choices, environment: &Environment) -> Result<Self, InitError> {
        let count = |name: &'static str, default: usize| {
            parse::number(environment, &[name], 1)
                .map(|number| number.and_then(|number| usize::try_from(number).ok()).unwrap_or(default))
        };
        let default = Self::default();
        let queue_spans = count("OTEL_BSP_MAX_QUEUE_SIZE", default.queue_spans)?;
        Ok(Self {
            queue_spans,
            queue_bytes: choices.queue_bytes.unwrap_or(default.queue_bytes),
            batch_spans: count("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", default.batch_spans)?.min(queue_spans),
            delay: parse::milliseconds(environment, &["OTEL_BSP_SCHEDULE_DELAY"])?.unwrap_or(default.delay),
            timeout: parse::milliseconds(
                environment,
                &[
                    "OTEL_EXPORTER_OTLP_TRACES_TIMEOUT",
                    "OTEL_EXPORTER_OTLP_TIMEOUT",
                    "OTEL_BSP_EXPORT_TIMEOUT",
                ],
            )?
            .filter(|timeout| !timeout.is_zero())
            .unwrap_or(default.timeout),
            ..default
        })
    }
}
