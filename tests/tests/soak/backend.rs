//! A backend that works for a second, fails for a second in one way, works, fails in another way, and so on.

use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use opentelemetry_proto::tonic::collector::trace::v1::{
    ExportTracePartialSuccess, ExportTraceServiceRequest, ExportTraceServiceResponse,
};
use prost::Message as _;

const WINDOW: Duration = Duration::from_secs(1);

/// How long an answer takes that is slow, but comes.
const SLOW: Duration = Duration::from_millis(400);

/// Spans of each request that are not taken while it takes the others.
const REJECTED: usize = 3;

#[derive(Clone, Copy, Debug)]
enum Way {
    Unavailable,
    Hangs,
    Breaks,
    Throttles,
    Fails,
    Slow,
    TooLarge,
    Rejects,
    Closes,
}

const WAYS: &[Way] = &[
    Way::Unavailable,
    Way::Hangs,
    Way::Breaks,
    Way::Throttles,
    Way::Fails,
    Way::Slow,
    Way::TooLarge,
    Way::Rejects,
    Way::Closes,
];

/// What became of all requests.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    /// Requests that were answered otherwise than with success for all.
    pub(crate) failed: u64,
    /// Spans in requests that were answered with 2xx, less those rejected.
    pub(crate) acknowledged: u64,
    /// Spans that came again, acknowledged or not.
    pub(crate) received_twice: u64,
    /// Spans that came again after they had been acknowledged.
    pub(crate) acknowledged_twice: u64,
}

impl Tally {
    pub(crate) fn parse(line: &str) -> Option<Self> {
        let (_, numbers) = line.split_once("tally:")?;
        let mut numbers = numbers.split(' ').map_while(|number| number.parse().ok());
        Some(Self {
            failed: numbers.next()?,
            acknowledged: numbers.next()?,
            received_twice: numbers.next()?,
            acknowledged_twice: numbers.next()?,
        })
    }
}

/// Span ids, and whether they were acknowledged.
#[derive(Debug, Default)]
struct Seen {
    ids: HashMap<[u8; 8], bool>,
    tally: Tally,
}

impl Seen {
    fn note(&mut self, request: &ExportTraceServiceRequest, acknowledged: bool, rejected: usize) {
        let spans = request.resource_spans.iter().flat_map(|one| &one.scope_spans).flat_map(|one| &one.spans);
        let mut count: usize = 0;
        for span in spans {
            let id = span.span_id.as_slice().try_into().unwrap_or_default();
            count += 1;
            match self.ids.insert(id, acknowledged) {
                Some(true) => self.tally.acknowledged_twice += 1,
                Some(false) => self.tally.received_twice += 1,
                None => {}
            }
        }
        self.tally.failed += u64::from(!acknowledged || rejected > 0);
        if acknowledged {
            self.tally.acknowledged += u64::try_from(count.saturating_sub(rejected)).unwrap_or_default();
        }
    }
}

/// Says its URL, answers until its input ends, and says what became of all requests.
pub(crate) fn run() -> Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    println!("url:http://{}", listener.local_addr()?);
    let seen = Arc::new(Mutex::new(Seen::default()));
    let (theirs, start) = (Arc::clone(&seen), Instant::now());
    thread::spawn(move || {
        for connection in listener.incoming().map_while(Result::ok) {
            let seen = Arc::clone(&theirs);
            thread::spawn(move || serve(&connection, start, &seen));
        }
    });
    io::copy(&mut io::stdin(), &mut io::sink())?;
    let seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
    let Tally { failed, acknowledged, received_twice, acknowledged_twice } = seen.tally;
    println!("tally:{failed} {acknowledged} {received_twice} {acknowledged_twice}");
    Ok(())
}

/// How it fails just now; `None` while it works.
fn way(start: Instant) -> Option<Way> {
    let window = usize::try_from(start.elapsed().as_millis() / WINDOW.as_millis()).unwrap_or_default();
    (window % 2 == 1).then(|| WAYS[window / 2 % WAYS.len()])
}

fn serve(connection: &TcpStream, start: Instant, seen: &Mutex<Seen>) -> Result<()> {
    let mut reader = BufReader::new(connection);
    let mut writer = connection;
    loop {
        let body = request(&mut reader)?;
        let request = ExportTraceServiceRequest::decode(&*body)?;
        let note = |acknowledged, rejected| {
            seen.lock().unwrap_or_else(PoisonError::into_inner).note(&request, acknowledged, rejected);
        };
        let mut status = |status: &str, body: &[u8]| -> io::Result<()> {
            let head = format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\n\r\n", body.len());
            writer.write_all(&[head.as_bytes(), body].concat())
        };
        // Noted before it is answered: who has the answer may ask for the tally.
        match way(start) {
            None => {
                note(true, 0);
                status("200 OK", &[])?;
            }
            Some(Way::Slow) => {
                thread::sleep(SLOW);
                note(true, 0);
                status("200 OK", &[])?;
            }
            Some(Way::Rejects) => {
                let count = i64::try_from(REJECTED)?;
                let spans = request.resource_spans.iter().flat_map(|one| &one.scope_spans);
                let rejected = REJECTED.min(spans.map(|one| one.spans.len()).sum());
                let partial =
                    ExportTracePartialSuccess { rejected_spans: count, error_message: String::new() };
                note(true, rejected);
                status(
                    "200 OK",
                    &ExportTraceServiceResponse { partial_success: Some(partial) }.encode_to_vec(),
                )?;
            }
            Some(Way::Unavailable) => {
                note(false, 0);
                status("503 Service Unavailable", &[])?;
            }
            Some(Way::Throttles) => {
                note(false, 0);
                status("429 Too Many Requests\r\nretry-after: 1", &[])?;
            }
            Some(Way::Fails) => {
                note(false, 0);
                status("500 Internal Server Error", &[])?;
            }
            Some(Way::TooLarge) => {
                note(false, 0);
                status("413 Content Too Large", &[])?;
            }
            Some(Way::Hangs) => {
                note(false, 0);
                // Until the client has had enough.
                io::copy(&mut reader, &mut io::sink())?;
            }
            Some(Way::Breaks) => {
                note(false, 0);
                writer.write_all(b"HTTP/1.1 200 OK\r\ncontent-le")?;
                return Ok(());
            }
            Some(Way::Closes) => {
                note(false, 0);
                return Ok(());
            }
        }
    }
}

/// The body of the next request.
fn request(reader: &mut impl BufRead) -> Result<Vec<u8>> {
    let mut length = 0;
    let mut line = String::new();
    while reader.read_line(&mut line)? > 2 {
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse()?;
        }
        line.clear();
    }
    (!line.is_empty()).then_some(()).context("the client has gone")?;
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    Ok(body)
}
