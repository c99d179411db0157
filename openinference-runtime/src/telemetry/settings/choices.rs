//! Settings from the builder, as plain data.

use std::{fmt, path::PathBuf, time::Duration};

use opentelemetry::KeyValue;

use crate::{
    config::{CaptureLevel, Prices, TraceConfig},
    telemetry::{Compression, Protocol},
};

/// Settings in code. `None` and empty mean: not said.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Choices {
    pub(crate) endpoint: Option<String>,
    pub(crate) protocol: Option<Protocol>,
    /// OTLP, on or off, whatever else says.
    pub(crate) otlp: Option<bool>,
    pub(crate) disabled: Option<bool>,
    pub(crate) queue_bytes: Option<usize>,
    pub(crate) compression: Option<Compression>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) api_key: Option<String>,
    pub(crate) project_name: Option<String>,
    pub(crate) service_name: Option<String>,
    pub(crate) resource: Vec<KeyValue>,
    pub(crate) console: Option<bool>,
    /// The tree is wanted where nothing says where else spans go.
    pub(crate) console_without_endpoint: bool,
    /// The tree goes somewhere else than to stderr.
    pub(crate) console_elsewhere: bool,
    pub(crate) file: Option<PathBuf>,
    pub(crate) banner: Option<bool>,
    /// Spans of other instrumentation are left out of every export.
    pub(crate) openinference_only: Option<bool>,
    /// A provider was made by the user, with exporters of its own.
    pub(crate) own_provider: bool,
    pub(crate) quiet: Option<bool>,
    pub(crate) set_global: Option<bool>,
    pub(crate) metrics_endpoint: Option<String>,
    pub(crate) logs_endpoint: Option<String>,
    pub(crate) prometheus: Option<std::net::SocketAddr>,
    pub(crate) panic_hook: Option<bool>,
    pub(crate) capture: Option<CaptureLevel>,
    pub(crate) trace_config: Option<TraceConfig>,
    /// Spans of the GenAI conventions become spans of OpenInference.
    pub(crate) convert_genai: Option<bool>,
    pub(crate) prices: Option<Prices>,
    pub(crate) shutdown_timeout: Option<Duration>,
}

impl Choices {
    /// Whether nothing was said in code.
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether an exporter was asked for in code.
    pub(crate) fn names_exporters(&self) -> bool {
        self.endpoint.is_some()
            || self.otlp == Some(true)
            || self.console == Some(true)
            || self.file.is_some()
    }

    pub(crate) fn is_quiet(&self) -> bool {
        self.quiet.unwrap_or(false)
    }
}

/// Endpoint, headers and key may be credentials.
impl fmt::Debug for Choices {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Choices")
            .field("endpoint", &self.endpoint.is_some())
            .field("protocol", &self.protocol)
            .field("headers", &self.headers.len())
            .field("otlp", &self.otlp)
            .field("disabled", &self.disabled)
            .field("project_name", &self.project_name)
            .field("service_name", &self.service_name)
            .field("console", &self.console)
            .field("console_without_endpoint", &self.console_without_endpoint)
            .field("file", &self.file)
            .field("quiet", &self.quiet)
            .field("set_global", &self.set_global)
            .field("openinference_only", &self.openinference_only)
            .field("capture", &self.capture)
            .finish_non_exhaustive()
    }
}
