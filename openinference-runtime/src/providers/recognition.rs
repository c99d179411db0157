//! Which format a payload is of.

use std::sync::OnceLock;

use super::payload_format::PayloadFormat;
use super::registry::REGISTRY;
use super::stream::PAYLOAD_LIMITS;
use super::wrapped::{self, REQUESTS, RESPONSES};
use crate::config::TraceConfig;
use crate::json::JsonRef;
use crate::semconv::SpanKind;

/// The formats of one kind of span.
struct Formats {
    kind: SpanKind,
    particular: Vec<&'static dyn PayloadFormat>,
    /// Many APIs look like these.
    common: Vec<&'static dyn PayloadFormat>,
}

fn formats(kind: SpanKind) -> Option<&'static Formats> {
    static FORMATS: OnceLock<Vec<Formats>> = OnceLock::new();
    let all = FORMATS.get_or_init(|| {
        let of_kind = |kind: &SpanKind| {
            let of_kind = REGISTRY.iter().copied().filter(|format| format.kind() == *kind);
            let (common, particular) = of_kind.partition(|format| format.is_ambiguous());
            Formats { kind: *kind, particular, common }
        };
        let all = SpanKind::ALL.iter().map(of_kind);
        all.filter(|formats| !formats.particular.is_empty() || !formats.common.is_empty()).collect()
    });
    all.iter().find(|formats| formats.kind == kind)
}

/// Whether payloads may be found in arguments and results of this kind of span.
pub(crate) fn reads_requests(kind: SpanKind) -> bool {
    formats(kind).is_some()
}

/// How many bytes of content are read from one argument or result. Of payloads more than of other values: they become many
/// attributes, each with a limit of its own.
pub(crate) fn budget(kind: SpanKind, config: &TraceConfig) -> usize {
    let limits = if reads_requests(kind) { PAYLOAD_LIMITS } else { 4 };
    config.value_length_limit().saturating_mul(limits)
}

/// The API that `payload` is a request to.
pub(crate) fn request_format(kind: SpanKind, payload: JsonRef<'_>) -> Option<&'static dyn PayloadFormat> {
    wrapped::find(payload, REQUESTS, |payload| only(kind, |format| format.is_request(payload)))
}

/// The API that `payload` is a response of. `request` is the API of the request, where that is known.
pub(super) fn response_format(
    kind: SpanKind,
    request: Option<&'static dyn PayloadFormat>,
    payload: JsonRef<'_>,
) -> Option<&'static dyn PayloadFormat> {
    wrapped::find(payload, RESPONSES, |payload| {
        request
            .filter(|format| format.is_response(payload))
            .or_else(|| only(kind, |format| format.is_response(payload)))
    })
}

/// The API that `payload` is an item of a stream of. `request` is the API of the request, where that is known.
pub(super) fn chunk_format(
    kind: SpanKind,
    request: Option<&'static dyn PayloadFormat>,
    payload: JsonRef<'_>,
) -> Option<&'static dyn PayloadFormat> {
    wrapped::find(payload, RESPONSES, |payload| {
        request
            .filter(|format| format.is_chunk(payload))
            .or_else(|| only(kind, |format| format.is_chunk(payload)))
    })
}

/// The format that fits, if there is exactly one: first among the particular ones, then among the common ones.
fn only(kind: SpanKind, fits: impl Fn(&dyn PayloadFormat) -> bool) -> Option<&'static dyn PayloadFormat> {
    let Formats { particular, common, .. } = formats(kind)?;
    [particular, common]
        .into_iter()
        .find_map(|formats| {
            let mut fitting = formats.iter().copied().filter(|format| fits(*format));
            Some((fitting.next()?, fitting.next()))
        })
        .and_then(|(first, second)| second.is_none().then_some(first))
}
