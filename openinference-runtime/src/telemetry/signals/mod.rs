//! Metrics and logs beside the spans, from the same set-up and flushed by the same guard.

#[cfg(feature = "logs")]
pub(crate) mod logs;
#[cfg(feature = "otlp-metrics")]
mod metrics;
#[cfg(feature = "prometheus")]
mod scrape;

#[cfg(any(feature = "otlp-metrics", feature = "otlp-logs"))]
use std::sync::Arc;
#[cfg(feature = "logs")]
use std::time::Duration;
use std::time::Instant;

use opentelemetry::KeyValue;
#[cfg(feature = "logs")]
use opentelemetry_sdk::logs::SdkLoggerProvider;
#[cfg(feature = "otlp-metrics")]
use opentelemetry_sdk::metrics::PeriodicReader;
#[cfg(feature = "metrics")]
use opentelemetry_sdk::metrics::SdkMeterProvider;
use opentelemetry_sdk::trace::SpanProcessor;

#[cfg(feature = "otlp-logs")]
use self::logs::LogExportProcessor;
#[cfg(feature = "otlp-metrics")]
use self::metrics::MetricExporter;
#[cfg(feature = "prometheus")]
pub(crate) use self::scrape::Scrape;
use super::InitError;
#[cfg(any(feature = "otlp-metrics", feature = "otlp-logs"))]
use super::exporters::{Signal, start};
#[cfg(feature = "metrics")]
use super::lifecycle::running::within;
#[cfg(any(feature = "otlp-metrics", feature = "otlp-logs"))]
use super::pipeline::ExportQueue;
use super::pipeline::counts::ItemCounts;
use super::pipeline::route::Route;
#[cfg(any(feature = "otlp-metrics", feature = "otlp-logs"))]
use super::settings::Collector;
#[cfg(feature = "otlp-metrics")]
use super::settings::MetricSettings;
use super::settings::SignalSettings;
use crate::config::TraceConfig;
use crate::diagnostics::notices::Notices;
#[cfg(feature = "metrics")]
use crate::processors::metrics::SpanMetrics;

/// What runs; nothing where nothing is wanted.
#[derive(Debug, Default)]
pub(crate) struct Signals {
    #[cfg(feature = "metrics")]
    pub(crate) meters: Option<SdkMeterProvider>,
    #[cfg(feature = "prometheus")]
    pub(crate) scrape: Option<Scrape>,
    #[cfg(feature = "logs")]
    pub(crate) loggers: Option<SdkLoggerProvider>,
    /// By which metrics and log records leave the process.
    pub(crate) routes: Vec<Route>,
}

