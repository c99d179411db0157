//! Metrics and logs: where they go, if anywhere. OpenTelemetry's default would be a collector; here it is nowhere,
//! because what spans are sent to often takes nothing else (Phoenix does not).
//!
//! A variable is read where its feature is compiled in: elsewhere it speaks of other programs.

use std::net::SocketAddr;

use super::{
    Choices, Endpoint,
    batch::{self, BatchLimits},
    certificates::{self, Certificates},
    collector::Collector,
    compiled_in,
    compression::Compression,
    compression_variables,
    endpoint::{base_path, with_scheme},
    env::Environment,
    exporters::missing,
    headers::Headers,
    metrics::MetricSettings,
    parse,
    url::Url,
};
use crate::telemetry::{InitError, Protocol};

/// Where metrics and logs go.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct SignalSettings {
    pub(crate) metrics: Option<MetricSettings>,
    pub(crate) prometheus: Option<Listen>,
    pub(crate) logs: Option<Collector>,
}

/// Where Prometheus comes to scrape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Listen {
    pub(crate) host: String,
    pub(crate) port: u16,
}

const BASE_ENDPOINT: &str = "OTEL_EXPORTER_OTLP_ENDPOINT";
const BASE_HEADERS: &str = "OTEL_EXPORTER_OTLP_HEADERS";
const BASE_PROTOCOL: &str = "OTEL_EXPORTER_OTLP_PROTOCOL";
const GRPC_PORT: u16 = 4317;
const DEFAULT: &str = "http://localhost:4318";
const DEFAULT_GRPC: &str = "http://localhost:4317";
const PROMETHEUS_PORT: u16 = 9464;

