//! OTLP over gRPC.

use std::{error::Error, time::Duration};

use opentelemetry::KeyValue;
use opentelemetry_proto::tonic::collector::trace::v1::{
    ExportTraceServiceRequest, trace_service_client::TraceServiceClient,
};
use opentelemetry_sdk::trace::SpanData;
use tokio::runtime::Runtime;
use tonic::{
    Code, Request, Status,
    metadata::MetadataMap,
    transport::{self, Channel},
};
use tonic_types::StatusExt;

use super::{
    encode::Encoder,
    retry::{self, Attempt},
};
use crate::telemetry::InitError;
use crate::telemetry::exporters::connect;
use crate::telemetry::pipeline::{Delivery, Patience, Transport};
use crate::telemetry::settings::{BatchLimits, Endpoint, Headers};

/// Calls the collector on a runtime of its own.
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
        let runtime = connect::runtime().map_err(InitError::Thread)?;
        let channel = connect::channel(endpoint, &runtime).map_err(failed)?;
        let metadata = connect::metadata(headers).map_err(failed)?;
        let client = TraceServiceClient::new(channel);
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

/// As the OTLP specification sorts the codes ("Failures"). A server's message may quote a credential: the code alone is
/// told.
fn failed(status: &Status) -> Attempt {
    let problem = format!("gRPC {:?}", status.code());
    match status.code() {
        Code::Unavailable if status.source().is_some_and(<dyn Error>::is::<transport::Error>) => {
            Attempt::Unreachable(connect::innermost(status))
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
