//! Metrics by OTLP: what the SDK collects, encoded and put into a queue like that of the spans.

use std::sync::Arc;
use std::time::{Duration, Instant};

use opentelemetry_proto::tonic::collector::metrics::v1::ExportMetricsServiceRequest;
use opentelemetry_proto::tonic::metrics::v1::metric::Data;
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::metrics::Temporality;
use opentelemetry_sdk::metrics::data::ResourceMetrics;
use opentelemetry_sdk::metrics::exporter::PushMetricExporter;
use prost::Message as _;

use super::masked_points;
use crate::config::MetricMask;
use crate::telemetry::pipeline::ExportQueue;
use crate::telemetry::settings;

/// Hands on what was collected. It does not wait for the delivery: who flushes waits for the queue.
#[derive(Debug)]
pub(super) struct MetricExporter {
    queue: Arc<ExportQueue>,
    temporality: Temporality,
    mask: MetricMask,
}

impl MetricExporter {
    pub(super) fn new(queue: Arc<ExportQueue>, temporality: settings::Temporality, mask: MetricMask) -> Self {
        let temporality = match temporality {
            settings::Temporality::Cumulative => Temporality::Cumulative,
            settings::Temporality::Delta => Temporality::Delta,
            settings::Temporality::LowMemory => Temporality::LowMemory,
        };
        Self { queue, temporality, mask }
    }
}

impl PushMetricExporter for MetricExporter {
    async fn export(&self, metrics: &ResourceMetrics) -> OTelSdkResult {
        let mut request = ExportMetricsServiceRequest::from(metrics);
        masked_points::mask(&mut request, &self.mask);
        self.queue.push_request(request.encode_to_vec(), points(&request));
        Ok(())
    }

    fn force_flush(&self) -> OTelSdkResult {
        Ok(())
    }

    fn shutdown_with_timeout(&self, _: Duration) -> OTelSdkResult {
        Ok(())
    }

    fn temporality(&self) -> Temporality {
        self.temporality
    }
}

/// Without its exporter a queue's thread has nothing to do.
impl Drop for MetricExporter {
    fn drop(&mut self) {
        self.queue.close(Instant::now());
    }
}

/// The data points of a request.
fn points(request: &ExportMetricsServiceRequest) -> u64 {
    let scopes = request.resource_metrics.iter().flat_map(|resource| &resource.scope_metrics);
    let data = scopes.flat_map(|scope| &scope.metrics).filter_map(|metric| metric.data.as_ref());
    data.map(|data| match data {
        Data::Gauge(gauge) => gauge.data_points.len(),
        Data::Sum(sum) => sum.data_points.len(),
        Data::Histogram(histogram) => histogram.data_points.len(),
        Data::ExponentialHistogram(histogram) => histogram.data_points.len(),
        Data::Summary(summary) => summary.data_points.len(),
    } as u64)
        .sum()
}
