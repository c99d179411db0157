//! OTLP over HTTP with protobuf bodies.

use std::{io::Read, time::Duration};

use bytes::Bytes;
use reqwest::{
    StatusCode, Url,
    blocking::{Client, Response},
    header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, RETRY_AFTER},
};

use super::{
    answer,
    retry::{self, Attempt},
};
use crate::telemetry::InitError;
use crate::telemetry::exporters::connect;
use crate::telemetry::pipeline::{Deadline, Delivery, Request, Transport};
use crate::telemetry::settings::{Endpoint, Headers};

/// Exactly this: Phoenix refuses parameters.
const PROTOBUF: HeaderValue = HeaderValue::from_static("application/x-protobuf");
/// More of an answer is not read.
const ANSWER: u64 = 64 << 10;

/// Posts requests with a client of its own.
#[derive(Debug)]
pub(crate) struct HttpTransport {
    client: Client,
    url: Url,
}

impl HttpTransport {
    /// To be called on the export thread: a blocking client must not be made inside a runtime.
    pub(crate) fn new(endpoint: &Endpoint, headers: &Headers) -> Result<Self, InitError> {
        let failed = |problem: String| InitError::Exporter { target: endpoint.origin.clone(), problem };
        let url = Url::parse(&endpoint.url).map_err(|error| InitError::Endpoint {
            setting: endpoint.setting.clone(),
            value: endpoint.origin.clone(),
            problem: error.to_string(),
        })?;
        let headers = header_map(headers).map_err(failed)?;
        let client = connect::client(endpoint, |client| client.default_headers(headers)).map_err(failed)?;
        Ok(Self { client, url })
    }

    fn attempt(&self, body: Bytes, timeout: Duration) -> Attempt {
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
    fn send(&mut self, request: Request, patience: &Deadline<'_>) -> Delivery {
        let Request { body, spans } = request;
        retry::deliver(spans, patience, |timeout| self.attempt(body.clone(), timeout))
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

fn rejected(response: Response) -> u64 {
    let mut body = Vec::new();
    match response.take(ANSWER).read_to_end(&mut body) {
        Ok(_) => answer::rejected_spans(&body),
        Err(_) => 0,
    }
}

/// In seconds; as a date it is not read, and the own backoff holds.
fn retry_after(response: &Response) -> Option<Duration> {
    let seconds = response.headers().get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds))
}
