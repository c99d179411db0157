//! A backend that fails in every way, one request after the other; then it asks for an hour of patience.

use std::collections::HashMap;
use std::env;
use std::future::pending;
use std::io::{self, BufRead as _, BufReader, Lines, Read as _};
use std::net::{Ipv4Addr, TcpListener};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use flate2::read::GzDecoder;
use opentelemetry_proto::tonic::collector::trace::v1::{
    ExportTracePartialSuccess, ExportTraceServiceRequest, ExportTraceServiceResponse,
};
use prost::Message as _;
use test_http_server::{Answer, Request, Server, StatusCode};

const WORKS_FOR: &str = "OPENINFERENCE_CHAOS_WORKS_FOR";

/// Of which each is told once of the hour.
pub(crate) const SIGNALS: u64 = 3;

/// Spans of each request that are not taken while it takes the others.
const REJECTED: usize = 3;

#[derive(Clone, Copy, Debug)]
enum Way {
    Works,
    Unavailable,
    Hangs,
    Drips,
    Garbage,
    Page,
    Throttles,
    Breaks,
    Closes,
    Fails,
    TooLarge,
    Rejects,
}

/// In this order, for each signal.
const WAYS: &[Way] = &[
    Way::Works,
    Way::Unavailable,
    Way::Works,
    Way::Hangs,
    Way::Works,
    Way::Drips,
    Way::Garbage,
    Way::Works,
    Way::Page,
    Way::Throttles,
    Way::Works,
    Way::Breaks,
    Way::Works,
    Way::Closes,
    Way::Fails,
    Way::Works,
    Way::TooLarge,
    Way::Works,
    Way::Rejects,
];

/// What became of all requests.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    /// Requests while it worked, at times.
    asked: u64,
    /// Requests after it had asked for an hour of patience, and the ones that it asked that of.
    pub(crate) asked_in_the_hour: u64,
    /// Spans in requests that were answered with 2xx, less those rejected.
    pub(crate) acknowledged: u64,
}

#[derive(Debug, Default)]
struct State {
    requests: HashMap<String, usize>,
    tally: Tally,
}

/// The process of a backend.
#[derive(Debug)]
pub(crate) struct Backend {
    process: Child,
    said: Lines<BufReader<ChildStdout>>,
    url: String,
}

impl Backend {
    pub(crate) fn start(works_for: Duration) -> Result<Self> {
        let mut process = Command::new(env::current_exe()?)
            .args(["--exact", "half_a_backend", "--ignored", "--nocapture"])
            .env(WORKS_FOR, works_for.as_millis().to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut said = BufReader::new(process.stdout.take().context("stdout is a pipe")?).lines();
        let mut urls = said.by_ref().map_while(Result::ok);
        let url = urls.find_map(|line| Some(line.split_once("url:")?.1.to_owned())).context("a URL")?;
        Ok(Self { process, said, url })
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    pub(crate) fn end(mut self) -> Result<Tally> {
        // The end of its input tells it that this was all.
        drop(self.process.stdin.take());
        let tally = self.said.by_ref().map_while(Result::ok).find_map(|line| {
            let (_, numbers) = line.split_once("tally:")?;
            let mut numbers = numbers.split(' ').map_while(|number| number.parse().ok());
            let mut next = || numbers.next();
            Some(Tally { asked: next()?, asked_in_the_hour: next()?, acknowledged: next()? })
        });
        ensure!(self.process.wait()?.success(), "the backend");
        tally.context("a tally")
    }
}

/// A URL where nobody listens.
pub(crate) fn closed_port() -> io::Result<String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    Ok(format!("http://{}", listener.local_addr()?))
}

/// Says its URL, answers until its input ends, and says what became of all requests.
pub(crate) fn run() -> Result<()> {
    let works_until = Instant::now() + Duration::from_millis(env::var(WORKS_FOR)?.parse()?);
    let state = Arc::new(Mutex::new(State::default()));
    let theirs = Arc::clone(&state);
    let server = Server::start(move |request| answer(request, works_until, Arc::clone(&theirs)))?;
    println!("\nurl:{}", server.url());
    io::copy(&mut io::stdin(), &mut io::sink())?;
    let state = state.lock().unwrap_or_else(PoisonError::into_inner);
    let Tally { asked, asked_in_the_hour, acknowledged } = state.tally;
    println!("\ntally:{asked} {asked_in_the_hour} {acknowledged}");
    Ok(())
}

/// The spans of a request; of another signal there are none.
fn spans(request: &Request) -> usize {
    let mut body = Vec::new();
    let is_read = match request.headers().get("content-encoding") {
        Some(_) => GzDecoder::new(&**request.body()).read_to_end(&mut body),
        None => (&**request.body()).read_to_end(&mut body),
    };
    if is_read.is_err() || request.uri().path() != "/v1/traces" {
        return 0;
    }
    let Ok(message) = ExportTraceServiceRequest::decode(&*body) else { return 0 };
    message.resource_spans.iter().flat_map(|one| &one.scope_spans).map(|one| one.spans.len()).sum()
}

async fn answer(request: Request, works_until: Instant, state: Arc<Mutex<State>>) -> Answer {
    let spans = spans(&request);
    let way = {
        let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
        if Instant::now() >= works_until {
            state.tally.asked_in_the_hour += 1;
            return Answer::status(StatusCode::TOO_MANY_REQUESTS).header("retry-after", "3600");
        }
        state.tally.asked += 1;
        let number = state.requests.entry(request.uri().path().to_owned()).or_default();
        let way = WAYS[*number % WAYS.len()];
        *number += 1;
        // Before it is answered: who has the answer may ask for the tally.
        let rejected = if matches!(way, Way::Rejects) { REJECTED.min(spans) } else { 0 };
        if matches!(way, Way::Works | Way::Drips | Way::Garbage | Way::Rejects) {
            state.tally.acknowledged += u64::try_from(spans - rejected).unwrap_or_default();
        }
        way
    };
    match way {
        Way::Works => Answer::ok(),
        Way::Garbage => Answer::ok().body("application/x-protobuf", vec![0xff; 999]),
        Way::Page => Answer::ok().body("text/html; charset=utf-8", "<html>Welcome</html>"),
        Way::Rejects => {
            let rejected_spans = i64::try_from(REJECTED.min(spans)).unwrap_or_default();
            let partial = ExportTracePartialSuccess { rejected_spans, error_message: String::new() };
            let body = ExportTraceServiceResponse { partial_success: Some(partial) }.encode_to_vec();
            Answer::ok().body("application/x-protobuf", body)
        }
        Way::Unavailable => Answer::status(StatusCode::SERVICE_UNAVAILABLE),
        Way::Throttles => Answer::status(StatusCode::TOO_MANY_REQUESTS).header("retry-after", "0"),
        Way::Fails => Answer::status(StatusCode::INTERNAL_SERVER_ERROR),
        Way::TooLarge => Answer::status(StatusCode::PAYLOAD_TOO_LARGE),
        // Until the client has had enough.
        Way::Hangs => pending().await,
        Way::Drips => Answer::Drip,
        Way::Breaks => Answer::Half,
        Way::Closes => Answer::None,
    }
}
