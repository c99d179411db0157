//! OTLP over gRPC: what a collector receives.

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    sync::{
        Mutex,
        mpsc::{Receiver, Sender, channel},
    },
    thread,
};

use openinference_runtime::{Telemetry, telemetry::Protocol};
use opentelemetry_proto::tonic::collector::trace::v1::{
    ExportTracePartialSuccess, ExportTraceServiceRequest, ExportTraceServiceResponse,
    trace_service_server::{TraceService, TraceServiceServer},
};
use tokio::{runtime, sync::oneshot};
use tonic::{
    Code, Request, Response, Status, async_trait,
    codec::CompressionEncoding,
    metadata::KeyAndValueRef,
    transport::{self, server::TcpIncoming},
};

use crate::{
    LONG, alone, builder, quiet,
    sink::{nobody, spans as spans_of},
    spans,
};

/// What was called.
pub(crate) struct Called {
    metadata: BTreeMap<String, String>,
    message: ExportTraceServiceRequest,
}

impl Called {
    pub(crate) fn span_names(&self) -> Vec<String> {
        spans_of(self.message.clone()).into_iter().map(|span| span.name).collect()
    }
}

type Answer = Result<ExportTraceServiceResponse, Code>;

/// A scripted gRPC collector with the library's default limits, on a port of the system's choice.
pub(crate) struct Server {
    address: SocketAddr,
    called: Receiver<Called>,
    _stop: oneshot::Sender<()>,
}

struct Service {
    called: Sender<Called>,
    script: Mutex<Vec<Answer>>,
}

#[async_trait]
impl TraceService for Service {
    async fn export(
        &self,
        request: Request<ExportTraceServiceRequest>,
    ) -> Result<Response<ExportTraceServiceResponse>, Status> {
        let metadata = request
            .metadata()
            .iter()
            .filter_map(|entry| match entry {
                KeyAndValueRef::Ascii(key, value) => Some((key.to_string(), value.to_str().ok()?.to_owned())),
                KeyAndValueRef::Binary(..) => None,
            })
            .collect();
        let _ = self.called.send(Called { metadata, message: request.into_inner() });
        let mut script = self.script.lock().expect("the script");
        let answer =
            if script.is_empty() { Ok(ExportTraceServiceResponse::default()) } else { script.remove(0) };
        answer.map(Response::new).map_err(|code| Status::new(code, "hunter2"))
    }
}

impl Server {
    pub(crate) fn start() -> Self {
        Self::scripted([])
    }

    /// Gives these answers, then accepts everything.
    fn scripted(script: impl IntoIterator<Item = Answer>) -> Self {
        let (called_sender, called) = channel();
        let (stop, stopped) = oneshot::channel::<()>();
        let service = Service { called: called_sender, script: Mutex::new(script.into_iter().collect()) };
        let (address_sender, address) = channel();
        thread::spawn(move || {
            let runtime = runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(async {
                let incoming = TcpIncoming::bind(([127, 0, 0, 1], 0).into()).expect("a port");
                address_sender.send(incoming.local_addr().expect("an address")).expect("the test waits");
                let server = transport::Server::builder()
                    .add_service(
                        TraceServiceServer::new(service).accept_compressed(CompressionEncoding::Gzip),
                    )
                    .serve_with_incoming(incoming);
                tokio::select! {
                    ended = server => ended.expect("a server"),
                    _ = stopped => {}
                }
            });
        });
        let address = address.recv_timeout(LONG).expect("a server");
        Self { address, called, _stop: stop }
    }

    /// Variables that lead here.
    pub(crate) fn variables(&self) -> Vec<(String, String)> {
        vec![
            ("OTEL_EXPORTER_OTLP_ENDPOINT".to_owned(), format!("http://{}", self.address)),
            ("OTEL_EXPORTER_OTLP_PROTOCOL".to_owned(), "grpc".to_owned()),
        ]
    }

    fn telemetry(&self) -> Telemetry {
        quiet(self.variables()).init().expect("telemetry")
    }

    fn next(&self) -> Called {
        self.called.recv_timeout(LONG).expect("a call")
    }

    /// Names of the spans that have come so far.
    pub(crate) fn names(&self) -> Vec<String> {
        self.rest().iter().flat_map(Called::span_names).collect()
    }

    pub(crate) fn rest(&self) -> Vec<Called> {
        self.called.try_iter().collect()
    }
}

fn counts(telemetry: &Telemetry) -> (u64, u64, u64) {
    let counts = telemetry.counts();
    (counts.made, counts.delivered, counts.dropped)
}

#[test]
fn spans_headers_and_key_arrive() {
    let _alone = alone();
    let server = Server::start();
    let mut variables = server.variables();
    variables.push(("PHOENIX_API_KEY".to_owned(), "k".to_owned()));
    let telemetry = quiet(variables).headers([("X-Tenant", "t")]).init().expect("telemetry");
    spans::ours("ours");
    drop(telemetry);
    let call = server.next();
    assert_eq!(call.span_names(), ["ours"]);
    assert_eq!(call.metadata["authorization"], "Bearer k");
    assert_eq!(call.metadata["x-tenant"], "t");
}

