//! Settings in code.

use std::{fmt, io::Write, time::Duration};

use opentelemetry::KeyValue;

#[cfg(feature = "clap")]
mod command_line;
#[cfg(feature = "file")]
mod file;
#[cfg(feature = "otlp-logs")]
mod logs;
#[cfg(feature = "otlp-metrics")]
mod metrics;
#[cfg(feature = "cost")]
mod prices;
#[cfg(feature = "prometheus")]
mod prometheus;
#[cfg(feature = "sdk")]
mod sdk;

use super::installation;
use super::parts::Parts;
use crate::config::{CaptureLevel, TraceConfig};
use crate::telemetry::settings::{Choices, Environment, Terminal};
use crate::telemetry::{Compression, InitError, Protocol, Telemetry};

/// Settings in code. What is not set comes from the environment, then from the defaults.
#[derive(Default)]
#[must_use = "a builder does nothing until `init()` is called"]
pub struct Builder {
    choices: Choices,
    parts: Parts,
    environment: Environment,
    pub(crate) terminal: Option<Terminal>,
}

impl Telemetry {
    /// Settings in code; they win over the environment.
    pub fn builder() -> Builder {
        Builder::new()
    }
}

impl Builder {
    /// A builder that sets nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Where to send spans, as a URL. With a path it is used as it is, without one `/v1/traces` is added.
    pub fn endpoint(mut self, url: impl Into<String>) -> Self {
        self.choices.endpoint = Some(url.into());
        self
    }

    /// OTLP, on or off, whatever the variables say. Without an endpoint it goes to a Phoenix on this machine.
    pub fn otlp(mut self, on: bool) -> Self {
        self.choices.otlp = Some(on);
        self
    }

    /// Nothing is recorded, as with `OTEL_SDK_DISABLED=true`; `false` overrules the variable.
    pub fn disabled(mut self, disabled: bool) -> Self {
        self.choices.disabled = Some(disabled);
        self
    }

    /// The transport, instead of the one the endpoint suggests.
    pub fn protocol(mut self, protocol: Protocol) -> Self {
        self.choices.protocol = Some(protocol);
        self
    }

    /// How requests of all signals are compressed, instead of what `OTEL_EXPORTER_OTLP_COMPRESSION` and its forms for single
    /// signals say; default not at all.
    pub fn compression(mut self, compression: Compression) -> Self {
        self.choices.compression = Some(compression);
        self
    }

    /// Headers (gRPC: metadata) sent with every request.
    pub fn headers<K: Into<String>, V: Into<String>>(
        mut self,
        headers: impl IntoIterator<Item = (K, V)>,
    ) -> Self {
        self.choices.headers.extend(headers.into_iter().map(|(name, value)| (name.into(), value.into())));
        self
    }

    /// Sent as `authorization: Bearer <key>`.
    pub fn api_key(mut self, key: impl Into<String>) -> Self {
        self.choices.api_key = Some(key.into());
        self
    }

    /// The Phoenix project: resource attribute `openinference.project.name`.
    pub fn project_name(mut self, name: impl Into<String>) -> Self {
        self.choices.project_name = Some(name.into());
        self
    }

    /// Resource attribute `service.name`.
    pub fn service_name(mut self, name: impl Into<String>) -> Self {
        self.choices.service_name = Some(name.into());
        self
    }

    /// Further resource attributes.
    pub fn resource_attributes(mut self, attributes: impl IntoIterator<Item = KeyValue>) -> Self {
        self.choices.resource.extend(attributes);
        self
    }

    /// The trace tree, on or off, whatever stderr is.
    pub fn console(mut self, on: bool) -> Self {
        self.choices.console = Some(on);
        self
    }

    /// Where the trace tree is written, instead of stderr; turns it on. Never coloured.
    pub fn console_writer(mut self, writer: impl Write + Send + 'static) -> Self {
        self.choices.console = Some(true);
        self.choices.console_elsewhere = true;
        self.parts.console_writer = Some(Box::new(writer));
        self
    }

    /// Whether a line on stderr says where spans go; by default where stderr is a terminal. No secret is in it.
    pub fn banner(mut self, on: bool) -> Self {
        self.choices.banner = Some(on);
        self
    }

    /// How much of the content is captured.
    pub fn capture(mut self, capture: CaptureLevel) -> Self {
        self.choices.capture = Some(capture);
        self
    }

    /// What is hidden, cut and redacted, instead of what the `OPENINFERENCE_*` variables say.
    pub fn trace_config(mut self, config: TraceConfig) -> Self {
        self.choices.trace_config = Some(config);
        self
    }

    /// Whether spans that other instrumentation makes by OpenTelemetry's GenAI conventions are exported as spans of
    /// OpenInference, masked like our own; on by default. See [`genai`](crate::genai).
    pub fn convert_genai(mut self, on: bool) -> Self {
        self.choices.convert_genai = Some(on);
        self
    }

    /// Nothing is ever written to stderr, neither the tree nor a message: for programs that own the terminal.
    pub fn quiet(mut self, quiet: bool) -> Self {
        self.choices.quiet = Some(quiet);
        self
    }

    /// Whether OpenTelemetry's global tracer provider and propagator are set too; default `true`.
    pub fn set_global(mut self, set: bool) -> Self {
        self.choices.set_global = Some(set);
        self
    }

    /// Whether a hook is put before the program's panic hook that notes where panics happen, so that their spans can say it;
    /// on by default.
    pub fn panic_hook(mut self, on: bool) -> Self {
        self.choices.panic_hook = Some(on);
        self
    }

    /// Bytes of encoded spans that may wait for each exporter; default 64 MiB. What does not fit is dropped and counted.
    /// `OTEL_BSP_MAX_QUEUE_SIZE` bounds their number.
    pub fn max_queue_bytes(mut self, bytes: usize) -> Self {
        self.choices.queue_bytes = Some(bytes);
        self
    }

    /// How long the guard may take to deliver what is left when it is dropped; default 5 seconds.
    pub fn shutdown_timeout(mut self, timeout: Duration) -> Self {
        self.choices.shutdown_timeout = Some(timeout);
        self
    }

    /// Reads these variables instead of the process's environment, which threads cannot change safely.
    ///
    /// The `OPENINFERENCE_*` variables are those of [`TraceConfig::from_env`] and stay the process's.
    pub fn environment<K: Into<String>, V: Into<String>>(
        mut self,
        variables: impl IntoIterator<Item = (K, V)>,
    ) -> Self {
        self.environment = Environment::given(variables);
        self
    }

    /// Sets telemetry up.
    ///
    /// # Errors
    ///
    /// When a setting is not accepted or what it asks for is not compiled in; see [`InitError`].
    pub fn init(self) -> Result<Telemetry, InitError> {
        let terminal = self.terminal.unwrap_or_else(Terminal::detect);
        installation::obtain(self.choices, self.parts, &self.environment, terminal).map(Telemetry::new)
    }
}

/// What was set; secrets by name only.
impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder").field("choices", &self.choices).finish_non_exhaustive()
    }
}
