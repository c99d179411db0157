//! A request of encoded items: `ExportTraceServiceRequest`, and `ExportLogsServiceRequest` and `ExportMetricsServiceRequest`,
//! which are numbered alike: resources, in them scopes, in them items.

use std::ops::Range;

use opentelemetry::{InstrumentationScope, KeyValue};

use super::item::ITEMS;
use super::{
    fields::fields,
    sink::{Sink, Size, WireMessage, WireType, field_size},
    span::attributes,
};

const RESOURCES: u32 = 1;
const RESOURCE: u32 = 1;
const SCOPES: u32 = 2;
const SCOPE: u32 = 1;
/// Of the resource and of the scope alike.
const SCHEMA_URL: u32 = 3;

/// Most that the field number and length of an enclosing message take.
const ENVELOPE: usize = 11;

/// What all items of a provider come from, encoded.
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

/// Items of one scope, written by [`Measured`](super::Measured); in several pieces where they were collected in several places.
#[derive(Debug)]
pub(crate) struct ScopeItems<'b> {
    pub(crate) scope: &'b InstrumentationScope,
    pub(crate) items: Vec<&'b [u8]>,
}

/// Upper bound of what a request takes for a scope beside its items.
pub(crate) fn scope_size(scope: &InstrumentationScope) -> usize {
    ENVELOPE
        + field_size(SCOPE, Size::of(&ScopeMessage(scope)))
        + field_size(SCHEMA_URL, scope.schema_url().map_or(0, str::len))
}

/// The whole request.
pub(crate) fn encode_request(resource: &Resource, scopes: &[ScopeItems<'_>]) -> Vec<u8> {
    let message = ResourceItems { resource, scopes };
    let size = Size::of(&message);
    let mut body = Vec::with_capacity(field_size(RESOURCES, size));
    body.tag(RESOURCES, WireType::Length);
    body.varint(size as u64);
    message.encode(&mut body);
    body
}

struct ResourceItems<'b> {
    resource: &'b Resource,
    scopes: &'b [ScopeItems<'b>],
}

impl WireMessage for ResourceItems<'_> {
    fn encode<S: Sink>(&self, sink: &mut S) {
        sink.raw(&self.resource.0);
        self.scopes.iter().for_each(|scope| sink.message(SCOPES, scope));
    }
}

impl WireMessage for ScopeItems<'_> {
    fn encode<S: Sink>(&self, sink: &mut S) {
        sink.message(SCOPE, &ScopeMessage(self.scope));
        self.items.iter().for_each(|items| sink.raw(items));
        sink.string(SCHEMA_URL, self.scope.schema_url().unwrap_or_default());
    }
}

struct ScopeMessage<'b>(&'b InstrumentationScope);

impl WireMessage for ScopeMessage<'_> {
    fn encode<S: Sink>(&self, sink: &mut S) {
        sink.string(1, self.0.name());
        sink.string(2, self.0.version().unwrap_or_default());
        self.0.attributes().for_each(|one| sink.message(3, one));
    }
}

struct ResourceMessage<'b>(&'b [KeyValue]);

impl WireMessage for ResourceMessage<'_> {
    fn encode<S: Sink>(&self, sink: &mut S) {
        attributes(sink, 1, self.0);
    }
}

/// `request` as two requests with half of its items each; `None` where it has but one, or is none.
pub(crate) fn halves(request: &[u8]) -> Option<[Vec<u8>; 2]> {
    let scopes = || {
        let resources = fields(request).filter(|(number, _)| *number == u64::from(RESOURCES));
        resources.flat_map(|(_, resource)| fields(resource.bytes())).filter(|(number, _)| is(*number, SCOPES))
    };
    let items =
        scopes().flat_map(|(_, scope)| fields(scope.bytes())).filter(|(number, _)| is(*number, ITEMS));
    let count = items.count();
    if count < 2 {
        return None;
    }
    Some([part(request, 0..count / 2), part(request, count / 2..count)])
}

fn is(number: u64, field: u32) -> bool {
    number == u64::from(field)
}

/// The request with those of its items whose index is in `range`.
fn part(request: &[u8], range: Range<usize>) -> Vec<u8> {
    let mut body = Vec::new();
    let mut index = 0;
    for (_, resource) in fields(request).filter(|(number, _)| is(*number, RESOURCES)) {
        let mut of_resource = Vec::new();
        for (number, field) in fields(resource.bytes()) {
            if !is(number, SCOPES) {
                of_resource.bytes(number as u32, field.bytes());
                continue;
            }
            let (mut of_scope, mut has_items) = (Vec::new(), false);
            for (number, field) in fields(field.bytes()) {
                if is(number, ITEMS) {
                    index += 1;
                    if !range.contains(&(index - 1)) {
                        continue;
                    }
                    has_items = true;
                }
                of_scope.bytes(number as u32, field.bytes());
            }
            if has_items {
                of_resource.bytes(SCOPES, &of_scope);
            }
        }
        body.bytes(RESOURCES, &of_resource);
    }
    body
}
