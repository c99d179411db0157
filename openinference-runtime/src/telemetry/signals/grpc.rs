//! OTLP over gRPC: OpenTelemetry's exporters, each with a runtime of its own. They want to be polled within one, and the
//! threads that the SDK polls them on have none.

use std::time::Duration;

#[cfg(feature = "otlp-logs")]
use opentelemetry_otlp::LogExporter;
#[cfg(feature = "otlp-metrics")]
use opentelemetry_otlp::MetricExporter;
use opentelemetry_otlp::{WithExportConfig as _, WithTonicConfig as _};
use opentelemetry_sdk::error::OTelSdkResult;
#[cfg(feature = "otlp-logs")]
use opentelemetry_sdk::logs::LogBatch;
#[cfg(feature = "otlp-metrics")]
use opentelemetry_sdk::metrics::{Temporality, data::ResourceMetrics, exporter::PushMetricExporter};
use tokio::runtime::Runtime;
use tonic::{metadata::MetadataMap, transport::Channel};

use super::otlp::failed;
use crate::telemetry::InitError;
use crate::telemetry::exporters::connect;
use crate::telemetry::settings::Collector;

#[cfg(feature = "otlp-metrics")]
pub(super) fn metrics(collector: &Collector) -> Result<Within<MetricExporter>, InitError> {
    Within::start(collector, |channel, metadata| {
        let builder = MetricExporter::builder().with_tonic().with_endpoint(&collector.endpoint.url);
        builder.with_channel(channel).with_metadata(metadata).build().map_err(|error| error.to_string())
    })
}

#[cfg(feature = "otlp-logs")]
pub(super) fn logs(collector: &Collector) -> Result<Within<LogExporter>, InitError> {
    Within::start(collector, |channel, metadata| {
        let builder = LogExporter::builder().with_tonic().with_endpoint(&collector.endpoint.url);
        builder.with_channel(channel).with_metadata(metadata).build().map_err(|error| error.to_string())
    })
}

/// An exporter and the runtime that its channel lives in.
#[derive(Debug)]
pub(super) struct Within<E> {
    exporter: E,
    /// None once dropped.
    runtime: Option<Runtime>,
}

impl<E> Within<E> {
    fn start(
        collector: &Collector,
        make: impl FnOnce(Channel, MetadataMap) -> Result<E, String>,
    ) -> Result<Self, InitError> {
        let runtime = connect::runtime().map_err(InitError::Thread)?;
        let made = connect::channel(&collector.endpoint, &runtime).and_then(|channel| {
            let _entered = runtime.enter();
            make(channel, connect::metadata(&collector.headers)?)
        });
        match made {
            Ok(exporter) => Ok(Self { exporter, runtime: Some(runtime) }),
            Err(problem) => {
                // As in `drop`: this may be within the application's runtime.
                runtime.shutdown_background();
                Err(failed(collector, problem))
            }
        }
    }

    /// Waits for `export` on the thread that polls: it is the SDK's own, and waits for nothing else.
    fn wait(&self, export: impl Future<Output = OTelSdkResult>) -> OTelSdkResult {
        self.runtime.as_ref().map_or(Ok(()), |runtime| runtime.block_on(export))
    }
}

/// Not waited for: the exporter may be dropped inside the application's runtime, which forbids it.
impl<E> Drop for Within<E> {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

#[cfg(feature = "otlp-metrics")]
impl PushMetricExporter for Within<MetricExporter> {
    async fn export(&self, metrics: &ResourceMetrics) -> OTelSdkResult {
        self.wait(self.exporter.export(metrics))
    }

    fn force_flush(&self) -> OTelSdkResult {
        self.exporter.force_flush()
    }

    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        self.exporter.shutdown_with_timeout(timeout)
    }

    fn temporality(&self) -> Temporality {
        self.exporter.temporality()
    }
}

#[cfg(feature = "otlp-logs")]
impl opentelemetry_sdk::logs::LogExporter for Within<LogExporter> {
    async fn export(&self, batch: LogBatch<'_>) -> OTelSdkResult {
        self.wait(opentelemetry_sdk::logs::LogExporter::export(&self.exporter, batch))
    }

    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        self.exporter.shutdown_with_timeout(timeout)
    }

    fn set_resource(&mut self, resource: &opentelemetry_sdk::Resource) {
        self.exporter.set_resource(resource);
    }
}
