//! What the items of a stream amount to.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::attributes::Attributes;
use crate::json::{Json, JsonRef};
use crate::providers::raw::{Decoder, bytes_of, looks_like_events, parse, readable};
use crate::providers::recognition::{budget, chunk_format, reads_requests, response_format};
use crate::providers::request::write_response;
use crate::providers::wrapped::{self, RESPONSES};
use crate::providers::{KeptRequest, PayloadFormat, StreamMerger};
use crate::record::Recorded;
use crate::semconv::SpanKind;
use crate::value::ApiError;

/// Most items that are kept before the first one that an API is known by.
const MOST_EARLY: usize = 64;
/// How much of a body is kept that may still turn out to be one answer.
const LONGEST_BODY: usize = 1 << 20;
/// What stands for items that were left out.
const MORE: &str = "…[cut: more items followed]";

/// Reads the items of a stream: JSON, or a body in pieces. Items that an API is known by are put together to its response; others are
/// kept as they are, up to a limit.
pub(crate) struct StreamReader {
    kind: SpanKind,
    /// Bytes that are kept of items of no known API.
    limit: usize,
    /// Bytes that are kept of each text of a known API.
    longest: usize,
    decoder: Decoder,
    known: Option<(&'static dyn PayloadFormat, Box<dyn StreamMerger>)>,
    /// JSON that came before the first item of a known API.
    early: Vec<Json>,
    kept: Kept,
    /// Whether texts are literals of bytes, which the first one decides: any other may begin and end like one.
    has_literals: Option<bool>,
}

/// Items of no known API.
#[derive(Default)]
struct Kept {
    items: Vec<Recorded>,
    /// The body, where all items were pieces of one.
    body: Vec<u8>,
    is_body: bool,
    bytes: usize,
    left_out: bool,
}

impl StreamReader {
    /// A reader of a stream of a span of this kind, that keeps at most `limit` bytes of what no API is known by, and
    /// `longest` bytes of each text of one that is known.
    pub(crate) fn new(kind: SpanKind, limit: usize, longest: usize) -> Self {
        Self {
            kind,
            limit,
            longest,
            decoder: Decoder::default(),
            known: None,
            early: Vec::new(),
            kept: Kept::default(),
            has_literals: None,
        }
    }

    /// Reads an item. Gives the error that an API has put into the midst of its stream. `request` is the API of the request, where
    /// that is known.
    pub(crate) fn push(
        &mut self,
        request: Option<&'static dyn PayloadFormat>,
        recorded: Recorded,
    ) -> Option<ApiError> {
        if recorded.is_written() {
            self.kept.push(recorded, None, self.limit);
            return None;
        }
        let mut bytes = bytes_of(self.kind, &recorded);
        if matches!(recorded, Recorded::Text(_)) && !*self.has_literals.get_or_insert(bytes.is_some()) {
            bytes = None;
        }
        let is_read = reads_requests(self.kind);
        let error = match (&recorded, &bytes) {
            _ if !is_read => None,
            (_, Some(bytes)) => self.read_bytes(request, bytes),
            (Recorded::Text(text), None) => self.read_bytes(request, text.as_bytes()),
            (_, None) => self.read(request, recorded.view(), true),
        };
        if self.known.is_none() {
            self.kept.push(recorded, bytes, self.limit);
        }
        error
    }

    /// Reads a piece of a body.
    pub(in crate::providers) fn read_bytes(
        &mut self,
        request: Option<&'static dyn PayloadFormat>,
        piece: &[u8],
    ) -> Option<ApiError> {
        let events = self.decoder.push(piece);
        events
            .iter()
            .fold(None, |error, event| error.or(self.read(request, event.value.view(), event.is_sent)))
    }

    /// Reads what the end of a body completes.
    pub(in crate::providers) fn end_bytes(
        &mut self,
        request: Option<&'static dyn PayloadFormat>,
    ) -> Option<ApiError> {
        let events = self.decoder.end();
        events
            .iter()
            .fold(None, |error, event| error.or(self.read(request, event.value.view(), event.is_sent)))
    }

    /// Reads a value of a stream. What a model writes may look like an error too: it is one where the API is known, or where it was
    /// sent as an item.
    pub(in crate::providers) fn read(
        &mut self,
        request: Option<&'static dyn PayloadFormat>,
        value: JsonRef<'_>,
        is_item: bool,
    ) -> Option<ApiError> {
        if self.known.is_none()
            && let Some(format) = chunk_format(self.kind, request, value)
            && let Some(mut merger) = format.merge()
        {
            merger.keep_at_most(self.longest);
            self.early.drain(..).for_each(|early| merger.chunk(early.view()));
            self.known = Some((format, merger));
        }
        match &mut self.known {
            Some((format, merger)) => {
                let fits = |inner| format.is_chunk(inner).then_some(inner);
                merger.chunk(wrapped::find(value, RESPONSES, fits).unwrap_or(value));
            }
            None if self.early.len() < MOST_EARLY && value.size() <= LONGEST_BODY => {
                self.early.push(value.to_json());
            }
            None => {}
        }
        if is_item || self.known.is_some() { ApiError::read(value) } else { None }
    }

