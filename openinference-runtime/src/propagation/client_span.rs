//! A span around an outgoing HTTP request, by OpenTelemetry's conventions for HTTP.

use http::header::HOST;
use opentelemetry::trace::{SpanBuilder, SpanKind, Status, TraceContextExt as _, Tracer as _};
use opentelemetry::{Context, KeyValue};
use reqwest_middleware::Result;
use reqwest_middleware::reqwest::{Request, Response};

use crate::{foreign_code, tracer};

const METHOD: &str = "http.request.method";
const STATUS: &str = "http.response.status_code";
const ADDRESS: &str = "server.address";
const PORT: &str = "server.port";
const ERROR: &str = "error.type";

/// `cx` with the span; None where there are none.
pub(super) fn start(cx: &Context, request: &Request) -> Option<Context> {
    let origin = tracer::resolve(cx)?.into_origin();
    let method = request.method().as_str().to_owned();
    let mut attributes = vec![KeyValue::new(METHOD, method.clone())];
    let url = request.url();
    if let Some(host) = url.host_str().or_else(|| request.headers().get(HOST)?.to_str().ok()) {
        attributes.push(KeyValue::new(ADDRESS, host.to_owned()));
    }
    if let Some(port) = url.port_or_known_default() {
        attributes.push(KeyValue::new(PORT, i64::from(port)));
    }
    let builder = SpanBuilder::from_name(method).with_kind(SpanKind::Client).with_attributes(attributes);
    let tracer = origin.tracer()?;
    Some(cx.with_span(foreign_code::run(|| tracer.build_with_context(builder, cx))))
}

/// A status from 400 on is an error to who asked.
pub(super) fn end(cx: &Context, response: &Result<Response>) {
    let span = cx.span();
    match response {
        Ok(response) => {
            let status = response.status();
            span.set_attribute(KeyValue::new(STATUS, i64::from(status.as_u16())));
            if status.is_client_error() || status.is_server_error() {
                span.set_attribute(KeyValue::new(ERROR, status.as_str().to_owned()));
                span.set_status(Status::error(""));
            }
        }
        // The text of an error has the URL in it.
        Err(error) => {
            let kind = if error.is_timeout() {
                "timeout"
            } else if error.is_connect() {
                "connect"
            } else {
                "_OTHER"
            };
            span.set_attribute(KeyValue::new(ERROR, kind));
            span.set_status(Status::error(kind));
        }
    }
    span.end();
}
