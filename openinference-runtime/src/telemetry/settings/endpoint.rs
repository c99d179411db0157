//! Where spans go and how: the endpoint rules that Phoenix's libraries share, and the protocol an endpoint suggests.

use super::{
    Choices,
    certificates::{self, Certificates},
    compression::Compression,
    compression_variables,
    env::Environment,
    parse,
    url::Url,
};
use crate::telemetry::{InitError, Protocol};

const COLLECTOR: &str = "PHOENIX_COLLECTOR_ENDPOINT";
const OTLP_TRACES: &str = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";
const OTLP: &str = "OTEL_EXPORTER_OTLP_ENDPOINT";
const PHOENIX: &str = "PHOENIX_ENDPOINT";
const IN_CODE: &str = "Builder::endpoint";
const PROTOCOLS: &[&str] = &["OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL"];
const COMPRESSION: compression_variables::CompressionVariables =
    ["OTEL_EXPORTER_OTLP_TRACES_COMPRESSION", "OTEL_EXPORTER_OTLP_COMPRESSION"];
const INSECURE: [&str; 2] = ["OTEL_EXPORTER_OTLP_TRACES_INSECURE", "OTEL_EXPORTER_OTLP_INSECURE"];
const GRPC_PORT: &str = "PHOENIX_GRPC_PORT";
const TRACES_PATH: &str = "/v1/traces";
const PHOENIX_HTTP_PORT: u16 = 6006;
const DEFAULT_GRPC_PORT: u16 = 4317;

/// A collector, and the transport to reach it by.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Endpoint {
    /// The variable or builder call that decided it.
    pub(crate) setting: String,
    /// The variable or builder call that decided the protocol.
    pub(crate) protocol_setting: String,
    /// The full URL (gRPC: scheme, host and port) without user and password; its query may hold credentials.
    pub(crate) url: String,
    /// `user:password` of the URL, percent-encoded, or empty.
    pub(crate) userinfo: String,
    /// Scheme, host and port: what may be printed.
    pub(crate) origin: String,
    pub(crate) protocol: Protocol,
    pub(crate) https: bool,
    pub(crate) loopback: bool,
    /// For `https`.
    pub(crate) certificates: Certificates,
    pub(crate) compression: Compression,
}

/// The URL may hold credentials.
impl std::fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Endpoint").field("origin", &self.origin).field("protocol", &self.protocol).finish()
    }
}

/// How a value becomes the URL that spans are posted to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// A base URL, or one that carries the path already.
    BaseOrFull,
    /// The path is somebody's decision, unless there is none.
    FullUnlessBare,
    /// Used as it is.
    Verbatim,
}

/// The setting in force with its value: code, then the order of Phoenix's conformance table.
fn configured(choices: &Choices, environment: &Environment) -> Option<(&'static str, String, Shape)> {
    if let Some(url) = &choices.endpoint {
        return Some((IN_CODE, url.trim().to_owned(), Shape::FullUnlessBare));
    }
    let (name, value) = environment.first(&[COLLECTOR, OTLP_TRACES, OTLP, PHOENIX])?;
    let (setting, shape) = match name {
        COLLECTOR => (COLLECTOR, Shape::BaseOrFull),
        OTLP_TRACES => (OTLP_TRACES, Shape::Verbatim),
        OTLP => (OTLP, Shape::BaseOrFull),
        _ => (PHOENIX, Shape::BaseOrFull),
    };
    Some((setting, value, shape))
}

/// Whether an endpoint is configured at all; its value is not looked at.
pub(super) fn is_configured(choices: &Choices, environment: &Environment) -> bool {
    configured(choices, environment).is_some()
}

impl Endpoint {
    /// The configured endpoint; without one, a Phoenix on this machine, for `default_setting` asked for OTLP.
    pub(super) fn resolve(
        choices: &Choices,
        environment: &Environment,
        default_setting: &str,
    ) -> Result<Self, InitError> {
        let grpc_port = grpc_port(environment)?;
        let chosen = protocol(choices, environment)?;
        let compression = Compression::resolve(choices.compression, &COMPRESSION, environment)?;
        let insecure = parse::first_boolean(environment, &INSECURE)?.unwrap_or(false);
        let Some((setting, value, shape)) = configured(choices, environment) else {
            let endpoint = Self::on_this_machine(chosen, grpc_port, default_setting);
            return Ok(Self { compression, ..endpoint });
        };
        let value = match chosen {
            Some((Protocol::Grpc, _)) => with_scheme(value, insecure),
            _ => value,
        };
        let mut url = Url::parse(&value).map_err(|problem| InitError::Endpoint {
            setting: setting.to_owned(),
            problem: problem.to_owned(),
        })?;
        let (protocol, protocol_setting) = match chosen {
            Some((protocol, name)) => (protocol, name.to_owned()),
            None => (suggested(&url, grpc_port), setting.to_owned()),
        };
        match protocol {
            Protocol::HttpProtobuf => url.path = traces_path(&url, shape),
            Protocol::Grpc => {
                if matches!(setting, COLLECTOR | PHOENIX) {
                    url.port = Some(phoenix_grpc_port(&url, environment, grpc_port));
                }
                url.path.clear();
                url.query.clear();
            }
        }
        let mut endpoint = Self { compression, ..Self::new(&url, protocol, setting, protocol_setting) };
        if endpoint.https {
            endpoint.certificates = Certificates::resolve(&certificates::TRACES, environment)?;
        }
        Ok(endpoint)
    }

