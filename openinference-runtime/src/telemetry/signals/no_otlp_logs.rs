//! Where no collector of logs is compiled in, nothing is sent.

use opentelemetry::KeyValue;
use opentelemetry_sdk::logs::SdkLoggerProvider;

use crate::config::TraceConfig;
use crate::telemetry::InitError;
use crate::telemetry::pipeline::route::Route;
use crate::telemetry::settings::SignalSettings;

pub(super) fn provider(
    _: &SignalSettings,
    _: &[KeyValue],
    _: &TraceConfig,
    _: &mut Vec<Route>,
) -> Result<Option<SdkLoggerProvider>, InitError> {
    Ok(None)
}
