//! What stands behind a forwarder when it is the forwarder that is looked at: a backend that takes spans, or refuses them,
//! and a page with the forwarder's own metrics, which it sends as OTLP and Prometheus reads as text.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    future::ready,
    io::{self, Read as _},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use anyhow::Result;
use flate2::read::GzDecoder;
use opentelemetry_proto::tonic::{
    collector::metrics::v1::ExportMetricsServiceRequest,
    common::v1::{KeyValue, any_value::Value},
    metrics::v1::{NumberDataPoint, metric::Data, number_data_point},
};
use prost::Message as _;
use test_http_server::{Answer, Request, Server, StatusCode};

/// A backend on loopback.
#[derive(Debug)]
pub struct Backend {
    server: Server,
    state: Arc<State>,
}

#[derive(Debug, Default)]
struct State {
    refuses: AtomicBool,
    /// Series as the text format writes them, with their values.
    series: Mutex<BTreeMap<String, f64>>,
}

impl Backend {
    /// Listens on a port that the system chooses.
    ///
    /// # Errors
    /// When there is no port.
    pub fn start() -> Result<Self> {
        let state = Arc::<State>::default();
        let of_server = Arc::clone(&state);
        Ok(Self { server: Server::start(move |request| ready(of_server.answer(&request)))?, state })
    }

    /// Where it takes spans and metrics, and shows these at `/metrics`: a base URL.
    #[must_use]
    pub fn url(&self) -> String {
        self.server.url()
    }

    /// Refuses spans from now on, in a way that says that trying again is of no use; or takes them again.
    pub fn refuse(&self, refuses: bool) {
        self.state.refuses.store(refuses, Ordering::SeqCst);
    }
}

impl State {
    fn answer(&self, request: &Request) -> Answer {
        match request.uri().path() {
            "/metrics" => Answer::ok().body("text/plain; version=0.0.4", self.page()),
            "/v1/metrics" => match metrics(request.body()) {
                Ok(metrics) => {
                    self.keep(metrics);
                    Answer::ok()
                }
                Err(_) => Answer::status(StatusCode::BAD_REQUEST),
            },
            _ if self.refuses.load(Ordering::SeqCst) => Answer::status(StatusCode::BAD_REQUEST),
            _ => Answer::ok(),
        }
    }

    fn keep(&self, request: ExportMetricsServiceRequest) {
        let scopes = request.resource_metrics.into_iter().flat_map(|resource| resource.scope_metrics);
        let mut series = self.series.lock().unwrap_or_else(PoisonError::into_inner);
        for metric in scopes.flat_map(|scope| scope.metrics) {
            // It has no others.
            let Some(Data::Sum(sum)) = metric.data else { continue };
            let suffix = if sum.is_monotonic { "_total" } else { "" };
            for point in sum.data_points {
                let labels: Vec<_> = point.attributes.iter().map(label).collect();
                let name = format!("{}{suffix}{{{}}}", metric.name.replace('.', "_"), labels.join(","));
                series.insert(name, value(&point));
            }
        }
    }

    fn page(&self) -> String {
        let series = self.series.lock().unwrap_or_else(PoisonError::into_inner);
        series.iter().fold(String::new(), |mut page, (name, value)| {
            // Writing to a string does not fail.
            let _ = writeln!(page, "{name} {value}");
            page
        })
    }
}

/// Always compressed, whatever the forwarder is told of compression.
fn metrics(body: &[u8]) -> io::Result<ExportMetricsServiceRequest> {
    let mut message = Vec::new();
    GzDecoder::new(body).read_to_end(&mut message)?;
    ExportMetricsServiceRequest::decode(&message[..]).map_err(io::Error::other)
}

fn label(attribute: &KeyValue) -> String {
    let value = match attribute.value.as_ref().and_then(|value| value.value.as_ref()) {
        Some(Value::StringValue(text)) => text.replace(['"', '\\', '\n'], "_"),
        Some(Value::IntValue(number)) => number.to_string(),
        _ => String::new(),
    };
    format!("{}=\"{value}\"", attribute.key.replace('.', "_"))
}

#[allow(clippy::cast_precision_loss, reason = "what is counted here stays far below 2^53")]
fn value(point: &NumberDataPoint) -> f64 {
    match point.value {
        Some(number_data_point::Value::AsInt(value)) => value as f64,
        Some(number_data_point::Value::AsDouble(value)) => value,
        None => 0.0,
    }
}