/// One of the two.
struct Signal {
    exporter: &'static str,
    endpoint: &'static str,
    protocol: &'static str,
    headers: &'static str,
    certificates: certificates::CertificateVariables,
    compression: compression_variables::CompressionVariables,
    insecure: [&'static str; 2],
    path: &'static str,
}

const METRICS: Signal = Signal {
    exporter: "OTEL_METRICS_EXPORTER",
    endpoint: "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT",
    protocol: "OTEL_EXPORTER_OTLP_METRICS_PROTOCOL",
    headers: "OTEL_EXPORTER_OTLP_METRICS_HEADERS",
    certificates: certificates::METRICS,
    compression: ["OTEL_EXPORTER_OTLP_METRICS_COMPRESSION", "OTEL_EXPORTER_OTLP_COMPRESSION"],
    insecure: ["OTEL_EXPORTER_OTLP_METRICS_INSECURE", "OTEL_EXPORTER_OTLP_INSECURE"],
    path: "/v1/metrics",
};

const LOGS: Signal = Signal {
    exporter: "OTEL_LOGS_EXPORTER",
    endpoint: "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT",
    protocol: "OTEL_EXPORTER_OTLP_LOGS_PROTOCOL",
    headers: "OTEL_EXPORTER_OTLP_LOGS_HEADERS",
    certificates: certificates::LOGS,
    compression: ["OTEL_EXPORTER_OTLP_LOGS_COMPRESSION", "OTEL_EXPORTER_OTLP_COMPRESSION"],
    insecure: ["OTEL_EXPORTER_OTLP_LOGS_INSECURE", "OTEL_EXPORTER_OTLP_INSECURE"],
    path: "/v1/logs",
};

impl SignalSettings {
    pub(super) fn resolve(choices: &Choices, environment: &Environment) -> Result<Self, InitError> {
        let mut settings = Self::default();
        let mut words = Vec::new();
        if compiled_in::OTLP_METRICS {
            words.push("otlp");
        }
        if compiled_in::PROMETHEUS {
            words.push("prometheus");
        }
        let mut metrics = None;
        for word in METRICS.wanted(environment, &words)? {
            match word {
                "otlp" => metrics = Some(METRICS.reach(choices, environment)?),
                _ => settings.prometheus = Some(listen(environment)?),
            }
        }
        if let Some(url) = &choices.metrics_endpoint {
            metrics = Some(METRICS.reach_at("Builder::metrics_endpoint", url, "", choices, environment)?);
        }
        if let Some((endpoint, headers)) = metrics {
            let limits = BatchLimits::of_metrics(choices, environment)?;
            let collector = Collector { endpoint, headers, limits };
            settings.metrics = Some(MetricSettings::resolve(collector, environment)?);
        }
        let words: &[&str] = if compiled_in::OTLP_LOGS { &["otlp"] } else { &[] };
        let mut logs = None;
        if !LOGS.wanted(environment, words)?.is_empty() {
            logs = Some(LOGS.reach(choices, environment)?);
        }
        if let Some(url) = &choices.logs_endpoint {
            logs = Some(LOGS.reach_at("Builder::logs_endpoint", url, "", choices, environment)?);
        }
        if let Some((endpoint, headers)) = logs {
            let limits = BatchLimits::resolve(&batch::LOGS, choices, environment)?;
            settings.logs = Some(Collector { endpoint, headers, limits });
        }
        if let Some(address) = choices.prometheus {
            settings.prometheus = Some(Listen::at(address));
        }
        Ok(settings)
    }
}

impl Listen {
    fn at(address: SocketAddr) -> Self {
        Self { host: address.ip().to_string(), port: address.port() }
    }
}

impl Signal {
    /// Which of the words that can be met are asked for.
    fn wanted<'w>(&self, environment: &Environment, words: &[&'w str]) -> Result<Vec<&'w str>, InitError> {
        let Some(value) = environment.get(self.exporter).filter(|_| !words.is_empty()) else {
            return Ok(Vec::new());
        };
        let mut wanted = Vec::new();
        for (index, word) in parse::list(&value) {
            match words.iter().find(|known| **known == word) {
                Some(known) => wanted.push(*known),
                None if word == "none" => {}
                None => {
                    let known: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
                    return Err(parse::refused_entry(
                        self.exporter,
                        index,
                        format!("{} or `none`", known.join(", ")),
                    ));
                }
            }
        }
        Ok(wanted)
    }

    /// The collector that the variables name.
    fn reach(&self, choices: &Choices, environment: &Environment) -> Result<(Endpoint, Headers), InitError> {
        if let Some(url) = environment.get(self.endpoint) {
            return self.reach_at(self.endpoint, &url, "", choices, environment);
        }
        let base = match environment.get(BASE_ENDPOINT) {
            Some(base) => base,
            None if matches!(self.protocol(environment)?, Some((Protocol::Grpc, _))) => {
                DEFAULT_GRPC.to_owned()
            }
            None => DEFAULT.to_owned(),
        };
        self.reach_at(BASE_ENDPOINT, &base, self.path, choices, environment)
    }

    /// The collector at the URL that `setting` gives; `path` is added for HTTP, and no path is left for gRPC.
    fn reach_at(
        &self,
        setting: &str,
        url: &str,
        path: &str,
        choices: &Choices,
        environment: &Environment,
    ) -> Result<(Endpoint, Headers), InitError> {
        let insecure = parse::first_boolean(environment, &self.insecure)?.unwrap_or(false);
        let full = match self.protocol(environment)? {
            Some((Protocol::Grpc, _)) => with_scheme(url.trim().to_owned(), insecure),
            _ => url.trim().to_owned(),
        };
        let mut url = Url::parse(&full).map_err(|problem| InitError::Endpoint {
            setting: setting.to_owned(),
            problem: problem.to_owned(),
        })?;
        let is_bare = url.path.trim_matches('/').is_empty();
        let (protocol, decided_by) = match self.protocol(environment)? {
            Some((protocol, variable)) => (protocol, variable),
            // As for spans: nothing says OTLP over HTTP on the port of gRPC.
            None if is_bare && url.port == Some(GRPC_PORT) => (Protocol::Grpc, setting),
            None => (Protocol::HttpProtobuf, setting),
        };
        match protocol {
            // A path of one's own is used as it is.
            Protocol::HttpProtobuf if path.is_empty() => {}
            Protocol::HttpProtobuf => url.path = format!("{}{path}", base_path(&url.path)),
            Protocol::Grpc => {
                url.path.clear();
                url.query.clear();
            }
        }
        let mut endpoint = Endpoint::new(&url, protocol, setting, decided_by.to_owned());
        endpoint.compression = Compression::resolve(choices.compression, &self.compression, environment)?;
        if protocol == Protocol::Grpc && !compiled_in::OTLP_GRPC {
            let http = "; OTLP over HTTP is port 4318".to_owned();
            return Err(missing(decided_by, "OTLP over gRPC", "otlp-grpc", http));
        }
        if endpoint.https {
            if !compiled_in::TLS {
                return Err(missing(setting, "`https`", "tls", String::new()));
            }
            endpoint.certificates = Certificates::resolve(&self.certificates, environment)?;
        }
        Ok((endpoint, Headers::of(&[self.headers, BASE_HEADERS], environment)?))
    }

    /// What the variables say, and which of them.
    fn protocol(&self, environment: &Environment) -> Result<Option<(Protocol, &'static str)>, InitError> {
        let Some((name, value)) = environment.first(&[self.protocol, BASE_PROTOCOL]) else { return Ok(None) };
        match value.to_ascii_lowercase().as_str() {
            "grpc" => Ok(Some((Protocol::Grpc, name))),
            "http/protobuf" => Ok(Some((Protocol::HttpProtobuf, name))),
            _ => Err(parse::refused(name, "`http/protobuf` or `grpc`")),
        }
    }
}

fn listen(environment: &Environment) -> Result<Listen, InitError> {
    const PORT: &str = "OTEL_EXPORTER_PROMETHEUS_PORT";
    let host = environment.get("OTEL_EXPORTER_PROMETHEUS_HOST").unwrap_or_else(|| "localhost".to_owned());
    let port = match environment.get(PORT) {
        Some(port) => port.parse().map_err(|_| parse::refused(PORT, "a port number"))?,
        None => PROMETHEUS_PORT,
    };
    Ok(Listen { host, port })
}