    fn on_this_machine(chosen: Option<(Protocol, &str)>, grpc_port: u16, setting: &str) -> Self {
        let (protocol, protocol_setting) = chosen.unwrap_or((Protocol::HttpProtobuf, setting));
        let (port, path) = match protocol {
            Protocol::HttpProtobuf => (PHOENIX_HTTP_PORT, TRACES_PATH),
            Protocol::Grpc => (grpc_port, ""),
        };
        let origin = format!("http://localhost:{port}");
        Self {
            setting: setting.to_owned(),
            protocol_setting: protocol_setting.to_owned(),
            url: format!("{origin}{path}"),
            userinfo: String::new(),
            origin,
            protocol,
            https: false,
            loopback: true,
            certificates: Certificates::default(),
            compression: Compression::default(),
        }
    }

    pub(super) fn new(url: &Url, protocol: Protocol, setting: &str, protocol_setting: String) -> Self {
        Self {
            setting: setting.to_owned(),
            protocol_setting,
            url: url.full(),
            userinfo: url.userinfo.clone(),
            origin: url.origin(),
            protocol,
            https: url.https,
            loopback: url.is_loopback(),
            certificates: Certificates::default(),
            compression: Compression::default(),
        }
    }
}

fn protocol<'a>(
    choices: &Choices,
    environment: &'a Environment,
) -> Result<Option<(Protocol, &'a str)>, InitError> {
    if let Some(protocol) = choices.protocol {
        return Ok(Some((protocol, "Builder::protocol")));
    }
    let Some((name, value)) = environment.first(PROTOCOLS) else { return Ok(None) };
    match value.to_ascii_lowercase().as_str() {
        "grpc" => Ok(Some((Protocol::Grpc, name))),
        "http/protobuf" => Ok(Some((Protocol::HttpProtobuf, name))),
        _ => Err(parse::refused(name, "`http/protobuf` or `grpc`")),
    }
}

fn grpc_port(environment: &Environment) -> Result<u16, InitError> {
    match environment.get(GRPC_PORT) {
        None => Ok(DEFAULT_GRPC_PORT),
        Some(value) => match value.parse() {
            Ok(0) | Err(_) => Err(parse::refused(GRPC_PORT, "a port from 1 to 65535")),
            Ok(port) => Ok(port),
        },
    }
}

/// Nothing says OTLP over HTTP on the gRPC port, and nothing says gRPC anywhere else.
fn suggested(url: &Url, grpc_port: u16) -> Protocol {
    let bare = url.path.trim_matches('/').is_empty();
    if bare && url.port == Some(grpc_port) { Protocol::Grpc } else { Protocol::HttpProtobuf }
}

/// Phoenix's own variables name its HTTP port; gRPC listens on another. A port that is not Phoenix's HTTP port was meant.
fn phoenix_grpc_port(url: &Url, environment: &Environment, grpc_port: u16) -> u16 {
    match url.port {
        Some(port) if port != PHOENIX_HTTP_PORT && environment.get(GRPC_PORT).is_none() => port,
        _ => grpc_port,
    }
}

/// Letter case and prefixes are kept: an upper-case path is somebody's real route.
fn traces_path(url: &Url, shape: Shape) -> String {
    let path = url.path.trim_end_matches('/');
    match shape {
        Shape::Verbatim => return url.path.clone(),
        Shape::FullUnlessBare if !path.is_empty() => return url.path.clone(),
        Shape::FullUnlessBare | Shape::BaseOrFull => {}
    }
    let base = base_path(path);
    format!("{}{TRACES_PATH}", phoenix_space(url, base).unwrap_or(base))
}

/// On Phoenix's own service a space's page may be pasted: what follows `/s/<space>` is a view, not part of the collector.
fn phoenix_space<'p>(url: &Url, path: &'p str) -> Option<&'p str> {
    if !url.host.eq_ignore_ascii_case("app.phoenix.arize.com") {
        return None;
    }
    let space = path.strip_prefix("/s/")?.split('/').next()?;
    (!space.is_empty()).then(|| &path[.."/s/".len() + space.len()])
}

/// The path of a base URL. What carries the path of a signal already, of whichever, is the base of all.
pub(super) fn base_path(path: &str) -> &str {
    let path = path.trim_end_matches('/');
    let base = [TRACES_PATH, "/v1/metrics", "/v1/logs"].iter().find_map(|signal| path.strip_suffix(signal));
    base.unwrap_or(path).trim_end_matches('/')
}

/// gRPC's endpoints may be `host:port`; then `OTEL_EXPORTER_OTLP_INSECURE` decides.
pub(super) fn with_scheme(endpoint: String, insecure: bool) -> String {
    if endpoint.contains("://") {
        return endpoint;
    }
    let scheme = if insecure { "http" } else { "https" };
    format!("{scheme}://{endpoint}")
}
