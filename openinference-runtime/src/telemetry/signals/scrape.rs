//! A page for Prometheus to scrape: `GET /metrics`, and nothing else.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::Full;
use hyper::header::CONTENT_TYPE;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use opentelemetry::Context;
use opentelemetry_prometheus::PrometheusExporter;
use opentelemetry_sdk::metrics::MeterProviderBuilder;
use prometheus::proto::Metric;
use prometheus::{Registry, TextEncoder};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Builder;
use tokio::sync::oneshot;
use tokio::task::AbortHandle;
use tokio::time::{sleep, timeout};

use crate::config::{MetricMask, TraceConfig};
use crate::telemetry::InitError;
use crate::telemetry::settings::{Listen, SignalSettings};

/// For a connection, from its first byte to its last.
const DEADLINE: Duration = Duration::from_secs(10);
/// For the head of its request.
const HEAD: Duration = Duration::from_secs(5);
/// Connections beside each other. One more, and the oldest is closed: it has had its time.
const CONNECTIONS: usize = 64;
/// A head is read no further.
const HEAD_BYTES: usize = 8 << 10;
/// The system has no more files, say: asked again after so long.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// The page, up until this is dropped.
#[derive(Debug)]
pub(crate) struct Scrape {
    address: SocketAddr,
    page: Page,
    /// Dropped, it ends the thread.
    _stop: oneshot::Sender<Infallible>,
}

/// Adds what the page reads, where one is wanted.
pub(super) fn add_reader(
    builder: MeterProviderBuilder,
    settings: &SignalSettings,
    config: &TraceConfig,
) -> Result<(MeterProviderBuilder, Option<Scrape>), InitError> {
    let Some(listen) = &settings.prometheus else { return Ok((builder, None)) };
    let (reader, scrape) = Scrape::start(listen, MetricMask::new(config.clone()))?;
    Ok((builder.with_reader(reader), Some(scrape)))
}

impl Scrape {
    fn start(listen: &Listen, mask: MetricMask) -> Result<(PrometheusExporter, Self), InitError> {
        let target = format!("{}:{}", listen.host, listen.port);
        let failed = |problem: String| InitError::Exporter { target: target.clone(), problem };
        let registry = Registry::new();
        let exporter = opentelemetry_prometheus::exporter().with_registry(registry.clone()).build();
        let exporter = exporter.map_err(|error| failed(error.to_string()))?;
        let scrape =
            Self::serve(listen, Page { registry, mask }).map_err(|error| failed(error.to_string()))?;
        Ok((exporter, scrape))
    }

    /// One thread for all connections.
    fn serve(listen: &Listen, page: Page) -> io::Result<Self> {
        let listener = std::net::TcpListener::bind((listen.host.as_str(), listen.port))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let listener = {
            let _entered = runtime.enter();
            TcpListener::from_std(listener)?
        };
        let (stop, stopped) = oneshot::channel();
        let served = page.clone();
        let work = move || {
            // What the server says is not exported.
            let _suppressed = Context::enter_telemetry_suppressed_scope();
            runtime.spawn(accept(listener, served));
            let _ = runtime.block_on(stopped);
        };
        thread::Builder::new().name("openinference-prometheus".to_owned()).spawn(work)?;
        Ok(Self { address, page, _stop: stop })
    }

    /// Where the page is.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// The page's text.
    pub(crate) fn text(&self) -> String {
        self.page.text()
    }
}

/// What is scraped.
#[derive(Clone, Debug)]
struct Page {
    registry: Registry,
    mask: MetricMask,
}

/// The resource as a metric, whose attributes are masked already.
const RESOURCE: &str = "target_info";

impl Page {
    fn text(&self) -> String {
        let mut families = self.registry.gather();
        for family in families.iter_mut().filter(|family| family.name() != RESOURCE) {
            family.mut_metric().iter_mut().for_each(|metric| self.mask(metric));
        }
        TextEncoder::new().encode_to_string(&families).unwrap_or_default()
    }

    fn mask(&self, metric: &mut Metric) {
        let mut labels = metric.take_label();
        for label in &mut labels {
            if let Some(masked) = self.mask.masked_label(label.name(), label.value()) {
                label.set_value(masked);
            }
        }
        metric.set_label(labels);
    }
}

async fn accept(listener: TcpListener, page: Page) {
    let mut open: VecDeque<AbortHandle> = VecDeque::new();
    loop {
        let Ok((connection, _)) = listener.accept().await else {
            sleep(ACCEPT_PAUSE).await;
            continue;
        };
        open.retain(|one| !one.is_finished());
        if open.len() >= CONNECTIONS
            && let Some(oldest) = open.pop_front()
        {
            oldest.abort();
        }
        open.push_back(tokio::spawn(serve(connection, page.clone())).abort_handle());
    }
}

/// Who goes away in the middle, says something else than HTTP or takes too long comes again.
async fn serve(connection: TcpStream, page: Page) {
    let service = service_fn(move |request| {
        let answer = answer(&request, &page);
        async move { Ok::<_, Infallible>(answer) }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_buf_size(HEAD_BYTES)
        .keep_alive(false)
        .serve_connection(TokioIo::new(connection), service);
    let _ = timeout(DEADLINE, connection).await;
}

fn answer<B>(request: &Request<B>, page: &Page) -> Response<Full<Bytes>> {
    let (status, body) = match (request.method(), request.uri().path()) {
        (&Method::GET, "/metrics") => match catch_unwind(AssertUnwindSafe(|| page.text())) {
            Ok(text) => (StatusCode::OK, text),
            Err(_) => (StatusCode::INTERNAL_SERVER_ERROR, "a metric's callback panicked\n".to_owned()),
        },
        (&Method::GET, _) => (StatusCode::NOT_FOUND, "the page is /metrics\n".to_owned()),
        _ => (StatusCode::METHOD_NOT_ALLOWED, String::new()),
    };
    let mut response = Response::new(Full::new(Bytes::from(body)));
    *response.status_mut() = status;
    let content_type = hyper::header::HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");
    response.headers_mut().insert(CONTENT_TYPE, content_type);
    response
}
