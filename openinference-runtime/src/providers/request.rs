//! A request, as far as it is needed until the response comes.

use super::payload_format::PayloadFormat;
use super::wrapped::{self, REQUESTS, RESPONSES};
use crate::attributes::Attributes;
use crate::json::{Json, JsonRef};

/// What is kept of a request.
#[derive(Debug)]
pub(crate) struct KeptRequest {
    pub(crate) format: &'static dyn PayloadFormat,
    request_context: Option<Json>,
}

impl KeptRequest {
    pub(crate) fn new(format: &'static dyn PayloadFormat, request: JsonRef<'_>) -> Self {
        Self { format, request_context: format.request_context(inner_request(format, request)) }
    }
}

/// Writes what a request of this format says, which may stand in a wrapper.
pub(crate) fn write_request(format: &dyn PayloadFormat, request: JsonRef<'_>, out: &mut Attributes<'_>) {
    format.request(inner_request(format, request), out);
}

fn inner_request<'a>(format: &dyn PayloadFormat, request: JsonRef<'a>) -> JsonRef<'a> {
    // Most requests stand in nothing, and need not be known a second time.
    if REQUESTS.iter().all(|name| request.get(name).is_none()) {
        return request;
    }
    wrapped::find(request, REQUESTS, |inner| format.is_request(inner).then_some(inner)).unwrap_or(request)
}

/// Writes what a response says of this format, which answers `request`, where that is known, and may stand in a wrapper.
pub(super) fn write_response(
    format: &dyn PayloadFormat,
    request: Option<&KeptRequest>,
    response: JsonRef<'_>,
    out: &mut Attributes<'_>,
) {
    let response = wrapped::find(response, RESPONSES, |inner| format.is_response(inner).then_some(inner))
        .unwrap_or(response);
    match request.and_then(|request| request.request_context.as_ref()) {
        Some(request_context) => format.response_to(request_context.view(), response, out),
        None => format.response(response, out),
    }
}
