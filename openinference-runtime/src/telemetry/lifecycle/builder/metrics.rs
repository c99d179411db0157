//! Metrics by OTLP.

use super::Builder;

impl Builder {
    /// Where to send metrics by OTLP, as a whole URL (`http://localhost:4318/v1/metrics`; with feature `otlp-grpc`
    /// `http://localhost:4317`). Without it `OTEL_METRICS_EXPORTER` decides; not set, there are none.
    pub fn metrics_endpoint(mut self, url: impl Into<String>) -> Self {
        self.choices.metrics_endpoint = Some(url.into());
        self
    }
}
