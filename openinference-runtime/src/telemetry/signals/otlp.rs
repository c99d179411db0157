//! OTLP over HTTP with protobuf bodies, by OpenTelemetry's own exporters. The client is given to them: which one they
//! would choose themselves depends on what other crates of the program have enabled, and most choices panic without a
//! runtime.

use std::collections::HashMap;
use std::{thread, time::Duration};

use opentelemetry_otlp::{Protocol, WithExportConfig as _, WithHttpConfig as _};
#[cfg(feature = "otlp-metrics")]
use opentelemetry_sdk::metrics::PeriodicReader;
use reqwest::blocking::Client;
use reqwest::redirect;

use crate::telemetry::InitError;
use crate::telemetry::settings::Collector;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

#[cfg(feature = "otlp-metrics")]
pub(super) fn metrics(
    collector: &Collector,
) -> Result<PeriodicReader<opentelemetry_otlp::MetricExporter>, InitError> {
    let exporter = opentelemetry_otlp::MetricExporter::builder()
        .with_http()
        .with_protocol(Protocol::HttpBinary)
        .with_endpoint(&collector.url)
        .with_headers(headers(collector))
        .with_http_client(client(collector)?)
        .build()
        .map_err(|error| failed(collector, &error))?;
    Ok(PeriodicReader::builder(exporter).build())
}

#[cfg(feature = "otlp-logs")]
pub(super) fn logs(collector: &Collector) -> Result<opentelemetry_otlp::LogExporter, InitError> {
    opentelemetry_otlp::LogExporter::builder()
        .with_http()
        .with_protocol(Protocol::HttpBinary)
        .with_endpoint(&collector.url)
        .with_headers(headers(collector))
        .with_http_client(client(collector)?)
        .build()
        .map_err(|error| failed(collector, &error))
}

fn headers(collector: &Collector) -> HashMap<String, String> {
    collector.headers.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// A blocking client must not be made inside a runtime.
fn client(collector: &Collector) -> Result<Client, InitError> {
    let make = || {
        // Headers hold credentials, which are for this collector only.
        Client::builder().connect_timeout(CONNECT_TIMEOUT).redirect(redirect::Policy::none()).build()
    };
    match thread::spawn(make).join() {
        Ok(client) => client.map_err(|error| failed(collector, &error)),
        Err(_) => Err(failed(collector, &"its HTTP client could not be made")),
    }
}

fn failed(collector: &Collector, problem: &dyn std::fmt::Display) -> InitError {
    InitError::Exporter { target: collector.shown(), problem: problem.to_string() }
}
