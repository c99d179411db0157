//! What of a recorded value may be a payload.

use super::{bytes_of, parse};
use crate::json::{JsonRef, Tape};
use crate::providers::recognition::reads_requests;
use crate::record::Recorded;
use crate::semconv::SpanKind;

/// What may be a request: a JSON value, or text or bytes that hold an object.
#[derive(Debug)]
pub(crate) enum RawPayload<'a> {
    /// The recorded value itself.
    Recorded(JsonRef<'a>),
    /// What is written in the text or the bytes that were recorded.
    Parsed(Tape),
    /// Text of bytes that were recorded.
    Text(String),
}

impl<'a> RawPayload<'a> {
    pub(crate) fn of(kind: SpanKind, recorded: &'a Recorded) -> Option<Self> {
        if !reads_requests(kind) {
            return None;
        }
        Some(match (bytes_of(kind, recorded), recorded) {
            (Some(bytes), _) => {
                let text = String::from_utf8_lossy(&bytes);
                object(&text).map_or_else(|| Self::Text(text.into_owned()), Self::Parsed)
            }
            (None, Recorded::Text(text)) => {
                object(text).map_or(Self::Recorded(recorded.view()), Self::Parsed)
            }
            (None, _) => Self::Recorded(recorded.view()),
        })
    }

    pub(crate) fn view(&self) -> JsonRef<'_> {
        match self {
            Self::Recorded(json) => *json,
            Self::Parsed(tape) => tape.view(),
            Self::Text(text) => JsonRef::String(text),
        }
    }

    /// What takes the place of the recorded value, where it is not that value.
    pub(crate) fn into_recorded(self) -> Option<Recorded> {
        match self {
            Self::Recorded(_) => None,
            Self::Parsed(tape) => Some(Recorded::Tape(tape)),
            Self::Text(text) => Some(Recorded::Text(text)),
        }
    }
}

/// An object that is written down.
fn object(text: &str) -> Option<Tape> {
    text.trim_start().starts_with('{').then(|| parse(text)).flatten()
}
