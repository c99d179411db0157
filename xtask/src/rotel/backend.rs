//! What stands behind a forwarder when it is the forwarder that is looked at: a backend that takes spans, or refuses them,
//! and a page with the forwarder's own metrics, which it sends as OTLP and Prometheus reads as text.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use anyhow::{Context as _, Result};
use flate2::read::GzDecoder;
use opentelemetry_proto::tonic::{
    collector::metrics::v1::ExportMetricsServiceRequest,
    common::v1::{KeyValue, any_value::Value},
    metrics::v1::{NumberDataPoint, metric::Data, number_data_point},
};
use prost::Message as _;

const READ_DEADLINE: Duration = Duration::from_secs(5);

/// A backend on loopback, for as long as the process lives.
#[derive(Debug)]
pub struct Backend {
    address: SocketAddr,
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
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let backend = Self { address: listener.local_addr()?, state: Arc::default() };
        let state = Arc::clone(&backend.state);
        thread::spawn(move || {
            for connection in listener.incoming().map_while(Result::ok) {
                let state = Arc::clone(&state);
                // Who goes away in the middle says it again.
                thread::spawn(move || answer(connection, &state));
            }
        });
        Ok(backend)
    }

    /// Where it takes spans and metrics, and shows these at `/metrics`: a base URL.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Refuses spans from now on, in a way that says that trying again is of no use; or takes them again.
    pub fn refuse(&self, refuses: bool) {
        self.state.refuses.store(refuses, Ordering::SeqCst);
    }
}

fn answer(connection: TcpStream, state: &State) -> Result<()> {
    connection.set_read_timeout(Some(READ_DEADLINE))?;
    let mut reader = BufReader::new(connection);
    let mut first = String::new();
    reader.read_line(&mut first)?;
    let path = first.split_whitespace().nth(1).context("a request has a path")?;
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        if line.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse()?;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let mut status = "200 OK";
    let mut text = String::new();
    match path {
        "/metrics" => text = state.page(),
        // Always compressed, whatever the forwarder is told of compression.
        "/v1/metrics" => {
            let mut message = Vec::new();
            GzDecoder::new(&body[..]).read_to_end(&mut message)?;
            state.keep(ExportMetricsServiceRequest::decode(&message[..])?);
        }
        _ if state.refuses.load(Ordering::SeqCst) => status = "400 Bad Request",
        _ => {}
    }
    let length = text.len();
    let kind = if path == "/metrics" { "text/plain; version=0.0.4" } else { "application/x-protobuf" };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
    );
    reader.get_mut().write_all((head + &text).as_bytes())?;
    Ok(())
}

impl State {
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
