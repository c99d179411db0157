//! A page for Prometheus to scrape: one thread that answers `GET /metrics`, and nothing else.

use std::io::{self, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;
use std::time::Duration;

use opentelemetry_prometheus::PrometheusExporter;
use prometheus::{Registry, TextEncoder};

use crate::telemetry::InitError;
use crate::telemetry::settings::Listen;

/// Nobody may hold the page for longer.
const PATIENCE: Duration = Duration::from_secs(5);
/// A request is read no further.
const REQUEST: u64 = 8 << 10;

/// The page, up until this is dropped.
#[derive(Debug)]
pub(crate) struct Scrape {
    address: SocketAddr,
    registry: Registry,
    over: Arc<AtomicBool>,
}

impl Scrape {
    pub(super) fn start(listen: &Listen) -> Result<(PrometheusExporter, Self), InitError> {
        let target = format!("{}:{}", listen.host, listen.port);
        let failed = |problem: String| InitError::Exporter { target: target.clone(), problem };
        let registry = Registry::new();
        let exporter = opentelemetry_prometheus::exporter().with_registry(registry.clone()).build();
        let exporter = exporter.map_err(|error| failed(error.to_string()))?;
        let started = || -> io::Result<Self> {
            let listener = TcpListener::bind((listen.host.as_str(), listen.port))?;
            let scrape = Self { address: listener.local_addr()?, registry, over: Arc::default() };
            let (registry, over) = (scrape.registry.clone(), Arc::clone(&scrape.over));
            let serve = move || {
                for connection in listener.incoming() {
                    if over.load(Relaxed) {
                        return;
                    }
                    // Who goes away in the middle comes again.
                    let _ = connection.and_then(|connection| answer(connection, &registry));
                }
            };
            thread::Builder::new().name("openinference-prometheus".to_owned()).spawn(serve)?;
            Ok(scrape)
        };
        let scrape = started().map_err(|error| failed(error.to_string()))?;
        Ok((exporter, scrape))
    }

    /// Where the page is.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// The page's text.
    pub(crate) fn text(&self) -> String {
        text(&self.registry)
    }
}

impl Drop for Scrape {
    fn drop(&mut self) {
        self.over.store(true, Relaxed);
        // Wakes the thread, which waits for a connection.
        let _ = TcpStream::connect_timeout(&self.address, PATIENCE);
    }
}

fn text(registry: &Registry) -> String {
    TextEncoder::new().encode_to_string(&registry.gather()).unwrap_or_default()
}

fn answer(mut connection: TcpStream, registry: &Registry) -> io::Result<()> {
    connection.set_read_timeout(Some(PATIENCE))?;
    connection.set_write_timeout(Some(PATIENCE))?;
    let request = read_head(&connection)?;
    let (status, body) = match request.split_whitespace().collect::<Vec<_>>()[..] {
        ["GET", "/metrics", ..] => ("200 OK", text(registry)),
        ["GET", ..] => ("404 Not Found", "the page is /metrics\n".to_owned()),
        _ => ("405 Method Not Allowed", String::new()),
    };
    write!(
        connection,
        "HTTP/1.1 {status}\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\nContent-Length: {}\r\n\
         Connection: close\r\n\r\n{body}",
        body.len()
    )
}

/// The first line of the request; the rest of its head is read, as closing on unread bytes would reset the answer.
fn read_head(connection: &TcpStream) -> io::Result<String> {
    let mut head = Vec::new();
    for byte in BufReader::new(connection).take(REQUEST).bytes() {
        head.push(byte?);
        if head.ends_with(b"\r\n\r\n") {
            break;
        }
    }
    let head = String::from_utf8_lossy(&head);
    Ok(head.lines().next().unwrap_or_default().to_owned())
}
