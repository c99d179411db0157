//! Logs by OTLP.

use super::Builder;

impl Builder {
    /// Where to send logs by OTLP, as a whole URL (`http://localhost:4318/v1/logs`; with feature `otlp-grpc`
    /// `http://localhost:4317`). Without it `OTEL_LOGS_EXPORTER` decides; not set, there are none. The events come from
    /// [`Telemetry::log_layer`](crate::telemetry::Telemetry::log_layer), which the program's subscriber needs.
    pub fn logs_endpoint(mut self, url: impl Into<String>) -> Self {
        self.choices.logs_endpoint = Some(url.into());
        self
    }
}
