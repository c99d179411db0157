//! Without metrics nothing is measured.

use std::time::Instant;

use opentelemetry::KeyValue;
use opentelemetry_sdk::trace::SpanProcessor;

use crate::config::TraceConfig;
use crate::telemetry::InitError;
use crate::telemetry::pipeline::route::Route;
use crate::telemetry::settings::SignalSettings;

/// Nothing.
#[derive(Debug, Default)]
pub(crate) struct Meters;

impl Meters {
    pub(super) fn start(
        _: &SignalSettings,
        _: &[KeyValue],
        _: &TraceConfig,
        _: &mut Vec<Route>,
    ) -> Result<Self, InitError> {
        Ok(Self)
    }

    pub(crate) fn is_on(&self) -> bool {
        false
    }

    pub(crate) fn set_global(&self) {}

    pub(crate) fn span_metrics(&self) -> Option<Box<dyn SpanProcessor>> {
        None
    }

    pub(super) fn flush(&self, _: Instant) -> bool {
        true
    }

    pub(super) fn stop(&self, _: Instant) -> bool {
        true
    }
}
