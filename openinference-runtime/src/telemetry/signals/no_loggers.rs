//! Without logs there are no records.

use opentelemetry::KeyValue;

use crate::config::TraceConfig;
use crate::telemetry::InitError;
use crate::telemetry::pipeline::route::Route;
use crate::telemetry::settings::SignalSettings;

/// Nothing.
#[derive(Debug, Default)]
pub(crate) struct Loggers;

impl Loggers {
    pub(super) fn start(
        _: &SignalSettings,
        _: &[KeyValue],
        _: &TraceConfig,
        _: &mut Vec<Route>,
    ) -> Result<Self, InitError> {
        Ok(Self)
    }

    pub(super) fn stop(&self) {}
}
