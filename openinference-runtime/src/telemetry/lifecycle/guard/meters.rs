//! Metrics of one's own.

use opentelemetry::metrics::noop::NoopMeterProvider;
use opentelemetry::metrics::{Meter, MeterProvider as _};
use opentelemetry_sdk::metrics::SdkMeterProvider;

use super::Telemetry;

impl Telemetry {
    /// A meter of this set-up, for metrics of one's own; it does nothing where metrics go nowhere.
    pub fn meter(&self, name: &'static str) -> Meter {
        match self.meter_provider() {
            Some(meters) => meters.meter(name),
            None => NoopMeterProvider::new().meter(name),
        }
    }

    /// The meter provider of this set-up, such as for `metrics::observe_process`; None where metrics go nowhere.
    pub fn meter_provider(&self) -> Option<&SdkMeterProvider> {
        self.active.started.signals.meters.provider()
    }
}