#[test]
fn the_port_alone_means_grpc() {
    let _alone = alone();
    let server = Server::start();
    let port = server.address.port().to_string();
    let endpoint = format!("http://{}", server.address);
    let telemetry = builder(&[("PHOENIX_COLLECTOR_ENDPOINT", &endpoint), ("PHOENIX_GRPC_PORT", &port)])
        .init()
        .expect("telemetry");
    spans::ours("ours");
    drop(telemetry);
    assert_eq!(server.next().span_names(), ["ours"]);
}

#[test]
fn an_endpoint_in_code_takes_its_protocol_from_code() {
    let _alone = alone();
    let server = Server::start();
    let telemetry = Telemetry::builder()
        .endpoint(format!("http://{}", server.address))
        .protocol(Protocol::Grpc)
        .quiet(true)
        .init()
        .expect("telemetry");
    spans::ours("ours");
    drop(telemetry);
    assert_eq!(server.next().span_names(), ["ours"]);
}

#[test]
fn no_batch_is_too_large_for_a_server_with_default_limits() {
    let _alone = alone();
    let server = Server::start();
    let telemetry = server.telemetry();
    (0..300).for_each(|_| spans::heavy("heavy", 40_000));
    assert!(telemetry.flush(LONG));
    assert_eq!(counts(&telemetry), (300, 300, 0));
    assert_eq!(server.rest().iter().map(|call| call.span_names().len()).sum::<usize>(), 300);
}

#[test]
fn one_span_that_is_too_large_costs_itself_only() {
    let _alone = alone();
    let server = Server::start();
    let telemetry = server.telemetry();
    spans::ours("before");
    spans::heavy("too large", 5 << 20);
    spans::ours("after");
    telemetry.flush(LONG);
    assert_eq!(counts(&telemetry), (3, 2, 1));
}

#[test]
fn codes_that_the_specification_calls_retryable_are_tried_again() {
    let _alone = alone();
    let codes = [Code::Unavailable, Code::Aborted, Code::Cancelled, Code::DeadlineExceeded, Code::DataLoss];
    for code in codes {
        let server = Server::scripted([Err(code)]);
        let telemetry = server.telemetry();
        spans::ours("a");
        assert!(telemetry.flush(LONG));
        assert_eq!(counts(&telemetry), (1, 1, 0), "{code:?}");
        assert_eq!(server.rest().len(), 2, "{code:?}");
    }
}

#[test]
fn other_codes_are_final() {
    let _alone = alone();
    for code in [Code::Unauthenticated, Code::InvalidArgument, Code::ResourceExhausted, Code::Unimplemented] {
        let server = Server::scripted([Err(code)]);
        let telemetry = server.telemetry();
        spans::ours("a");
        telemetry.flush(LONG);
        assert_eq!(counts(&telemetry), (1, 0, 1), "{code:?}");
        assert_eq!(server.rest().len(), 1, "{code:?}");
    }
}

#[test]
fn rejected_spans_are_not_delivered() {
    let _alone = alone();
    let partial = ExportTracePartialSuccess { rejected_spans: 1, error_message: String::new() };
    let server = Server::scripted([Ok(ExportTraceServiceResponse { partial_success: Some(partial) })]);
    let telemetry = server.telemetry();
    spans::ours("a");
    spans::ours("b");
    telemetry.flush(LONG);
    assert_eq!(counts(&telemetry), (2, 1, 1));
}

#[test]
fn an_unreachable_collector_is_told_as_over_http() {
    let url = nobody();
    let ended = crate::child::run(
        "three_spans",
        &[("OTEL_EXPORTER_OTLP_ENDPOINT", &url), ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc")],
    );
    assert!(ended.success, "{ended:?}");
    let start = format!("openinference: 3 of 3 spans could not be delivered to {url}: ");
    assert!(ended.stderr.starts_with(&start), "{ended:?}");
    assert_eq!(ended.stderr.lines().count(), 1, "{ended:?}");
}

#[test]
fn user_and_password_of_a_url_are_metadata() {
    let _alone = alone();
    let server = Server::start();
    let url = format!("http://user:p%40ss@{}", server.address);
    let variables = [("OTEL_EXPORTER_OTLP_ENDPOINT", url.as_str()), ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc")];
    let telemetry = quiet(variables).init().expect("telemetry");
    spans::ours("ours");
    drop(telemetry);
    // `user:p@ss`
    assert_eq!(server.next().metadata["authorization"], "Basic dXNlcjpwQHNz");
}

#[test]
fn messages_are_compressed_where_that_is_asked_for() {
    let _alone = alone();
    let server = Server::start();
    let mut variables = server.variables();
    variables.push(("OTEL_EXPORTER_OTLP_COMPRESSION".to_owned(), "gzip".to_owned()));
    let telemetry = quiet(variables).init().expect("telemetry");
    spans::ours("ours");
    drop(telemetry);
    let call = server.next();
    assert_eq!((call.span_names(), &*call.metadata["grpc-encoding"]), (vec!["ours".to_owned()], "gzip"));
}
