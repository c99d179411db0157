//! Metrics and logs beside the spans, from the same set-up and flushed by the same guard.

#[cfg(all(feature = "otlp-grpc", any(feature = "otlp-metrics", feature = "otlp-logs")))]
mod grpc;
#[cfg(feature = "logs")]
pub(crate) mod logs;
#[cfg(any(feature = "otlp-metrics", feature = "otlp-logs"))]
mod otlp;
#[cfg(feature = "prometheus")]
mod scrape;

#[cfg(feature = "logs")]
use std::sync::Arc;
use std::time::Instant;

use opentelemetry::KeyValue;
#[cfg(feature = "logs")]
use opentelemetry_sdk::logs::SdkLoggerProvider;
#[cfg(feature = "metrics")]
use opentelemetry_sdk::metrics::SdkMeterProvider;
use opentelemetry_sdk::trace::SpanProcessor;

#[cfg(feature = "prometheus")]
pub(crate) use self::scrape::Scrape;
use super::InitError;
use super::settings::SignalSettings;
#[cfg(feature = "logs")]
use crate::config::TraceConfig;
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
    /// What log records may say.
    #[cfg(feature = "logs")]
    pub(crate) config: Arc<TraceConfig>,
}

impl Signals {
    #[cfg_attr(
        not(any(feature = "otlp-metrics", feature = "otlp-logs", feature = "prometheus")),
        expect(unused_variables, unused_mut, reason = "no exporter of metrics or logs is compiled in")
    )]
    pub(crate) fn start(settings: &SignalSettings, resource: &[KeyValue]) -> Result<Self, InitError> {
        let mut signals = Self::default();
        #[cfg(any(feature = "otlp-metrics", feature = "prometheus"))]
        {
            let mut builder = SdkMeterProvider::builder().with_resource(sdk_resource(resource));
            let mut any = false;
            #[cfg(feature = "otlp-metrics")]
            if let Some(collector) = &settings.metrics {
                builder = otlp::metrics(builder, collector)?;
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
            let builder = SdkLoggerProvider::builder().with_resource(sdk_resource(resource));
            signals.loggers = Some(otlp::logs(builder, collector)?.build());
        }
        Ok(signals)
    }

    /// The same, with what log records may say.
    #[cfg(feature = "logs")]
    pub(crate) fn masking(mut self, config: &TraceConfig) -> Self {
        self.config = Arc::new(config.clone());
        self
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
    #[cfg_attr(
        not(any(feature = "metrics", feature = "logs")),
        expect(unused_variables, reason = "there is nothing to flush")
    )]
    pub(crate) fn flush(&self, deadline: Instant) -> bool {
        let done = true;
        #[cfg(feature = "metrics")]
        let done = done
            & self.meters.clone().is_none_or(|meters| {
                super::lifecycle::running::within(deadline, move |_| meters.force_flush())
            });
        #[cfg(feature = "logs")]
        let done = done
            & self.loggers.clone().is_none_or(|loggers| {
                super::lifecycle::running::within(deadline, move |_| loggers.force_flush())
            });
        done
    }

    /// Exports what is left and stops. `false` when that was not done by `deadline`.
    #[cfg_attr(
        not(any(feature = "metrics", feature = "logs")),
        expect(unused_variables, reason = "there is nothing to stop")
    )]
    pub(crate) fn stop(&self, deadline: Instant) -> bool {
        let done = true;
        #[cfg(feature = "metrics")]
        let done = done
            & self.meters.clone().is_none_or(|meters| {
                super::lifecycle::running::within(deadline, move |left| meters.shutdown_with_timeout(left))
            });
        #[cfg(feature = "logs")]
        let done = done
            & self.loggers.clone().is_none_or(|loggers| {
                super::lifecycle::running::within(deadline, move |left| loggers.shutdown_with_timeout(left))
            });
        done
    }
}

#[cfg(any(feature = "otlp-metrics", feature = "otlp-logs", feature = "prometheus"))]
fn sdk_resource(resource: &[KeyValue]) -> opentelemetry_sdk::Resource {
    opentelemetry_sdk::Resource::builder_empty().with_attributes(resource.iter().cloned()).build()
}
