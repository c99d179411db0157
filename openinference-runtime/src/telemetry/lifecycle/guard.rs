//! The guard that keeps telemetry running and flushes it.

use std::{sync::Arc, time::Duration};

#[cfg(feature = "prometheus")]
use std::net::SocketAddr;

#[cfg(feature = "metrics")]
use opentelemetry::metrics::{Meter, MeterProvider as _, noop::NoopMeterProvider};
#[cfg(feature = "sdk")]
use opentelemetry::{
    global::BoxedTracer,
    trace::{TracerProvider as _, noop::NoopTracer},
};
#[cfg(feature = "logs")]
use opentelemetry_sdk::logs::SdkLoggerProvider;
#[cfg(feature = "metrics")]
use opentelemetry_sdk::metrics::SdkMeterProvider;
#[cfg(feature = "logs")]
use tracing_core::Subscriber;
#[cfg(feature = "logs")]
use tracing_subscriber::registry::LookupSpan;

use super::installation::Installation;
use crate::telemetry::Counts;
#[cfg(feature = "prometheus")]
use crate::telemetry::signals::Scrape;
#[cfg(feature = "logs")]
use crate::telemetry::signals::logs::LogLayer;

/// Keeps telemetry running; flushes and shuts it down when dropped, within a bound, inside any runtime or none.
///
/// ```no_run
/// # fn main() -> Result<(), openinference_runtime::InitError> {
/// let _telemetry = openinference_runtime::init()?;
/// # Ok(())
/// # }
/// ```
///
/// `let _ = openinference_runtime::init()?;` drops it at once, and nothing is exported; so does a statement of its own.
#[derive(Debug)]
#[must_use = "spans are exported only while the guard lives: write `let _telemetry = openinference_runtime::init()?;`"]
pub struct Telemetry {
    active: Arc<Installation>,
}

impl Telemetry {
    pub(crate) fn new(active: Arc<Installation>) -> Self {
        Self { active }
    }

    /// Exports what has ended so far. `false` when that was not done within `timeout`.
    pub fn flush(&self, timeout: Duration) -> bool {
        self.active.flush(timeout)
    }

    /// Flushes and stops the pipeline. `false` when that was not done within `timeout`.
    ///
    /// While another guard of the same set-up lives, it only flushes.
    pub fn shutdown(self, timeout: Duration) -> bool {
        match Arc::try_unwrap(self.active) {
            Ok(mut active) => active.stop(timeout),
            Err(shared) => shared.flush(timeout),
        }
    }

    /// Spans made, delivered and dropped so far.
    pub fn counts(&self) -> Counts {
        self.active.counts()
    }

    /// A tracer of this set-up, for spans of one's own through OpenTelemetry's API; it does nothing where spans go nowhere.
    #[cfg(feature = "sdk")]
    pub fn tracer(&self, name: &'static str) -> BoxedTracer {
        match self.active.provider() {
            Some(provider) => BoxedTracer::new(Box::new(provider.tracer(name))),
            None => BoxedTracer::new(Box::new(NoopTracer::new())),
        }
    }

    /// A meter of this set-up, for metrics of one's own; it does nothing where metrics go nowhere.
    #[cfg(feature = "metrics")]
    pub fn meter(&self, name: &'static str) -> Meter {
        match &self.active.signals().meters {
            Some(meters) => meters.meter(name),
            None => NoopMeterProvider::new().meter(name),
        }
    }

    /// The meter provider of this set-up, such as for `metrics::observe_process`; None where metrics go nowhere.
    #[cfg(feature = "metrics")]
    pub fn meter_provider(&self) -> Option<&SdkMeterProvider> {
        self.active.signals().meters.as_ref()
    }

    /// The logger provider of this set-up; None where logs go nowhere. What is given to it is masked like the events of
    /// [`log_layer`](Self::log_layer).
    #[cfg(feature = "logs")]
    pub fn logger_provider(&self) -> Option<&SdkLoggerProvider> {
        self.active.signals().loggers.as_ref()
    }

    /// A layer for the program's `tracing` subscriber that makes log records of its events, with the ids of the span in
    /// progress. It lets nothing through where logs go nowhere.
    ///
    /// The records are masked by the [`TraceConfig`](crate::config::TraceConfig) of the spans: redactors see messages and
    /// fields, fields named like a secret are redacted, a field that is named like a hidden attribute is hidden, and with
    /// a [`Capture`](crate::config::Capture) below `All` the records of a span keep no text. What a message says nobody
    /// knows: the switches that hide inputs and outputs leave it alone.
    ///
    /// ```
    /// use tracing_subscriber::layer::SubscriberExt as _;
    ///
    /// # fn main() -> Result<(), openinference_runtime::InitError> {
    /// let telemetry = openinference_runtime::init()?;
    /// let subscriber = tracing_subscriber::registry().with(telemetry.log_layer());
    /// # drop(subscriber);
    /// # Ok(())
    /// # }
    /// ```
    #[cfg(feature = "logs")]
    pub fn log_layer<S: Subscriber + for<'a> LookupSpan<'a>>(&self) -> LogLayer<S> {
        LogLayer::new(self.active.signals().loggers.as_ref())
    }

    /// Where Prometheus may scrape `/metrics`; None where that is not wanted.
    #[cfg(feature = "prometheus")]
    pub fn prometheus_address(&self) -> Option<SocketAddr> {
        self.active.signals().scrape.as_ref().map(Scrape::address)
    }

    /// What Prometheus would scrape, for a page of one's own; None where that is not wanted.
    #[cfg(feature = "prometheus")]
    pub fn prometheus_text(&self) -> Option<String> {
        self.active.signals().scrape.as_ref().map(Scrape::text)
    }
}
