//! The API of a provider as it appears in payloads.

use std::fmt::Debug;

use super::stream_merger::StreamMerger;
use crate::attributes::Attributes;
use crate::json::{Json, JsonRef};
use crate::semconv::SpanKind;

/// One API: which payloads are its own, and what they say.
pub(crate) trait PayloadFormat: Debug + Sync {
    /// The kind of span that payloads of this API belong to.
    fn kind(&self) -> SpanKind;

    /// Whether many APIs look like this one at first sight: then it stands back where a more particular one fits.
    fn is_ambiguous(&self) -> bool {
        false
    }

    /// Whether `payload` is a request to this API and to no other.
    fn is_request(&self, payload: JsonRef<'_>) -> bool;

    /// Writes what a request says.
    fn request(&self, request: JsonRef<'_>, out: &mut Attributes<'_>);

    /// Whether `payload` is a response of this API and of no other.
    fn is_response(&self, payload: JsonRef<'_>) -> bool;

    /// Writes what a response says.
    fn response(&self, response: JsonRef<'_>, out: &mut Attributes<'_>);

    /// What of a request its response refers to instead of saying it again.
    fn request_context(&self, request: JsonRef<'_>) -> Option<Json> {
        let _ = request;
        None
    }

    /// As [`response`](Self::response), where `request_context` is known of the request.
    fn response_to(&self, request_context: JsonRef<'_>, response: JsonRef<'_>, out: &mut Attributes<'_>) {
        let _ = request_context;
        self.response(response, out);
    }

    /// Whether `payload` is an item of a stream of this API and of no other.
    fn is_chunk(&self, payload: JsonRef<'_>) -> bool {
        let _ = payload;
        false
    }

    /// Collects the items of one stream; `None` of an API that has no streams.
    fn merge(&self) -> Option<Box<dyn StreamMerger>> {
        None
    }
}
