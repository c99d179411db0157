//! OTLP over HTTP with protobuf bodies.

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use reqwest::{
    Client as HttpClient, Response, StatusCode, Url,
    header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, RETRY_AFTER},
};
use tokio::runtime::Runtime;

use super::{
    answer::rejected_items,
    gzip::{compress, content_encoding},
    retry::{Attempt, RetryClient, Retrying},
};
use crate::telemetry::InitError;
use crate::telemetry::exporters::connect;
use crate::telemetry::exporters::signal::Signal;
use crate::telemetry::pipeline::Transport;
use crate::telemetry::settings::{Compression, Endpoint, Headers};

/// Exactly this: Phoenix refuses parameters.
const PROTOBUF: HeaderValue = HeaderValue::from_static("application/x-protobuf");
/// More of an answer is not read.
const ANSWER: usize = 64 << 10;

/// Posts requests with a client of its own.
#[derive(Debug)]
pub(crate) struct HttpTransport {
    client: HttpClient,
    url: Url,
    compression: Compression,
    runtime: Runtime,
}

/// The transport of any signal: the URL says which.
pub(super) fn connect(
    endpoint: &Endpoint,
    headers: &Headers,
    _: Signal,
) -> Result<Box<dyn Transport>, InitError> {
    Ok(Box::new(Retrying::new(HttpTransport::new(endpoint, headers)?)))
}

impl HttpTransport {
    fn new(endpoint: &Endpoint, headers: &Headers) -> Result<Self, InitError> {
        let failed = |problem: String| InitError::Exporter { target: endpoint.origin.clone(), problem };
        let url = Url::parse(&endpoint.url).map_err(|error| InitError::Endpoint {
            setting: endpoint.setting.clone(),
            problem: error.to_string(),
        })?;
        let mut headers = header_map(headers).map_err(failed)?;
        headers.insert(CONTENT_TYPE, PROTOBUF);
        if let Some(name) = content_encoding(endpoint.compression) {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static(name));
        }
        let client = connect::client(endpoint, headers).map_err(failed)?;
        let runtime = connect::runtime().map_err(InitError::Thread)?;
        Ok(Self { client, url, compression: endpoint.compression, runtime })
    }
}

impl RetryClient for HttpTransport {
    fn prepare(&self, body: Bytes) -> Bytes {
        compress(self.compression, body)
    }

    fn attempt(&self, body: Bytes, timeout: Duration) -> Attempt {
        let request = self.client.post(self.url.clone()).timeout(timeout).body(body);
        self.runtime.block_on(async {
            match request.send().await {
                Ok(response) => answered(response).await,
                Err(error) if error.is_builder() => Attempt::Refused(connect::http_problem(&error)),
                Err(error) if error.is_timeout() => Attempt::Unreachable("no answer in time".to_owned()),
                Err(error) => Attempt::Unreachable(connect::http_problem(&error)),
            }
        })
    }
}

fn header_map(headers: &Headers) -> Result<HeaderMap, String> {
    headers
        .iter()
        .map(|(name, value)| {
            let key = HeaderName::from_bytes(name.as_bytes()).map_err(|error| error.to_string())?;
            let mut value = HeaderValue::from_str(value).map_err(|error| error.to_string())?;
            value.set_sensitive(true);
            Ok((key, value))
        })
        .collect()
}

async fn answered(response: Response) -> Attempt {
    let status = response.status();
    // What the server writes may quote a credential: the status alone is told.
    let problem = format!("HTTP {status}");
    match status {
        _ if status.is_success() && is_page(&response) => Attempt::Refused(format!(
            "{problem} with a page of HTML, which no collector answers; is the URL right?"
        )),
        _ if status.is_success() => Attempt::Accepted { rejected: rejected_items(&body(response).await) },
        StatusCode::PAYLOAD_TOO_LARGE => Attempt::TooLarge(problem),
        StatusCode::TOO_MANY_REQUESTS
        | StatusCode::BAD_GATEWAY
        | StatusCode::SERVICE_UNAVAILABLE
        | StatusCode::GATEWAY_TIMEOUT => Attempt::Later { problem, after: retry_after(&response) },
        _ => Attempt::Refused(problem),
    }
}

/// Whether somebody else answers there: user interfaces answer every path with their page.
fn is_page(response: &Response) -> bool {
    let content_type = response.headers().get(CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default();
    content_type.get(..9).is_some_and(|start| start.eq_ignore_ascii_case(b"text/html"))
}

/// As much of it as is read; empty where it breaks off.
async fn body(mut response: Response) -> Vec<u8> {
    let mut body = Vec::new();
    while body.len() < ANSWER {
        match response.chunk().await {
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Ok(None) => return body,
            Err(_) => return Vec::new(),
        }
    }
    body.truncate(ANSWER);
    body
}

/// In seconds or as a date.
fn retry_after(response: &Response) -> Option<Duration> {
    let value = response.headers().get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = value.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = httpdate::parse_http_date(value).ok()?;
    Some(date.duration_since(SystemTime::now()).unwrap_or_default())
}
