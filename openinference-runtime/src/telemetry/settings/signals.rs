//! Metrics and logs: where they go, if anywhere. OpenTelemetry's default would be a collector; here it is nowhere,
//! because what spans are sent to often takes nothing else (Phoenix does not).
//!
//! A variable is read where its feature is compiled in: elsewhere it speaks of other programs.

use std::fmt;
use std::net::SocketAddr;

use super::{Choices, env::Environment, headers::Headers, parse};
use crate::telemetry::InitError;

/// Where metrics and logs go.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct SignalSettings {
    pub(crate) metrics: Option<Collector>,
    pub(crate) prometheus: Option<Listen>,
    pub(crate) logs: Option<Collector>,
}

/// A collector that takes OTLP over HTTP with protobuf bodies.
#[derive(Clone, PartialEq)]
pub(crate) struct Collector {
    pub(crate) url: String,
    pub(crate) headers: Headers,
}

impl Collector {
    /// As it may be printed.
    #[cfg(any(feature = "otlp-metrics", feature = "otlp-logs"))]
    pub(crate) fn shown(&self) -> String {
        super::url::shown(&self.url)
    }
}

/// The URL may hold credentials.
impl fmt::Debug for Collector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Collector").field("url", &super::url::shown(&self.url)).finish_non_exhaustive()
    }
}

/// Where Prometheus comes to scrape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Listen {
    pub(crate) host: String,
    pub(crate) port: u16,
}

const BASE_ENDPOINT: &str = "OTEL_EXPORTER_OTLP_ENDPOINT";
const BASE_HEADERS: &str = "OTEL_EXPORTER_OTLP_HEADERS";
const DEFAULT: &str = "http://localhost:4318";
const PROMETHEUS_PORT: u16 = 9464;

/// One of the two.
struct Signal {
    exporter: &'static str,
    endpoint: &'static str,
    headers: &'static str,
    path: &'static str,
}

const METRICS: Signal = Signal {
    exporter: "OTEL_METRICS_EXPORTER",
    endpoint: "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT",
    headers: "OTEL_EXPORTER_OTLP_METRICS_HEADERS",
    path: "/v1/metrics",
};

const LOGS: Signal = Signal {
    exporter: "OTEL_LOGS_EXPORTER",
    endpoint: "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT",
    headers: "OTEL_EXPORTER_OTLP_LOGS_HEADERS",
    path: "/v1/logs",
};

impl SignalSettings {
    pub(super) fn resolve(choices: &Choices, environment: &Environment) -> Result<Self, InitError> {
        let mut settings = Self::default();
        let mut words = Vec::new();
        if cfg!(feature = "otlp-metrics") {
            words.push("otlp");
        }
        if cfg!(feature = "prometheus") {
            words.push("prometheus");
        }
        for word in METRICS.wanted(environment, &words)? {
            match word {
                "otlp" => settings.metrics = Some(METRICS.collector(environment)?),
                _ => settings.prometheus = Some(listen(environment)?),
            }
        }
        let words: &[&str] = if cfg!(feature = "otlp-logs") { &["otlp"] } else { &[] };
        if !LOGS.wanted(environment, words)?.is_empty() {
            settings.logs = Some(LOGS.collector(environment)?);
        }
        if let Some(url) = &choices.metrics_endpoint {
            settings.metrics = Some(Collector { url: url.clone(), headers: METRICS.headers(environment)? });
        }
        if let Some(url) = &choices.logs_endpoint {
            settings.logs = Some(Collector { url: url.clone(), headers: LOGS.headers(environment)? });
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
        for word in parse::list(&value) {
            match words.iter().find(|known| **known == word) {
                Some(known) => wanted.push(*known),
                None if word == "none" => {}
                None => {
                    let known: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
                    return Err(parse::refused(
                        self.exporter,
                        &value,
                        format!("{} or `none`", known.join(", ")),
                    ));
                }
            }
        }
        Ok(wanted)
    }

    fn collector(&self, environment: &Environment) -> Result<Collector, InitError> {
        let (setting, url) = match environment.get(self.endpoint) {
            Some(url) => (self.endpoint, url),
            None => {
                let base = environment.get(BASE_ENDPOINT).unwrap_or_else(|| DEFAULT.to_owned());
                (BASE_ENDPOINT, format!("{}{}", base.trim_end_matches('/'), self.path))
            }
        };
        if url.contains(":4317/") || url.ends_with(":4317") {
            return Err(InitError::Endpoint {
                setting: setting.to_owned(),
                value: super::url::shown(&url),
                problem: format!(
                    "4317 is the port of gRPC, and this is sent by HTTP: set {} as well",
                    self.endpoint
                ),
            });
        }
        Ok(Collector { url, headers: self.headers(environment)? })
    }

    fn headers(&self, environment: &Environment) -> Result<Headers, InitError> {
        Headers::of(&[self.headers, BASE_HEADERS], environment)
    }
}

fn listen(environment: &Environment) -> Result<Listen, InitError> {
    const PORT: &str = "OTEL_EXPORTER_PROMETHEUS_PORT";
    let host = environment.get("OTEL_EXPORTER_PROMETHEUS_HOST").unwrap_or_else(|| "localhost".to_owned());
    let port = match environment.get(PORT) {
        Some(port) => port.parse().map_err(|_| parse::refused(PORT, &port, "a port number"))?,
        None => PROMETHEUS_PORT,
    };
    Ok(Listen { host, port })
}