impl Signals {
    /// Starts what is asked for; log records say what `config` lets them.
    #[cfg_attr(
        not(any(feature = "otlp-metrics", feature = "otlp-logs", feature = "prometheus")),
        expect(unused_mut, reason = "no exporter of metrics or logs is compiled in")
    )]
    #[cfg_attr(
        not(feature = "otlp-logs"),
        expect(unused_variables, reason = "no exporter of logs is compiled in")
    )]
    pub(crate) fn start(
        settings: &SignalSettings,
        resource: &[KeyValue],
        config: &TraceConfig,
    ) -> Result<Self, InitError> {
        let mut signals = Self::default();
        #[cfg(any(feature = "otlp-metrics", feature = "prometheus"))]
        {
            let mut builder = SdkMeterProvider::builder().with_resource(sdk_resource(resource));
            let mut any = false;
            #[cfg(feature = "otlp-metrics")]
            if let Some(MetricSettings { collector, interval, temporality }) = &settings.metrics {
                let queue = signals.route(collector, Signal::Metrics, "metric points")?;
                let exporter = MetricExporter::new(queue, *temporality);
                let reader = PeriodicReader::builder(exporter).with_interval(*interval);
                builder = builder.with_reader(reader.build());
                any = true;
            }
            #[cfg(feature = "prometheus")]
            if let Some(listen) = &settings.prometheus {
                let (reader, scrape) = Scrape::start(listen)?;
                builder = builder.with_reader(reader);
                signals.scrape = Some(scrape);
                any = true;
            }
            signals.meters = any.then(|| builder.build());
        }
        #[cfg(feature = "otlp-logs")]
        if let Some(collector) = &settings.logs {
            let queue = signals.route(collector, Signal::Logs, "log records")?;
            let processor = LogExportProcessor { queue, config: Arc::new(config.clone()) };
            let builder = SdkLoggerProvider::builder().with_resource(sdk_resource(resource));
            signals.loggers = Some(builder.with_log_processor(processor).build());
        }
        Ok(signals)
    }

    #[cfg(any(feature = "otlp-metrics", feature = "otlp-logs"))]
    fn route(
        &mut self,
        collector: &Collector,
        signal: Signal,
        items: &'static str,
    ) -> Result<Arc<ExportQueue>, InitError> {
        let queue = start::otlp(&collector.endpoint, &collector.headers, &collector.limits, signal)?;
        let target = collector.endpoint.origin.clone();
        self.routes.push(Route { queue: Arc::clone(&queue), target, items });
        Ok(queue)
    }

    /// Whether spans are measured.
    pub(crate) fn measure(&self) -> bool {
        #[cfg(feature = "metrics")]
        return self.meters.is_some();
        #[cfg(not(feature = "metrics"))]
        false
    }

    /// What measures the spans, where that is wanted.
    pub(crate) fn span_metrics(&self) -> Option<Box<dyn SpanProcessor>> {
        #[cfg(feature = "metrics")]
        return self
            .meters
            .as_ref()
            .map(|meters| -> Box<dyn SpanProcessor> { Box::new(SpanMetrics::new(meters)) });
        #[cfg(not(feature = "metrics"))]
        None
    }

    /// Exports what there is. `false` when that was not done by `deadline`.
    pub(crate) fn flush(&self, deadline: Instant) -> bool {
        #[cfg(feature = "metrics")]
        let collected =
            self.meters.clone().is_none_or(|meters| within(deadline, move |_| meters.force_flush()));
        #[cfg(not(feature = "metrics"))]
        let collected = true;
        self.routes.iter().map(|route| route.flush(deadline)).fold(collected, bool::min)
    }

    /// Exports what is left and stops. `false` when that was not done by `deadline`.
    pub(crate) fn stop(&self, deadline: Instant) -> bool {
        #[cfg(feature = "metrics")]
        let collected = self
            .meters
            .clone()
            .is_none_or(|meters| within(deadline, move |left| meters.shutdown_with_timeout(left)));
        #[cfg(not(feature = "metrics"))]
        let collected = true;
        let delivered = self.routes.iter().map(|route| route.stop(deadline)).fold(collected, bool::min);
        #[cfg(feature = "logs")]
        if let Some(loggers) = &self.loggers {
            // Its queue has nothing left to wait for.
            let _ = loggers.shutdown_with_timeout(Duration::ZERO);
        }
        delivered
    }

    /// What became of the items of a signal.
    pub(crate) fn counts(&self, items: &str) -> ItemCounts {
        let routes = self.routes.iter().filter(|route| route.items == items);
        routes.map(|route| route.queue.counts()).fold(ItemCounts::default(), ItemCounts::and)
    }

    /// Whether anything was made.
    pub(crate) fn is_used(&self) -> bool {
        self.routes.iter().any(|route| route.queue.counts().made > 0)
    }

    /// What a person should know when it is over.
    pub(crate) fn report(&self, notices: Notices) {
        self.routes.iter().for_each(|route| route.report(notices));
    }
}

#[cfg(any(feature = "otlp-metrics", feature = "otlp-logs", feature = "prometheus"))]
fn sdk_resource(resource: &[KeyValue]) -> opentelemetry_sdk::Resource {
    opentelemetry_sdk::Resource::builder_empty().with_attributes(resource.iter().cloned()).build()
}
