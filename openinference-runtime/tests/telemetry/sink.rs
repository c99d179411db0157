//! A scripted HTTP collector on a port of the system's choice.

use std::{
    collections::BTreeMap,
    future::pending,
    io::Read as _,
    net::TcpListener,
    sync::{
        Mutex,
        mpsc::{Receiver, channel},
    },
    time::{Duration, Instant},
};

use flate2::read::GzDecoder;
use opentelemetry_proto::tonic::{
    collector::trace::v1::{
        ExportTracePartialSuccess, ExportTraceServiceRequest, ExportTraceServiceResponse,
    },
    common::v1::{KeyValue, any_value::Value},
    resource::v1::Resource,
    trace::v1::Span,
};
use prost::Message;
use test_http_server::{Bytes, Request, Server, StatusCode};

use crate::LONG;

/// What was posted.
#[derive(Debug)]
pub(crate) struct Received {
    pub(crate) path: String,
    /// By lower-case name.
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Bytes,
    /// When all of it had arrived.
    pub(crate) at: Instant,
}

impl From<Request> for Received {
    fn from(request: Request) -> Self {
        let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
        let headers =
            request.headers().iter().map(|(name, value)| (name.to_string(), text(value.as_bytes())));
        let (path, headers) = (request.uri().path().to_owned(), headers.collect());
        Self { path, headers, body: request.into_body(), at: Instant::now() }
    }
}

impl Received {
    pub(crate) fn message(&self) -> ExportTraceServiceRequest {
        ExportTraceServiceRequest::decode(self.plain_body().as_slice()).expect("an OTLP request")
    }

    /// The body as it was before it was compressed.
    fn plain_body(&self) -> Vec<u8> {
        let mut body = Vec::new();
        match self.headers.get("content-encoding").map(String::as_str) {
            None => body.extend_from_slice(&self.body),
            Some("gzip") => {
                GzDecoder::new(&*self.body).read_to_end(&mut body).expect("gzip");
            }
            Some(other) => panic!("{other} was not asked for"),
        }
        body
    }

    pub(crate) fn spans(&self) -> Vec<Span> {
        spans(self.message())
    }

    pub(crate) fn span_names(&self) -> Vec<String> {
        self.spans().into_iter().map(|span| span.name).collect()
    }

    pub(crate) fn resource(&self) -> Resource {
        let first = self.message().resource_spans.into_iter().next().expect("spans of a resource");
        first.resource.expect("a resource")
    }
}

pub(crate) fn spans(message: ExportTraceServiceRequest) -> Vec<Span> {
    message
        .resource_spans
        .into_iter()
        .flat_map(|resource| resource.scope_spans)
        .flat_map(|scope| scope.spans)
        .collect()
}

/// Every value of `key`, as text.
pub(crate) fn values(attributes: &[KeyValue], key: &str) -> Vec<String> {
    let text = |one: &KeyValue| match one.value.as_ref()?.value.as_ref()? {
        Value::StringValue(text) => Some(text.clone()),
        Value::IntValue(number) => Some(number.to_string()),
        other => Some(format!("{other:?}")),
    };
    attributes.iter().filter(|one| one.key == key).filter_map(text).collect()
}

/// What the collector does with a request.
#[derive(Clone, Debug)]
pub(crate) enum Answer {
    /// Status, header, body.
    Status(u16, &'static [(&'static str, &'static str)], Vec<u8>),
    /// Answers well, after so long.
    Slow(Duration),
    /// Never answers.
    Hang,
    /// Closes the connection in the middle of the answer.
    Break,
}

impl Answer {
    pub(crate) fn status(status: u16) -> Self {
        Self::Status(status, &[], Vec::new())
    }

    pub(crate) fn rejecting(spans: i64) -> Self {
        let partial =
            ExportTracePartialSuccess { rejected_spans: spans, error_message: "hunter2".to_owned() };
        let body = ExportTraceServiceResponse { partial_success: Some(partial) }.encode_to_vec();
        Self::Status(200, &[], body)
    }

    /// What the server makes of it.
    async fn given(self) -> test_http_server::Answer {
        use test_http_server::Answer as Given;

        match self {
            Self::Status(status, headers, body) => {
                let status = StatusCode::from_u16(status).expect("a status");
                let given = Given::status(status).body("application/x-protobuf", body);
                headers.iter().fold(given, |given, (name, value)| given.header(name, value))
            }
            // Nobody waits for this: it is what the collector is like.
            Self::Slow(time) => {
                tokio::time::sleep(time).await;
                Given::ok()
            }
            // Until the client has had enough.
            Self::Hang => pending().await,
            Self::Break => Given::Half,
        }
    }
}

/// Answers requests by a script, the last answer for ever.
pub(crate) struct Sink {
    server: Server,
    received: Receiver<Received>,
}

impl Sink {
    pub(crate) fn new() -> Self {
        Self::scripted([Answer::status(200)])
    }

    pub(crate) fn scripted(answers: impl IntoIterator<Item = Answer>) -> Self {
        let (sender, received) = channel();
        let script = Mutex::new(answers.into_iter().collect());
        let server = Server::start(move |request| {
            let answer = next_answer(&script);
            // Told before it is answered: a client that has its answer may look at once.
            let _ = sender.send(request.into());
            answer.given()
        });
        Self { server: server.expect("a port"), received }
    }

    pub(crate) fn url(&self) -> String {
        self.server.url()
    }

    /// Variables that lead here.
    pub(crate) fn variables(&self) -> Vec<(String, String)> {
        vec![("OTEL_EXPORTER_OTLP_ENDPOINT".to_owned(), self.url())]
    }

    pub(crate) fn next(&self) -> Received {
        self.received.recv_timeout(LONG).expect("a request")
    }

    /// Names of the spans that have come so far.
    pub(crate) fn names(&self) -> Vec<String> {
        self.rest().iter().flat_map(Received::span_names).collect()
    }

    /// What has come so far and was not looked at.
    pub(crate) fn rest(&self) -> Vec<Received> {
        self.received.try_iter().collect()
    }
}

/// A port where nobody listens.
pub(crate) fn nobody() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    format!("http://{}", listener.local_addr().expect("an address"))
}

fn next_answer(script: &Mutex<Vec<Answer>>) -> Answer {
    let mut script = script.lock().expect("the script");
    if script.len() > 1 { script.remove(0) } else { script.first().expect("an answer").clone() }
}
