//! A scripted HTTP collector on a port of the system's choice.

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        mpsc::{Receiver, Sender, channel},
    },
    thread,
    time::Duration,
};

use opentelemetry_proto::tonic::{
    collector::trace::v1::{
        ExportTracePartialSuccess, ExportTraceServiceRequest, ExportTraceServiceResponse,
    },
    common::v1::{KeyValue, any_value::Value},
    resource::v1::Resource,
    trace::v1::Span,
};
use prost::Message;

use crate::LONG;

/// What was posted.
#[derive(Debug)]
pub(crate) struct Received {
    pub(crate) path: String,
    /// By lower-case name.
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Vec<u8>,
}

impl Received {
    pub(crate) fn message(&self) -> ExportTraceServiceRequest {
        ExportTraceServiceRequest::decode(self.body.as_slice()).expect("an OTLP request")
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
    /// Status, header lines, body.
    Status(u16, &'static str, Vec<u8>),
    /// Answers well, after so long.
    Slow(Duration),
    /// Never answers.
    Hang,
    /// Closes the connection in the middle of the answer.
    Break,
}

impl Answer {
    pub(crate) fn status(status: u16) -> Self {
        Self::Status(status, "", Vec::new())
    }

    pub(crate) fn rejecting(spans: i64) -> Self {
        let partial =
            ExportTracePartialSuccess { rejected_spans: spans, error_message: "hunter2".to_owned() };
        let body = ExportTraceServiceResponse { partial_success: Some(partial) }.encode_to_vec();
        Self::Status(200, "", body)
    }
}

/// Answers requests by a script, the last answer for ever.
pub(crate) struct Sink {
    address: SocketAddr,
    received: Receiver<Received>,
}

impl Sink {
    pub(crate) fn new() -> Self {
        Self::scripted([Answer::status(200)])
    }

    pub(crate) fn scripted(answers: impl IntoIterator<Item = Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let (sender, received) = channel();
        let script: Script = Arc::new(Mutex::new(answers.into_iter().collect()));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (sender, script) = (sender.clone(), Arc::clone(&script));
                thread::spawn(move || serve(stream, &sender, &script));
            }
        });
        Self { address, received }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
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

type Script = Arc<Mutex<Vec<Answer>>>;

fn next_answer(script: &Script) -> Answer {
    let mut script = script.lock().expect("the script");
    if script.len() > 1 { script.remove(0) } else { script.first().expect("an answer").clone() }
}

/// Requests of one connection, until the client closes it.
fn serve(mut stream: TcpStream, sender: &Sender<Received>, script: &Script) {
    let mut reader = BufReader::new(stream.try_clone().expect("a second handle"));
    while let Some(received) = read(&mut reader) {
        let answer = next_answer(script);
        // Told before it is answered: a client that has its answer may look at once.
        let _ = sender.send(received);
        match answer {
            Answer::Status(status, headers, body) => {
                let length = body.len();
                let head = format!("HTTP/1.1 {status} x\r\ncontent-length: {length}\r\n{headers}\r\n");
                if stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body)).is_err() {
                    return;
                }
            }
            Answer::Slow(time) => {
                // Nobody waits for this: it is what the collector is like.
                thread::sleep(time);
                if stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").is_err() {
                    return;
                }
            }
            Answer::Hang => {
                // Until the client has had enough.
                let _ = reader.read_line(&mut String::new());
                return;
            }
            Answer::Break => {
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-le");
                return;
            }
        }
    }
}

fn read(reader: &mut impl BufRead) -> Option<Received> {
    let mut line = String::new();
    reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
    let path = line.split(' ').nth(1)?.to_owned();
    let mut headers = BTreeMap::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    let length = headers.get("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(Received { path, headers, body })
}