    /// Writes what has come together of a known API; whether there was one.
    pub(in crate::providers) fn finish_known(&mut self, out: &mut Attributes<'_>) -> bool {
        let Some((_, mut merger)) = self.known.take() else { return false };
        merger.finish(out);
        true
    }

    /// Writes what has come together. Gives what is to be written as the output, where that is not the response that the items made, and
    /// the error that the end has brought.
    pub(crate) fn finish(
        &mut self,
        request: Option<&KeptRequest>,
        out: &mut Attributes<'_>,
    ) -> (Option<Recorded>, Option<ApiError>) {
        let error = self.end_bytes(request.map(|request| request.format));
        if self.finish_known(out) {
            return (None, error);
        }
        let Some(recorded) = std::mem::take(&mut self.kept).together() else { return (None, error) };
        if !reads_requests(self.kind) {
            return (Some(recorded), error);
        }
        // A whole answer may come as the only item, or in pieces.
        let answer = match &recorded {
            Recorded::Json(Json::Array(items)) if items.len() == 1 => items.first().map(Json::view),
            _ => None,
        };
        if let Some(answer) = answer {
            let (is_answer, found) = read_value(self.kind, request, answer, out);
            let output = if is_answer { Recorded::Json(answer.to_json()) } else { recorded };
            return (Some(output), error.or(found));
        }
        if let Recorded::Text(text) = &recorded
            && let Some(json) = looks_like_events(text).then(|| parse(text)).flatten()
        {
            let (is_answer, found) = read_value(self.kind, request, json.view(), out);
            return (Some(if is_answer { Recorded::Tape(json) } else { recorded }), error.or(found));
        }
        (Some(recorded), error)
    }
}

impl Kept {
    fn push(&mut self, item: Recorded, bytes: Option<Vec<u8>>, limit: usize) {
        let bytes = bytes.or_else(|| match &item {
            Recorded::Text(text) => Some(text.clone().into_bytes()),
            _ => None,
        });
        if self.bytes == 0 && self.items.is_empty() {
            self.is_body = bytes.is_some();
        }
        match bytes {
            Some(bytes) if self.is_body => {
                let limit = if self.may_be_json(&bytes) { limit.max(LONGEST_BODY) } else { limit };
                let room = limit.saturating_sub(self.body.len());
                self.left_out |= bytes.len() > room;
                self.body.extend_from_slice(&bytes[..bytes.len().min(room)]);
                self.bytes = self.body.len();
            }
            _ => {
                self.end_body();
                let size = item.size();
                self.left_out |= self.bytes + size > limit;
                if self.bytes + size <= limit {
                    self.items.push(item.compact());
                }
                self.bytes = self.bytes.saturating_add(size);
            }
        }
    }

    fn may_be_json(&self, next: &[u8]) -> bool {
        let first = self.body.iter().chain(next).find(|byte| !byte.is_ascii_whitespace());
        matches!(first, Some(b'{' | b'['))
    }

    /// Items of both kinds are a list.
    fn end_body(&mut self) {
        if std::mem::take(&mut self.is_body) && !self.body.is_empty() {
            let body = std::mem::take(&mut self.body);
            self.items.push(Recorded::Text(String::from_utf8_lossy(&body).into_owned()));
        }
    }

    /// A body is one text, or base64 where nobody can read it; everything else is a list.
    fn together(mut self) -> Option<Recorded> {
        if self.is_body && !self.body.is_empty() {
            let mut text = readable(&self.body).unwrap_or_else(|| STANDARD.encode(&self.body));
            if self.left_out {
                text.push_str(MORE);
            }
            return Some(Recorded::Text(text));
        }
        if self.items.is_empty() && !self.left_out {
            return None;
        }
        let mut items: Vec<Json> =
            std::mem::take(&mut self.items).into_iter().map(Recorded::into_json).collect();
        if self.left_out {
            items.push(Json::from(MORE));
        }
        Some(Recorded::Json(Json::Array(items)))
    }
}

/// Reads a whole answer: a response, or the items of a stream in a list. Whether it is one, and the error in it.
pub(in crate::providers) fn read_value(
    kind: SpanKind,
    request: Option<&KeptRequest>,
    value: JsonRef<'_>,
    out: &mut Attributes<'_>,
) -> (bool, Option<ApiError>) {
    let hint = request.map(|request| request.format);
    let mut is_known = false;
    if let Some(format) = response_format(kind, hint, value) {
        write_response(format, request, value, out);
        is_known = true;
    } else if let JsonRef::Array(items) = value {
        let mut reader = StreamReader::new(kind, budget(kind, out.config()), out.config().recording_limit());
        for item in items {
            reader.read(hint, item, true);
        }
        is_known = reader.finish_known(out);
    }
    let error = ApiError::read(value);
    (is_known || error.is_some(), error)
}
