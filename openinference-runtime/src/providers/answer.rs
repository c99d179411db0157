//! Whole results: what the response in them says, and the error in them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::raw::{bytes_of, looks_like_events, parse, readable};
use super::recognition::reads_requests;
use super::stream::{StreamReader, read_value};
use super::{KeptRequest, mcp};
use crate::attributes::Attributes;
use crate::record::Recorded;
use crate::semconv::SpanKind;
use crate::value::ApiError;

/// Reads a whole result, and writes what the response in it says. Gives the output as it is to be written, and the error that an
/// API has put into the body of its answer.
pub(crate) fn read_answer(
    kind: SpanKind,
    request: Option<&KeptRequest>,
    recorded: Recorded,
    out: &mut Attributes<'_>,
) -> (Recorded, Option<ApiError>) {
    if recorded.is_written() {
        return (recorded, None);
    }
    let (recorded, is_body) = read_body(kind, recorded);
    if kind == SpanKind::Tool {
        return mcp::read_result(recorded);
    }
    if !reads_requests(kind) {
        return (recorded, None);
    }
    match recorded {
        Recorded::Text(text) => {
            if let Some(json) = text.trim_start().starts_with(['{', '[']).then(|| parse(&text)).flatten() {
                let (is_answer, error) = read_value(kind, request, json.view(), out);
                let recorded = if is_body || is_answer { Recorded::Tape(json) } else { Recorded::Text(text) };
                return (recorded, error);
            }
            let error = if kind == SpanKind::Llm && looks_like_events(&text) {
                read_events(request, &text, out)
            } else {
                None
            };
            (Recorded::Text(text), error)
        }
        other => {
            let (_, error) = read_value(kind, request, other.view(), out);
            (other, error)
        }
    }
}

/// A body as what it is: text, or base64 where nobody can read it. Whether the value was one.
fn read_body(kind: SpanKind, recorded: Recorded) -> (Recorded, bool) {
    let is_literal = matches!(recorded, Recorded::Text(_));
    match bytes_of(kind, &recorded) {
        Some(bytes) => match readable(&bytes) {
            Some(text) => (Recorded::Text(text), true),
            None if is_literal => (Recorded::Text(STANDARD.encode(bytes)), true),
            None => (recorded, false),
        },
        None => (recorded, false),
    }
}

/// Reads a whole stream of events that was collected into one text, if an API is known by something in it.
fn read_events(request: Option<&KeptRequest>, text: &str, out: &mut Attributes<'_>) -> Option<ApiError> {
    let mut reader = StreamReader::new(SpanKind::Llm, 0, out.config().recording_limit());
    let hint = request.map(|request| request.format);
    let mut error = reader.read_bytes(hint, text.as_bytes());
    error = error.or(reader.end_bytes(hint));
    if reader.finish_known(out) { error } else { None }
}
