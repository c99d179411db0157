//! CA certificates and client identity (mTLS): PEM files that variables name.

use std::fmt;
use std::fs;

use super::{env::Environment, parse};
use crate::telemetry::InitError;

/// Variables that name the files of one signal, those for all signals last.
pub(super) struct CertificateVariables {
    trusted: [&'static str; 2],
    client: [&'static str; 2],
    key: [&'static str; 2],
}

macro_rules! variables {
    ($signal:literal) => {
        CertificateVariables {
            trusted: [
                concat!("OTEL_EXPORTER_OTLP_", $signal, "_CERTIFICATE"),
                "OTEL_EXPORTER_OTLP_CERTIFICATE",
            ],
            client: [
                concat!("OTEL_EXPORTER_OTLP_", $signal, "_CLIENT_CERTIFICATE"),
                "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE",
            ],
            key: [concat!("OTEL_EXPORTER_OTLP_", $signal, "_CLIENT_KEY"), "OTEL_EXPORTER_OTLP_CLIENT_KEY"],
        }
    };
}

pub(super) const TRACES: CertificateVariables = variables!("TRACES");
pub(super) const METRICS: CertificateVariables = variables!("METRICS");
pub(super) const LOGS: CertificateVariables = variables!("LOGS");

/// Contents of PEM files.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Certificates {
    /// Trusted instead of those that the system trusts.
    pub(crate) trusted: Option<Vec<u8>>,
    /// Certificate and key that the client shows.
    pub(crate) client: Option<(Vec<u8>, Vec<u8>)>,
}

impl Certificates {
    pub(super) fn resolve(
        variables: &CertificateVariables,
        environment: &Environment,
    ) -> Result<Self, InitError> {
        let trusted = read(environment, &variables.trusted)?.map(|(_, pem)| pem);
        let client = match (read(environment, &variables.client)?, read(environment, &variables.key)?) {
            (Some((_, certificate)), Some((_, key))) => Some((certificate, key)),
            (None, None) => None,
            (Some((name, _)), None) => return Err(alone(name, &variables.key)),
            (None, Some((name, _))) => return Err(alone(name, &variables.client)),
        };
        Ok(Self { trusted, client })
    }
}

fn read<'n>(environment: &Environment, names: &[&'n str]) -> Result<Option<(&'n str, Vec<u8>)>, InitError> {
    let Some((name, path)) = environment.first(names) else { return Ok(None) };
    match fs::read(&path) {
        Ok(pem) => Ok(Some((name, pem))),
        Err(error) => {
            let accepted = format!("the path of a PEM file that can be read ({error})");
            Err(parse::refused(name, accepted))
        }
    }
}

/// A certificate without its key, or the other way round.
fn alone(name: &str, missing: &[&str]) -> InitError {
    let accepted = format!("it together with `{}`", missing.last().copied().unwrap_or_default());
    parse::refused(name, accepted)
}

/// One of them is a private key.
impl fmt::Debug for Certificates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Certificates")
            .field("trusted", &self.trusted.is_some())
            .field("client", &self.client.is_some())
            .finish()
    }
}
