//! Settings in code.

use std::{fmt, io::Write, time::Duration};

use opentelemetry::KeyValue;

use super::installation;
use super::parts::Parts;
use crate::config::{Capture, TraceConfig};
#[cfg(feature = "sdk")]
use crate::telemetry::processors::catch_panics::CatchPanics;
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

    /// Which traces are recorded, instead of `OTEL_TRACES_SAMPLER`.
    #[cfg(feature = "sdk")]
    pub fn sampler(mut self, sampler: impl Into<Box<dyn opentelemetry_sdk::trace::ShouldSample>>) -> Self {
        self.parts.sampler = Some(sampler.into());
        self
    }

    /// A provider of your own instead of one made here. It keeps its sampler, limits, resource and exporters, and those set
    /// here or by variables are not used; capture and masking are. The guard flushes it and shuts it down.
    #[cfg(feature = "sdk")]
    pub fn tracer_provider(mut self, provider: opentelemetry_sdk::trace::SdkTracerProvider) -> Self {
        self.choices.own_provider = true;
        self.parts.provider = Some(provider);
        self
    }

    /// A further processor that sees every span. A panic of its does not reach the application, is counted
    /// ([`Counts::processor_panics`](crate::telemetry::Counts::processor_panics)) and told at the end.
    ///
    /// The SDK's `SimpleSpanProcessor` panics where a span ends within an executor of `futures`; its batch processor does not.
    #[cfg(feature = "sdk")]
    pub fn span_processor(
        mut self,
        processor: impl opentelemetry_sdk::trace::SpanProcessor + 'static,
    ) -> Self {
        let processor = CatchPanics::new(processor, &self.parts.panics);
        self.parts.processors.push(Box::new(processor));
        self
    }

    /// The trace tree, on or off, whatever stderr is.
    pub fn console(mut self, on: bool) -> Self {
        self.choices.console = Some(on);
        self
    }

    /// The trace tree where nothing says where else spans go, terminal or not.
    #[cfg(feature = "clap")]
    pub(crate) fn console_without_endpoint(mut self) -> Self {
        self.choices.console_without_endpoint = true;
        self
    }

    /// Where the trace tree is written, instead of stderr; turns it on. Never coloured.
    pub fn console_writer(mut self, writer: impl Write + Send + 'static) -> Self {
        self.choices.console = Some(true);
        self.choices.console_elsewhere = true;
        self.parts.console_writer = Some(Box::new(writer));
        self
    }

    /// A file that spans are appended to, as lines of OTLP in JSON; beside other exporters. It grows without a bound.
    #[cfg(feature = "file")]
    pub fn file(mut self, path: impl Into<std::path::PathBuf>) -> Self {
        self.choices.file = Some(path.into());
        self
    }

    /// Whether a line on stderr says where spans go; by default where stderr is a terminal. No secret is in it.
    pub fn banner(mut self, on: bool) -> Self {
        self.choices.banner = Some(on);
        self
    }

    /// How much of the content is captured.
    pub fn capture(mut self, capture: Capture) -> Self {
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

    /// What models cost, for `llm.cost.*`, instead of the [built-in](crate::cost::PriceBook::built_in) prices. With
    /// [`PriceBook::empty`](crate::cost::PriceBook::empty), spans say nothing about it.
    #[cfg(feature = "cost")]
    pub fn price_book(mut self, prices: crate::cost::PriceBook) -> Self {
        self.choices.price_book = Some(prices);
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

    /// Whether spans of other instrumentation are left out and the gaps closed, by
    /// [`OpenInferenceOnly`](crate::processors::filter::OpenInferenceOnly) around each exporter; default `false`. Processors that are
    /// added see all spans.
    #[cfg(feature = "sdk")]
    pub fn openinference_only(mut self, only: bool) -> Self {
        self.choices.openinference_only = Some(only);
        self
    }

    /// Where to send metrics by OTLP, as a whole URL (`http://localhost:4318/v1/metrics`; with feature `otlp-grpc`
    /// `http://localhost:4317`). Without it `OTEL_METRICS_EXPORTER` decides; not set, there are none.
    #[cfg(feature = "otlp-metrics")]
    pub fn metrics_endpoint(mut self, url: impl Into<String>) -> Self {
        self.choices.metrics_endpoint = Some(url.into());
        self
    }

    /// Where Prometheus may scrape `/metrics`; port 0 lets the system choose. Without it `OTEL_METRICS_EXPORTER` decides.
    #[cfg(feature = "prometheus")]
    pub fn prometheus(mut self, address: std::net::SocketAddr) -> Self {
        self.choices.prometheus = Some(address);
        self
    }

    /// Where to send logs by OTLP, as a whole URL (`http://localhost:4318/v1/logs`; with feature `otlp-grpc`
    /// `http://localhost:4317`). Without it `OTEL_LOGS_EXPORTER` decides; not set, there are none. The events come from
    /// [`Telemetry::log_layer`], which the program's subscriber needs.
    #[cfg(feature = "otlp-logs")]
    pub fn logs_endpoint(mut self, url: impl Into<String>) -> Self {
        self.choices.logs_endpoint = Some(url.into());
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
