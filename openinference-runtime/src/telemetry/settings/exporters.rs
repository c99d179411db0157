//! Which exporters are wanted, and whether they are compiled in.

use std::path::PathBuf;

use super::{Choices, Endpoint, compiled_in, endpoint, env::Environment, parse, terminal::Terminal};
use crate::telemetry::{InitError, Protocol};

const EXPORTER: &str = "OTEL_TRACES_EXPORTER";
const CONSOLE: &str = "OTEL_EXPORT_CONSOLE";
const ACCEPTED: &str = "`otlp`, `console`, `none`, or a comma-separated list";

/// One place that spans go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Exporter {
    /// The trace tree.
    Console,
    /// A collector.
    Otlp(Endpoint),
    /// Lines of OTLP in JSON.
    File(PathBuf),
}

/// What was asked for.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) exporters: Vec<Exporter>,
    /// Explicitly nothing.
    pub(super) none: bool,
    /// What somebody who looks at a terminal should know.
    pub(super) hint: Option<&'static str>,
}

/// For a program that sets telemetry up and can show nothing of it.
const NOWHERE: &str = "spans go nowhere: the trace tree on this terminal needs the feature `console` of \
                       openinference-runtime, a collector the feature `otlp`";

impl Asked {
    pub(super) fn resolve(
        choices: &Choices,
        environment: &Environment,
        terminal: Terminal,
    ) -> Result<Self, InitError> {
        let named = Named::resolve(environment)?;
        if choices.own_provider {
            return Ok(Self { exporters: Vec::new(), none: false, hint: None });
        }
        if named.none && !choices.names_exporters() {
            return Ok(Self { exporters: Vec::new(), none: true, hint: None });
        }
        let configured = endpoint::is_configured(choices, environment);
        let otlp = named.otlp || choices.endpoint.is_some() || (!named.given && configured);
        let otlp = choices.otlp.unwrap_or(otlp);
        let (mut exporters, mut hint) = (Vec::new(), None);
        if let Some(setting) = console(choices, environment, &named, otlp, terminal)? {
            if compiled_in::CONSOLE {
                exporters.push(Exporter::Console);
            } else if setting == BY_TERMINAL {
                hint = Some(NOWHERE);
            } else {
                return Err(missing(setting, "the trace tree", "console", String::new()));
            }
        }
        if otlp {
            let asker = if choices.otlp.is_some() { "Builder::otlp" } else { EXPORTER };
            let endpoint = Endpoint::resolve(choices, environment, asker)?;
            check_compiled(&endpoint)?;
            exporters.push(Exporter::Otlp(endpoint));
        }
        exporters.extend(choices.file.clone().map(Exporter::File));
        Ok(Self { exporters, none: false, hint })
    }
}

/// `OTEL_TRACES_EXPORTER`.
#[derive(Debug, Default)]
struct Named {
    given: bool,
    otlp: bool,
    console: bool,
    none: bool,
}

impl Named {
    fn resolve(environment: &Environment) -> Result<Self, InitError> {
        let Some(value) = environment.get(EXPORTER) else { return Ok(Self::default()) };
        let mut named = Self { given: true, ..Self::default() };
        for (index, word) in parse::list(&value) {
            match word.as_str() {
                "otlp" => named.otlp = true,
                // `logging` is what older SDKs call it.
                "console" | "logging" => named.console = true,
                "none" => named.none = true,
                _ => return Err(parse::refused_entry(EXPORTER, index, ACCEPTED)),
            }
        }
        if named.none && (named.otlp || named.console) {
            return Err(parse::refused(EXPORTER, format!("{ACCEPTED}; `none` stands alone")));
        }
        Ok(named)
    }
}

/// Nobody asked: stderr is a terminal and nothing else is configured.
const BY_TERMINAL: &str = "stderr is a terminal";

/// Who asks for the tree, if anybody does: code, then variables, then a developer who is looking.
fn console(
    choices: &Choices,
    environment: &Environment,
    named: &Named,
    otlp: bool,
    terminal: Terminal,
) -> Result<Option<&'static str>, InitError> {
    let variable = parse::boolean(environment, CONSOLE)?;
    if choices.is_quiet() && !choices.console_elsewhere {
        return Ok(None);
    }
    if let Some(on) = choices.console {
        return Ok(on.then_some("Builder::console"));
    }
    Ok(match variable {
        _ if named.console => Some(EXPORTER),
        Some(true) => Some(CONSOLE),
        Some(false) => None,
        None if named.given || otlp => None,
        None if choices.console_without_endpoint => Some("--tracing"),
        None => terminal.stderr.then_some(BY_TERMINAL),
    })
}

fn check_compiled(endpoint: &Endpoint) -> Result<(), InitError> {
    let setting = endpoint.protocol_setting.as_str();
    match endpoint.protocol {
        Protocol::Grpc if !compiled_in::OTLP_GRPC => {
            let (wanted, alternative) = if setting == endpoint.setting {
                let wanted = format!("OTLP over gRPC, which `{}` without a path means,", endpoint.origin);
                (wanted, "; OTLP over HTTP is port 4318, and 6006 at Phoenix (feature `otlp`)".to_owned())
            } else {
                let http = "; with `http/protobuf` it is OTLP over HTTP, port 4318 (feature `otlp`)";
                ("OTLP over gRPC".to_owned(), http.to_owned())
            };
            return Err(missing(setting, &wanted, "otlp-grpc", alternative));
        }
        Protocol::HttpProtobuf if !compiled_in::OTLP => {
            return Err(missing(&endpoint.setting, "OTLP over HTTP", "otlp", String::new()));
        }
        Protocol::Grpc | Protocol::HttpProtobuf => {}
    }
    if endpoint.https && !compiled_in::TLS {
        return Err(missing(&endpoint.setting, "`https`", "tls", String::new()));
    }
    Ok(())
}

pub(super) fn missing(setting: &str, wanted: &str, feature: &'static str, alternative: String) -> InitError {
    InitError::Feature { setting: setting.to_owned(), wanted: wanted.to_owned(), feature, alternative }
}
