//! What is given in code and is no plain data.

use std::io::Write;

/// Things that cannot be compared: two set-ups with any of them are never the same.
#[derive(Default)]
pub(crate) struct Parts {
    /// Made by the user; nothing is added to it.
    #[cfg(feature = "sdk")]
    pub(crate) provider: Option<opentelemetry_sdk::trace::SdkTracerProvider>,
    #[cfg(feature = "sdk")]
    pub(crate) sampler: Option<Box<dyn opentelemetry_sdk::trace::ShouldSample>>,
    #[cfg(feature = "sdk")]
    pub(crate) processors: Vec<Box<dyn opentelemetry_sdk::trace::SpanProcessor>>,
    /// Of the processors.
    #[cfg(feature = "sdk")]
    pub(crate) panics: crate::telemetry::processors::catch_panics::ProcessorPanics,
    pub(crate) console_writer: Option<Box<dyn Write + Send>>,
}

impl Parts {
    pub(crate) fn is_empty(&self) -> bool {
        #[cfg(feature = "sdk")]
        if self.provider.is_some() || self.sampler.is_some() || !self.processors.is_empty() {
            return false;
        }
        self.console_writer.is_none()
    }
}
