//! Where spans go, in a line for who looks at the terminal. No value of a header, no credential of a URL.

use opentelemetry::KeyValue;

use crate::telemetry::Protocol;
use crate::telemetry::settings::{Endpoint, Exporter, Settings};

const PROJECT: &str = "openinference.project.name";

/// One line, or none when spans leave the process nowhere.
pub(crate) fn text(settings: &Settings) -> Option<String> {
    let places: Vec<_> = settings
        .exporters
        .iter()
        .filter_map(|exporter| match exporter {
            Exporter::Console => None,
            Exporter::Otlp(endpoint) => Some(collector(endpoint, settings)),
            Exporter::File(path) => Some(path.display().to_string()),
        })
        .collect();
    (!places.is_empty())
        .then(|| format!("spans go to {}{}", places.join(" and "), project(&settings.sdk.resource)))
}

fn collector(endpoint: &Endpoint, settings: &Settings) -> String {
    let protocol = match endpoint.protocol {
        Protocol::HttpProtobuf => "http/protobuf",
        Protocol::Grpc => "grpc",
    };
    let headers = match settings.sdk.headers.count() {
        0 => String::new(),
        1 => ", with 1 header that is not shown".to_owned(),
        count => format!(", with {count} headers that are not shown"),
    };
    format!("{} ({protocol}, as {} says{headers})", endpoint.origin, endpoint.setting)
}

fn project(resource: &[KeyValue]) -> String {
    resource
        .iter()
        .find(|one| one.key.as_str() == PROJECT)
        .map(|one| format!(", project `{}`", one.value.as_str().escape_debug()))
        .unwrap_or_default()
}
