//! Log records of one's own, and of events of `tracing`.

use opentelemetry_sdk::logs::SdkLoggerProvider;
use tracing_core::Subscriber;
use tracing_subscriber::registry::LookupSpan;

use super::Telemetry;
use crate::telemetry::signals::logs::LogLayer;

impl Telemetry {
    /// The logger provider of this set-up; None where logs go nowhere. What is given to it is masked like the events of
    /// [`log_layer`](Self::log_layer).
    pub fn logger_provider(&self) -> Option<&SdkLoggerProvider> {
        self.active.started.signals.loggers.provider()
    }

    /// A layer for the program's `tracing` subscriber that makes log records of its events, with the ids of the span in
    /// progress. It lets nothing through where logs go nowhere.
    ///
    /// The records are masked by the [`TraceConfig`](crate::config::TraceConfig) of the spans: redactors see messages and
    /// fields, fields named like a secret are redacted, a field that is named like a hidden attribute is hidden, and with
    /// a [`CaptureLevel`](crate::config::CaptureLevel) below `All` the records of a span keep no text. What a message says nobody
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
    pub fn log_layer<S: Subscriber + for<'a> LookupSpan<'a>>(&self) -> LogLayer<S> {
        LogLayer::new(self.logger_provider())
    }
}
