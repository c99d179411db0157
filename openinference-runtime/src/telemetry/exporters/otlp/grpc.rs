//! OTLP over gRPC.

use std::{error::Error, time::Duration};

use bytes::Bytes;
use http::uri::PathAndQuery;
use tokio::runtime::Runtime;
use tonic::codec::CompressionEncoding;
use tonic::{
    Code, Status,
    client::Grpc,
    metadata::MetadataMap,
    transport::{self, Channel},
};

use super::{
    answer::{last, rejected_items},
    codec::BytesCodec,
    retry::{Attempt, RetryClient, Retrying},
};
use crate::telemetry::InitError;
use crate::telemetry::exporters::connect;
use crate::telemetry::exporters::signal::Signal;
use crate::telemetry::pipeline::Transport;
use crate::telemetry::pipeline::protobuf::{WireField, fields};
use crate::telemetry::settings::{Compression, Endpoint, Headers};

/// Calls the collector on a runtime of its own.
#[derive(Debug)]
pub(crate) struct GrpcTransport {
    client: Grpc<Channel>,
    path: PathAndQuery,
    metadata: MetadataMap,
    // Last: the channel's tasks live in it.
    runtime: Runtime,
}

/// The transport of a signal, which has a service of its own.
pub(super) fn connect(
    endpoint: &Endpoint,
    headers: &Headers,
    signal: Signal,
) -> Result<Box<dyn Transport>, InitError> {
    Ok(Box::new(Retrying::new(GrpcTransport::new(endpoint, headers, signal)?)))
}

impl GrpcTransport {
    fn new(endpoint: &Endpoint, headers: &Headers, signal: Signal) -> Result<Self, InitError> {
        let failed = |problem: String| InitError::Exporter { target: endpoint.origin.clone(), problem };
        let runtime = connect::runtime().map_err(InitError::Thread)?;
        let channel = connect::channel(endpoint, &runtime).map_err(failed)?;
        let metadata = connect::metadata(headers).map_err(failed)?;
        let client = match endpoint.compression {
            Compression::None => Grpc::new(channel),
            Compression::Gzip => Grpc::new(channel).send_compressed(CompressionEncoding::Gzip),
        };
        Ok(Self { client, path: PathAndQuery::from_static(signal.grpc_path()), metadata, runtime })
    }
}

impl RetryClient for GrpcTransport {
    /// Messages are compressed when they are framed.
    fn prepare(&self, body: Bytes) -> Bytes {
        body
    }

    fn attempt(&self, body: Bytes, timeout: Duration) -> Attempt {
        let mut request = tonic::Request::new(body);
        *request.metadata_mut() = self.metadata.clone();
        request.set_timeout(timeout);
        let (mut client, path) = (self.client.clone(), self.path.clone());
        let call = async move {
            client.ready().await.map_err(|error| Status::from_error(error.into()))?;
            client.unary(request, path, BytesCodec).await
        };
        let answer = self.runtime.block_on(async { tokio::time::timeout(timeout, call).await });
        match answer {
            Ok(Ok(response)) => Attempt::Accepted { rejected: rejected_items(&response.into_inner()) },
            Ok(Err(status)) => failed(&status),
            Err(_elapsed) => Attempt::Unreachable("no answer in time".to_owned()),
        }
    }
}

/// As the OTLP specification sorts the codes ("Failures"). A server's message may quote a credential: the code alone is
/// told.
fn failed(status: &Status) -> Attempt {
    let problem = format!("gRPC {:?}", status.code());
    match status.code() {
        Code::Unavailable if status.source().is_some_and(<dyn Error>::is::<transport::Error>) => {
            Attempt::Unreachable(connect::innermost(status).to_string())
        }
        Code::Unavailable | Code::Cancelled | Code::DeadlineExceeded | Code::Aborted | Code::DataLoss => {
            Attempt::Later { problem, after: retry_after(status) }
        }
        _ if is_too_large(status) => Attempt::TooLarge(problem),
        // A quota is worth waiting for only if the server says so; a message too large is too large for ever.
        Code::ResourceExhausted => match retry_after(status) {
            Some(after) => Attempt::Later { problem, after: Some(after) },
            None => Attempt::Refused(problem),
        },
        _ => Attempt::Refused(problem),
    }
}

/// What servers say of a message above their limit; gRPC has no code for it, and the codes that they use mean quotas too.
fn is_too_large(status: &Status) -> bool {
    matches!(status.code(), Code::ResourceExhausted | Code::OutOfRange)
        && ["larger than max", "message length too large", "exceeds maximum size"]
            .iter()
            .any(|words| status.message().contains(words))
}

/// `google.rpc.RetryInfo`, which is one of the details of a `google.rpc.Status`.
fn retry_after(status: &Status) -> Option<Duration> {
    let details = fields(status.details()).filter(|(number, _)| *number == 3).map(|(_, field)| field.bytes());
    let mut retry_info =
        details.filter(|any| last(any, 1).is_some_and(|url| url.bytes().ends_with(b"/google.rpc.RetryInfo")));
    let retry_info = last(retry_info.next()?, 2)?.bytes();
    let delay = last(retry_info, 1)?.bytes();
    let part = |number| last(delay, number).map_or(0, WireField::number);
    Some(Duration::new(u64::try_from(part(1)).ok()?, u32::try_from(part(2)).ok()?))
}
