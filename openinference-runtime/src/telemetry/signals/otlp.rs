//! OTLP by OpenTelemetry's own exporters. The client is given to them: which one they would choose themselves depends on what
//! other crates of the program have enabled, and most choices panic without a runtime.

use std::collections::HashMap;
use std::thread;

#[cfg(feature = "otlp-logs")]
use opentelemetry_otlp::LogExporter;
#[cfg(feature = "otlp-metrics")]
use opentelemetry_otlp::MetricExporter;
use opentelemetry_otlp::{Protocol, WithExportConfig as _, WithHttpConfig as _};
#[cfg(feature = "otlp-logs")]
use opentelemetry_sdk::logs::LoggerProviderBuilder;
#[cfg(feature = "otlp-metrics")]
use opentelemetry_sdk::metrics::{MeterProviderBuilder, PeriodicReader};
use reqwest::blocking::Client;

#[cfg(feature = "otlp-grpc")]
use super::grpc;
use crate::telemetry::InitError;
#[cfg(feature = "otlp-grpc")]
use crate::telemetry::Protocol as Transport;
use crate::telemetry::exporters::connect;
use crate::telemetry::settings::Collector;

/// `builder`, with a reader that sends metrics to `collector`.
#[cfg(feature = "otlp-metrics")]
pub(super) fn metrics(
    builder: MeterProviderBuilder,
    collector: &Collector,
) -> Result<MeterProviderBuilder, InitError> {
    #[cfg(feature = "otlp-grpc")]
    if collector.endpoint.protocol == Transport::Grpc {
        let exporter = grpc::metrics(collector)?;
        return Ok(builder.with_reader(PeriodicReader::builder(exporter).build()));
    }
    let exporter = MetricExporter::builder()
        .with_http()
        .with_protocol(Protocol::HttpBinary)
        .with_endpoint(&collector.endpoint.url)
        .with_headers(headers(collector))
        .with_http_client(client(collector)?)
        .build()
        .map_err(|error| failed(collector, error.to_string()))?;
    Ok(builder.with_reader(PeriodicReader::builder(exporter).build()))
}

/// `builder`, with a processor that sends logs to `collector`.
#[cfg(feature = "otlp-logs")]
pub(super) fn logs(
    builder: LoggerProviderBuilder,
    collector: &Collector,
) -> Result<LoggerProviderBuilder, InitError> {
    #[cfg(feature = "otlp-grpc")]
    if collector.endpoint.protocol == Transport::Grpc {
        return Ok(builder.with_batch_exporter(grpc::logs(collector)?));
    }
    let exporter = LogExporter::builder()
        .with_http()
        .with_protocol(Protocol::HttpBinary)
        .with_endpoint(&collector.endpoint.url)
        .with_headers(headers(collector))
        .with_http_client(client(collector)?)
        .build()
        .map_err(|error| failed(collector, error.to_string()))?;
    Ok(builder.with_batch_exporter(exporter))
}

fn headers(collector: &Collector) -> HashMap<String, String> {
    collector.headers.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// A blocking client must not be made inside a runtime.
fn client(collector: &Collector) -> Result<Client, InitError> {
    let endpoint = collector.endpoint.clone();
    thread::spawn(move || connect::client(&endpoint, |client| client))
        .join()
        .unwrap_or_else(|_| Err("its HTTP client could not be made".to_owned()))
        .map_err(|problem| failed(collector, problem))
}

pub(super) fn failed(collector: &Collector, problem: String) -> InitError {
    InitError::Exporter { target: collector.endpoint.origin.clone(), problem }
}
