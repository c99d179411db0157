//! The logger provider of a set-up.

use std::time::Duration;

use opentelemetry::KeyValue;
use opentelemetry_sdk::logs::SdkLoggerProvider;

use super::otlp_logs;
use crate::config::TraceConfig;
use crate::telemetry::InitError;
use crate::telemetry::pipeline::route::Route;
use crate::telemetry::settings::SignalSettings;

/// Nothing where logs go nowhere.
#[derive(Debug, Default)]
pub(crate) struct Loggers(Option<SdkLoggerProvider>);

impl Loggers {
    pub(super) fn start(
        settings: &SignalSettings,
        resource: &[KeyValue],
        config: &TraceConfig,
        routes: &mut Vec<Route>,
    ) -> Result<Self, InitError> {
        otlp_logs::provider(settings, resource, config, routes).map(Self)
    }

    /// None where logs go nowhere.
    pub(crate) fn provider(&self) -> Option<&SdkLoggerProvider> {
        self.0.as_ref()
    }

    /// To be called when the queue has delivered what there was.
    pub(super) fn stop(&self) {
        if let Some(provider) = &self.0 {
            // Its queue has nothing left to wait for.
            let _ = provider.shutdown_with_timeout(Duration::ZERO);
        }
    }
}
