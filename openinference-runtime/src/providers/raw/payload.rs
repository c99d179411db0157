//! What of a recorded value may be a payload.

use std::borrow::Cow;

use super::{bytes_of, parse};
use crate::json::Json;
use crate::providers::recognition::reads_requests;
use crate::record::Recorded;
use crate::semconv::SpanKind;

/// What may be a request: a JSON value, or text or bytes that hold an object.
pub(crate) fn payload(kind: SpanKind, recorded: &Recorded) -> Option<Cow<'_, Json>> {
    if !reads_requests(kind) {
        return None;
    }
    match (recorded, bytes_of(kind, recorded)) {
        (_, Some(bytes)) => Some(Cow::Owned(object(&String::from_utf8_lossy(&bytes)))),
        (Recorded::Json(json), None) => Some(Cow::Borrowed(json)),
        (Recorded::Text(text), None) => Some(Cow::Owned(object(text))),
    }
}

/// An object that is written down, or the text itself.
fn object(text: &str) -> Json {
    let is_object = text.trim_start().starts_with('{');
    is_object.then(|| parse(text)).flatten().unwrap_or_else(|| Json::from(text))
}
