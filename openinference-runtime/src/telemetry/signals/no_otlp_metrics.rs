//! Where no collector of metrics is compiled in, nothing is sent.

use opentelemetry_sdk::metrics::MeterProviderBuilder;

use crate::config::TraceConfig;
use crate::telemetry::InitError;
use crate::telemetry::pipeline::route::Route;
use crate::telemetry::settings::SignalSettings;

pub(super) fn add_reader(
    builder: MeterProviderBuilder,
    _: &SignalSettings,
    _: &TraceConfig,
    _: &mut Vec<Route>,
) -> Result<(MeterProviderBuilder, bool), InitError> {
    Ok((builder, false))
}
