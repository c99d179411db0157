//! Where no page for Prometheus is compiled in, there is none.

use opentelemetry_sdk::metrics::MeterProviderBuilder;

use crate::config::TraceConfig;
use crate::telemetry::InitError;
use crate::telemetry::settings::SignalSettings;

/// Never made.
#[derive(Debug)]
pub(crate) enum Scrape {}

pub(super) fn add_reader(
    builder: MeterProviderBuilder,
    _: &SignalSettings,
    _: &TraceConfig,
) -> Result<(MeterProviderBuilder, Option<Scrape>), InitError> {
    Ok((builder, None))
}
