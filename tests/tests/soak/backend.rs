//! A backend that works for a second, fails for a second in one way, works, fails in another way, and so on.

use std::collections::HashMap;
use std::future::pending;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::Result;
use opentelemetry_proto::tonic::collector::trace::v1::{
    ExportTracePartialSuccess, ExportTraceServiceRequest, ExportTraceServiceResponse,
};
use prost::Message as _;
use test_http_server::{Answer, Request, Server, StatusCode};

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
    let seen = Arc::new(Mutex::new(Seen::default()));
    let (theirs, start) = (Arc::clone(&seen), Instant::now());
    let server = Server::start(move |request| answer(request, way(start), Arc::clone(&theirs)))?;
    println!("url:{}", server.url());
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

async fn answer(request: Request, way: Option<Way>, seen: Arc<Mutex<Seen>>) -> Answer {
    let Ok(request) = ExportTraceServiceRequest::decode(request.into_body()) else {
        return Answer::status(StatusCode::BAD_REQUEST);
    };
    // Noted before it is answered: who has the answer may ask for the tally.
    let note = |acknowledged, rejected| {
        seen.lock().unwrap_or_else(PoisonError::into_inner).note(&request, acknowledged, rejected);
    };
    match way {
        None => {
            note(true, 0);
            Answer::ok()
        }
        Some(Way::Slow) => {
            tokio::time::sleep(SLOW).await;
            note(true, 0);
            Answer::ok()
        }
        Some(Way::Rejects) => {
            let spans = request.resource_spans.iter().flat_map(|one| &one.scope_spans);
            let rejected = REJECTED.min(spans.map(|one| one.spans.len()).sum());
            let count = i64::try_from(REJECTED).unwrap_or_default();
            let partial = ExportTracePartialSuccess { rejected_spans: count, error_message: String::new() };
            note(true, rejected);
            let body = ExportTraceServiceResponse { partial_success: Some(partial) }.encode_to_vec();
            Answer::ok().body("application/x-protobuf", body)
        }
        Some(way) => {
            note(false, 0);
            way.fail().await
        }
    }
}

impl Way {
    async fn fail(self) -> Answer {
        match self {
            Self::Unavailable => Answer::status(StatusCode::SERVICE_UNAVAILABLE),
            Self::Throttles => Answer::status(StatusCode::TOO_MANY_REQUESTS).header("retry-after", "1"),
            Self::Fails => Answer::status(StatusCode::INTERNAL_SERVER_ERROR),
            Self::TooLarge => Answer::status(StatusCode::PAYLOAD_TOO_LARGE),
            // Until the client has had enough.
            Self::Hangs => pending().await,
            Self::Breaks => Answer::Half,
            Self::Closes | Self::Slow | Self::Rejects => Answer::None,
        }
    }
}
