//! OTLP over gRPC.

use std::{error::Error, time::Duration};

use opentelemetry::KeyValue;
use opentelemetry_proto::tonic::collector::trace::v1::{
    ExportTraceServiceRequest, trace_service_client::TraceServiceClient,
};
use opentelemetry_sdk::trace::SpanData;
use tokio::runtime::{self, Runtime};
use tonic::{
    Code, Request, Status,
    metadata::{AsciiMetadataKey, AsciiMetadataValue, MetadataMap},
    transport::{self, Channel},
};
use tonic_types::StatusExt;

use super::{
    USER_AGENT, cause,
    encode::Encoder,
    retry::{self, Attempt},
};
#[cfg(feature = "tls")]
use crate::telemetry::settings::Certificates;
use crate::telemetry::{
    InitError,
    batch::{Delivery, Patience, Transport},
    settings::{BatchLimits, Endpoint, Headers},
};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// Calls the collector on a runtime of its own: on the application's, a flush that blocks its only thread would wait for
/// itself, and without one tonic panics.
#[derive(Debug)]
pub(crate) struct GrpcTransport {
    client: TraceServiceClient<Channel>,
    metadata: MetadataMap,
    encoder: Encoder,
    // Last: the channel's tasks live in it.
    runtime: Runtime,
}

impl GrpcTransport {
    /// To be called on the export thread, where the runtime is dropped too: inside another runtime that panics.
    pub(crate) fn new(
        endpoint: &Endpoint,
        headers: &Headers,
        resource: &[KeyValue],
        limits: &BatchLimits,
    ) -> Result<Self, InitError> {
        let failed = |problem: String| InitError::Exporter { target: endpoint.origin.clone(), problem };
        let runtime = runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("openinference-grpc")
            .enable_all()
            .build()
            .map_err(InitError::Thread)?;
        let channel = transport::Endpoint::from_shared(endpoint.url.clone())
            .and_then(|channel| channel.user_agent(USER_AGENT))
            .map(|channel| channel.connect_timeout(CONNECT_TIMEOUT))
            .map_err(|error| failed(cause::innermost(&error)))?;
        #[cfg(feature = "tls")]
        let channel = if endpoint.https {
            channel
                .tls_config(tls(&endpoint.certificates))
                .map_err(|error| failed(cause::innermost(&error)))?
        } else {
            channel
        };
        let metadata = metadata(headers).map_err(failed)?;
        let entered = runtime.enter();
        let client = TraceServiceClient::new(channel.connect_lazy());
        drop(entered);
        Ok(Self { client, metadata, encoder: Encoder::new(resource, limits.request_bytes), runtime })
    }

    fn attempt(&self, message: ExportTraceServiceRequest, timeout: Duration) -> Attempt {
        let mut request = Request::new(message);
        *request.metadata_mut() = self.metadata.clone();
        request.set_timeout(timeout);
        let mut client = self.client.clone();
        let answer =
            self.runtime.block_on(async { tokio::time::timeout(timeout, client.export(request)).await });
        match answer {
            Ok(Ok(response)) => {
                let partial = response.into_inner().partial_success;
                let rejected = partial.and_then(|partial| u64::try_from(partial.rejected_spans).ok());
                Attempt::Accepted { rejected: rejected.unwrap_or(0) }
            }
            Ok(Err(status)) => failed(&status),
            Err(_elapsed) => Attempt::Unreachable("no answer in time".to_owned()),
        }
    }
}

impl Transport for GrpcTransport {
    fn send(&mut self, spans: Vec<SpanData>, patience: &Patience<'_>) -> Delivery {
        self.encoder
            .requests(spans)
            .into_iter()
            .map(|request| {
                retry::deliver(request.spans, patience, |timeout| {
                    self.attempt(request.message.clone(), timeout)
                })
            })
            .fold(Delivery::default(), Delivery::and)
    }
}

#[cfg(feature = "tls")]
fn tls(certificates: &Certificates) -> transport::ClientTlsConfig {
    let tls = transport::ClientTlsConfig::new();
    let tls = match &certificates.trusted {
        Some(pem) => tls.ca_certificate(transport::Certificate::from_pem(pem)),
        None => tls.with_native_roots(),
    };
    match &certificates.client {
        Some((certificate, key)) => tls.identity(transport::Identity::from_pem(certificate, key)),
        None => tls,
    }
}

fn metadata(headers: &Headers) -> Result<MetadataMap, String> {
    let mut metadata = MetadataMap::new();
    for (name, value) in headers.iter() {
        let key: AsciiMetadataKey =
            name.parse().map_err(|_| format!("`{name}` cannot be a gRPC metadata key"))?;
        let mut value: AsciiMetadataValue =
            value.parse().map_err(|_| format!("the value of `{name}` cannot be gRPC metadata"))?;
        value.set_sensitive(true);
        metadata.insert(key, value);
    }
    Ok(metadata)
}

/// As the OTLP specification sorts the codes ("Failures"). A server's message may quote a credential: the code alone is
/// told.
fn failed(status: &Status) -> Attempt {
    let problem = format!("gRPC {:?}", status.code());
    match status.code() {
        Code::Unavailable if status.source().is_some_and(<dyn Error>::is::<transport::Error>) => {
            Attempt::Unreachable(cause::innermost(status))
        }
        Code::Unavailable | Code::Cancelled | Code::DeadlineExceeded | Code::Aborted | Code::DataLoss => {
            Attempt::Later { problem, after: retry_after(status) }
        }
        // A quota is worth waiting for only if the server says so; a message too large is too large for ever.
        Code::ResourceExhausted => match retry_after(status) {
            Some(after) => Attempt::Later { problem, after: Some(after) },
            None => Attempt::Refused(problem),
        },
        _ => Attempt::Refused(problem),
    }
}

fn retry_after(status: &Status) -> Option<Duration> {
    status.get_details_retry_info()?.retry_delay
}
