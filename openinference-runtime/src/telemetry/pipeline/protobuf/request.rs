//! A request of encoded spans: `opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest`.

use opentelemetry::{InstrumentationScope, KeyValue};

use super::{
    sink::{Message, Sink, Size, WireType, field_size},
    span::attributes,
};

const RESOURCE_SPANS: u32 = 1;
const RESOURCE: u32 = 1;
const SCOPE_SPANS: u32 = 2;
const SCOPE: u32 = 1;
pub(super) const SPANS: u32 = 2;
/// Of the resource and of the scope alike.
const SCHEMA_URL: u32 = 3;

/// Most that the field number and length of an enclosing message take.
const ENVELOPE: usize = 11;

/// What all spans of a provider come from, encoded.
#[derive(Clone, Debug, Default)]
pub(crate) struct Resource(Vec<u8>);

impl Resource {
    /// Encodes the resource with its schema's URL, as fields of `ResourceSpans`.
    pub(crate) fn new(resource: &opentelemetry_sdk::Resource) -> Self {
        let attributes: Vec<_> =
            resource.iter().map(|(key, value)| KeyValue::new(key.clone(), value.clone())).collect();
        let mut encoded = Vec::new();
        encoded.message(RESOURCE, &ResourceMessage(&attributes));
        encoded.string(SCHEMA_URL, resource.schema_url().unwrap_or_default());
        Self(encoded)
    }

    /// Upper bound of what a request takes beside its scopes.
    pub(crate) fn size(&self) -> usize {
        self.0.len() + ENVELOPE
    }
}

/// Spans of one scope, each written by a [`SpanMessage`](super::SpanMessage); in several pieces where they were collected in
/// several places.
#[derive(Debug)]
pub(crate) struct ScopeSpans<'b> {
    pub(crate) scope: &'b InstrumentationScope,
    pub(crate) spans: Vec<&'b [u8]>,
}

/// Upper bound of what a request takes for a scope beside its spans.
pub(crate) fn scope_size(scope: &InstrumentationScope) -> usize {
    ENVELOPE
        + field_size(SCOPE, Size::of(&ScopeMessage(scope)))
        + field_size(SCHEMA_URL, scope.schema_url().map_or(0, str::len))
}

/// The whole request.
pub(crate) fn encode_request(resource: &Resource, scopes: &[ScopeSpans<'_>]) -> Vec<u8> {
    let message = ResourceSpans { resource, scopes };
    let size = Size::of(&message);
    let mut body = Vec::with_capacity(field_size(RESOURCE_SPANS, size));
    body.tag(RESOURCE_SPANS, WireType::Length);
    body.varint(size as u64);
    message.encode(&mut body);
    body
}

struct ResourceSpans<'b> {
    resource: &'b Resource,
    scopes: &'b [ScopeSpans<'b>],
}

impl Message for ResourceSpans<'_> {
    fn encode<S: Sink>(&self, sink: &mut S) {
        sink.raw(&self.resource.0);
        self.scopes.iter().for_each(|scope| sink.message(SCOPE_SPANS, scope));
    }
}

impl Message for ScopeSpans<'_> {
    fn encode<S: Sink>(&self, sink: &mut S) {
        sink.message(SCOPE, &ScopeMessage(self.scope));
        self.spans.iter().for_each(|spans| sink.raw(spans));
        sink.string(SCHEMA_URL, self.scope.schema_url().unwrap_or_default());
    }
}

struct ScopeMessage<'b>(&'b InstrumentationScope);

impl Message for ScopeMessage<'_> {
    fn encode<S: Sink>(&self, sink: &mut S) {
        sink.string(1, self.0.name());
        sink.string(2, self.0.version().unwrap_or_default());
        self.0.attributes().for_each(|one| sink.message(3, one));
    }
}

struct ResourceMessage<'b>(&'b [KeyValue]);

impl Message for ResourceMessage<'_> {
    fn encode<S: Sink>(&self, sink: &mut S) {
        attributes(sink, 1, self.0);
    }
}
