//! OTLP over HTTP with protobuf bodies.

use std::{io::Read, time::Duration};

use opentelemetry::KeyValue;
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceResponse;
use opentelemetry_sdk::trace::SpanData;
use prost::Message;
use reqwest::{
    StatusCode, Url,
    blocking::{Client, Response},
    header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, RETRY_AFTER},
};

use super::{
    encode::Encoder,
    retry::{self, Attempt},
};
use crate::telemetry::InitError;
use crate::telemetry::exporters::connect;
use crate::telemetry::pipeline::{Delivery, Patience, Transport};
use crate::telemetry::settings::{BatchLimits, Endpoint, Headers};

/// Exactly this: Phoenix refuses parameters.
const PROTOBUF: HeaderValue = HeaderValue::from_static("application/x-protobuf");
/// More of an answer is not read.
const ANSWER: u64 = 64 << 10;

/// Posts requests with a client of its own.
#[derive(Debug)]
pub(crate) struct HttpTransport {
    client: Client,
    url: Url,
    encoder: Encoder,
}

impl HttpTransport {
    /// To be called on the export thread: a blocking client must not be made inside a runtime.
    pub(crate) fn new(
        endpoint: &Endpoint,
        headers: &Headers,
        resource: &[KeyValue],
        limits: &BatchLimits,
    ) -> Result<Self, InitError> {
        let failed = |problem: String| InitError::Exporter { target: endpoint.origin.clone(), problem };
        let url = Url::parse(&endpoint.url).map_err(|error| InitError::Endpoint {
            setting: endpoint.setting.clone(),
            value: endpoint.origin.clone(),
            problem: error.to_string(),
        })?;
        let headers = header_map(headers).map_err(failed)?;
        let client = connect::client(endpoint, |client| client.default_headers(headers)).map_err(failed)?;
        Ok(Self { client, url, encoder: Encoder::new(resource, limits.request_bytes) })
    }

    fn attempt(&self, body: Vec<u8>, timeout: Duration) -> Attempt {
        let request =
            self.client.post(self.url.clone()).header(CONTENT_TYPE, PROTOBUF).timeout(timeout).body(body);
        match request.send() {
            Ok(response) => answered(response),
            Err(error) if error.is_builder() => Attempt::Refused(connect::innermost(&error)),
            Err(error) if error.is_timeout() => Attempt::Unreachable("no answer in time".to_owned()),
            Err(error) => Attempt::Unreachable(connect::innermost(&error)),
        }
    }
}

impl Transport for HttpTransport {
    fn send(&mut self, spans: Vec<SpanData>, patience: &Patience<'_>) -> Delivery {
        self.encoder
            .requests(spans)
            .into_iter()
            .map(|request| {
                let body = request.message.encode_to_vec();
                drop(request.message);
                retry::deliver(request.spans, patience, |timeout| self.attempt(body.clone(), timeout))
            })
            .fold(Delivery::default(), Delivery::and)
    }
}

fn header_map(headers: &Headers) -> Result<HeaderMap, String> {
    headers
        .iter()
        .map(|(name, value)| {
            let key = HeaderName::from_bytes(name.as_bytes()).map_err(|error| error.to_string())?;
            let mut value = HeaderValue::from_str(value)
                .map_err(|_| format!("the value of `{name}` is no header value"))?;
            value.set_sensitive(true);
            Ok((key, value))
        })
        .collect()
}

fn answered(response: Response) -> Attempt {
    let status = response.status();
    if status.is_success() {
        return Attempt::Accepted { rejected: rejected(response) };
    }
    // What the server writes may quote a credential: the status alone is told.
    let problem = format!("HTTP {status}");
    match status {
        StatusCode::TOO_MANY_REQUESTS
        | StatusCode::BAD_GATEWAY
        | StatusCode::SERVICE_UNAVAILABLE
        | StatusCode::GATEWAY_TIMEOUT => Attempt::Later { problem, after: retry_after(&response) },
        _ => Attempt::Refused(problem),
    }
}

/// Spans that the collector did not take although it answered with success.
fn rejected(response: Response) -> u64 {
    let mut body = Vec::new();
    if response.take(ANSWER).read_to_end(&mut body).is_err() {
        return 0;
    }
    ExportTraceServiceResponse::decode(body.as_slice())
        .ok()
        .and_then(|answer| answer.partial_success)
        .and_then(|partial| u64::try_from(partial.rejected_spans).ok())
        .unwrap_or(0)
}

/// In seconds; as a date it is not read, and the own backoff holds.
fn retry_after(response: &Response) -> Option<Duration> {
    let seconds = response.headers().get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds))
}
