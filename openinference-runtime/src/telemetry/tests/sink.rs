//! A scripted HTTP collector on a port of the system's choice.

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::mpsc::{Receiver, Sender, channel},
    thread,
    time::Duration,
};

use opentelemetry_proto::tonic::{collector::trace::v1::ExportTraceServiceRequest, trace::v1::Span};
use prost::Message;

/// Nothing here takes long; a test that waits this long has failed.
const PATIENCE: Duration = Duration::from_secs(60);

/// What was posted.
#[derive(Debug)]
pub(super) struct Received {
    pub(super) path: String,
    /// By lower-case name.
    pub(super) headers: BTreeMap<String, String>,
    pub(super) body: Vec<u8>,
}

impl Received {
    pub(super) fn message(&self) -> ExportTraceServiceRequest {
        ExportTraceServiceRequest::decode(self.body.as_slice()).expect("an OTLP request")
    }

    pub(super) fn spans(&self) -> Vec<Span> {
        self.message()
            .resource_spans
            .into_iter()
            .flat_map(|resource| resource.scope_spans)
            .flat_map(|scope| scope.spans)
            .collect()
    }

    pub(super) fn span_names(&self) -> Vec<String> {
        self.spans().into_iter().map(|span| span.name).collect()
    }
}

/// One answer of the collector.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: String,
    pub(super) body: Vec<u8>,
}

impl Answer {
    pub(super) fn status(status: u16) -> Self {
        Self { status, headers: String::new(), body: Vec::new() }
    }
}

/// Answers requests by a script, the last answer for ever.
pub(super) struct Sink {
    address: SocketAddr,
    received: Receiver<Received>,
}

impl Sink {
    pub(super) fn answering(status: u16) -> Self {
        Self::scripted(vec![Answer::status(status)])
    }

    pub(super) fn scripted(answers: Vec<Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let (sender, received) = channel();
        let script = std::sync::Arc::new(std::sync::Mutex::new(answers));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (sender, script) = (sender.clone(), std::sync::Arc::clone(&script));
                thread::spawn(move || {
                    serve(stream, &sender, || {
                        let mut script = script.lock().expect("the script");
                        if script.len() > 1 { script.remove(0) } else { script[0].clone() }
                    })
                });
            }
        });
        Self { address, received }
    }

    pub(super) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(super) fn next(&self) -> Received {
        self.received.recv_timeout(PATIENCE).expect("a request")
    }

    /// What has come so far and was not looked at.
    pub(super) fn rest(&self) -> Vec<Received> {
        self.received.try_iter().collect()
    }
}

/// Requests of one connection, until the client closes it.
fn serve(stream: TcpStream, sender: &Sender<Received>, answer: impl Fn() -> Answer) {
    let mut reader = BufReader::new(stream.try_clone().expect("a second handle"));
    let mut stream = stream;
    while let Some(received) = read(&mut reader) {
        let answer = answer();
        // Told before it is answered: a client that has its answer may look at once.
        let _ = sender.send(received);
        let head = format!(
            "HTTP/1.1 {} x\r\ncontent-length: {}\r\n{}\r\n",
            answer.status,
            answer.body.len(),
            answer.headers
        );
        if stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&answer.body)).is_err() {
            return;
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
