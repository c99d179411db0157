//! Metrics that are sent to a collector.

use opentelemetry_sdk::metrics::{MeterProviderBuilder, PeriodicReader};

use super::collector_route;
use super::metric_exporter::MetricExporter;
use crate::config::{MetricMask, TraceConfig};
use crate::telemetry::InitError;
use crate::telemetry::exporters::Signal;
use crate::telemetry::pipeline::route::Route;
use crate::telemetry::settings::{MetricSettings, SignalSettings};

/// Adds what collects and sends them, and says whether that is wanted.
pub(super) fn add_reader(
    builder: MeterProviderBuilder,
    settings: &SignalSettings,
    config: &TraceConfig,
    routes: &mut Vec<Route>,
) -> Result<(MeterProviderBuilder, bool), InitError> {
    let Some(MetricSettings { collector, interval, temporality }) = &settings.metrics else {
        return Ok((builder, false));
    };
    let queue = collector_route::start(collector, Signal::Metrics, "metric points", routes)?;
    let exporter = MetricExporter::new(queue, *temporality, MetricMask::new(config.clone()));
    let reader = PeriodicReader::builder(exporter).with_interval(*interval).build();
    Ok((builder.with_reader(reader), true))
}
