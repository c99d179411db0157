//! A request, as far as it is needed until the response comes.

use super::payload_format::PayloadFormat;
use crate::attributes::Attributes;
use crate::json::{Json, JsonRef};

/// What is kept of a request.
#[derive(Debug)]
pub(crate) struct Request {
    pub(crate) format: &'static dyn PayloadFormat,
    request_context: Option<Json>,
}

impl Request {
    pub(crate) fn new(format: &'static dyn PayloadFormat, request: JsonRef<'_>) -> Self {
        Self { format, request_context: format.request_context(request) }
    }
}

/// Writes what a response says of this format, which answers `request`, where that is known.
pub(crate) fn write_response(
    format: &'static dyn PayloadFormat,
    request: Option<&Request>,
    response: JsonRef<'_>,
    out: &mut Attributes<'_>,
) {
    match request.and_then(|request| request.request_context.as_ref()) {
        Some(request_context) => format.response_to(request_context.view(), response, out),
        None => format.response(response, out),
    }
}
