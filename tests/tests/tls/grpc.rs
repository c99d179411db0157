//! A collector over gRPC behind TLS, with a certificate of its own.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result};
use opentelemetry_proto::tonic::collector::logs::v1::logs_service_server::{LogsService, LogsServiceServer};
use opentelemetry_proto::tonic::collector::logs::v1::{ExportLogsServiceRequest, ExportLogsServiceResponse};
use opentelemetry_proto::tonic::collector::metrics::v1::metrics_service_server::{
    MetricsService, MetricsServiceServer,
};
use opentelemetry_proto::tonic::collector::metrics::v1::{
    ExportMetricsServiceRequest, ExportMetricsServiceResponse,
};
use opentelemetry_proto::tonic::collector::trace::v1::trace_service_server::{
    TraceService, TraceServiceServer,
};
use opentelemetry_proto::tonic::collector::trace::v1::{
    ExportTraceServiceRequest, ExportTraceServiceResponse,
};
use tokio::{runtime, sync::oneshot};
use tonic::transport::server::TcpIncoming;
use tonic::transport::{Certificate, Identity, Server, ServerTlsConfig};
use tonic::{Request, Response, Status, async_trait};

/// Longer than a start takes.
const LONG: Duration = Duration::from_secs(60);

pub(crate) struct Collector {
    pub(crate) url: String,
    pub(crate) certificate: String,
    /// The path that the same signal has over HTTP.
    pub(crate) received: Receiver<&'static str>,
    _stop: oneshot::Sender<()>,
}

#[derive(Clone)]
struct Service(Sender<&'static str>);

macro_rules! takes {
    ($service:ident, $request:ident, $response:ident, $path:literal) => {
        #[async_trait]
        impl $service for Service {
            async fn export(&self, _: Request<$request>) -> Result<Response<$response>, Status> {
                let _ = self.0.send($path);
                Ok(Response::new($response::default()))
            }
        }
    };
}

takes!(TraceService, ExportTraceServiceRequest, ExportTraceServiceResponse, "/v1/traces");
takes!(MetricsService, ExportMetricsServiceRequest, ExportMetricsServiceResponse, "/v1/metrics");
takes!(LogsService, ExportLogsServiceRequest, ExportLogsServiceResponse, "/v1/logs");

impl Collector {
    /// Asks for this certificate of whoever connects.
    pub(crate) fn asking(client: &str) -> Result<Self> {
        let own = rcgen::generate_simple_self_signed(["localhost".to_owned()])?;
        let identity = Identity::from_pem(own.cert.pem(), own.signing_key.serialize_pem());
        let tls = ServerTlsConfig::new().identity(identity).client_ca_root(Certificate::from_pem(client));
        let mut server = Server::builder().tls_config(tls)?;
        let (sender, received) = channel();
        let (stop, stopped) = oneshot::channel::<()>();
        let (started, address) = channel();
        let serve = move || -> Result<()> {
            let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(async {
                let incoming = TcpIncoming::bind(([127, 0, 0, 1], 0).into())?;
                started.send(incoming.local_addr()?)?;
                let service = Service(sender);
                let served = server
                    .add_service(TraceServiceServer::new(service.clone()))
                    .add_service(MetricsServiceServer::new(service.clone()))
                    .add_service(LogsServiceServer::new(service))
                    .serve_with_incoming_shutdown(incoming, async { drop(stopped.await) });
                Ok(served.await?)
            })
        };
        thread::spawn(serve);
        let address = address.recv_timeout(LONG).context("the collector starts")?;
        let url = format!("https://localhost:{}", address.port());
        Ok(Self { url, certificate: own.cert.pem(), received, _stop: stop })
    }
}
