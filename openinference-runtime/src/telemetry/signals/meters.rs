//! The meter provider of a set-up, and how its metrics leave the process.

use std::time::Instant;

use opentelemetry::{KeyValue, global};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::metrics::SdkMeterProvider;
use opentelemetry_sdk::trace::SpanProcessor;

use super::{otlp_metrics, scrape};
use crate::config::TraceConfig;
use crate::processors::metrics::SpanMetrics;
use crate::telemetry::InitError;
use crate::telemetry::lifecycle::running::within;
use crate::telemetry::pipeline::route::Route;
use crate::telemetry::settings::SignalSettings;

/// Nothing where metrics go nowhere.
#[derive(Debug, Default)]
pub(crate) struct Meters {
    provider: Option<SdkMeterProvider>,
    scrape: Option<scrape::Scrape>,
}

impl Meters {
    pub(super) fn start(
        settings: &SignalSettings,
        resource: &[KeyValue],
        config: &TraceConfig,
        routes: &mut Vec<Route>,
    ) -> Result<Self, InitError> {
        let resource = Resource::builder_empty().with_attributes(resource.iter().cloned()).build();
        let builder = SdkMeterProvider::builder().with_resource(resource);
        let (builder, is_sent) = otlp_metrics::add_reader(builder, settings, config, routes)?;
        let (builder, scrape) = scrape::add_reader(builder, settings, config)?;
        let is_on = is_sent || scrape.is_some();
        Ok(Self { provider: is_on.then(|| builder.build()), scrape })
    }

    /// None where metrics go nowhere.
    pub(crate) fn provider(&self) -> Option<&SdkMeterProvider> {
        self.provider.as_ref()
    }

    /// Whether spans are measured.
    pub(crate) fn is_on(&self) -> bool {
        self.provider.is_some()
    }

    /// Metrics of others go along.
    pub(crate) fn set_global(&self) {
        if let Some(provider) = &self.provider {
            global::set_meter_provider(provider.clone());
        }
    }

    /// What measures the spans, where that is wanted.
    pub(crate) fn span_metrics(&self) -> Option<Box<dyn SpanProcessor>> {
        let provider = self.provider.as_ref()?;
        Some(Box::new(SpanMetrics::new(provider)))
    }

    pub(super) fn flush(&self, deadline: Instant) -> bool {
        self.provider.clone().is_none_or(|provider| within(deadline, move |_| provider.force_flush()))
    }

    pub(super) fn stop(&self, deadline: Instant) -> bool {
        let provider = self.provider.clone();
        provider.is_none_or(|provider| within(deadline, move |left| provider.shutdown_with_timeout(left)))
    }

    /// The page for Prometheus.
    pub(crate) fn scrape(&self) -> Option<&scrape::Scrape> {
        self.scrape.as_ref()
    }
}
