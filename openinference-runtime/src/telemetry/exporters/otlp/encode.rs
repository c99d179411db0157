//! Spans to OTLP requests of bounded size.

use opentelemetry::{InstrumentationScope, KeyValue};
use opentelemetry_proto::{
    tonic::{
        collector::trace::v1::ExportTraceServiceRequest,
        resource::v1::Resource,
        trace::v1::{ResourceSpans, ScopeSpans, Span},
    },
    transform::common::tonic::Attributes,
};
use opentelemetry_sdk::trace::SpanData;
use prost::{Message, encoding::encoded_len_varint};

use crate::telemetry::exporters::sanitize;

/// A request and how many spans it carries.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) message: ExportTraceServiceRequest,
    pub(super) spans: u64,
}

/// Turns batches into requests for one resource.
#[derive(Debug)]
pub(super) struct Encoder {
    resource: Resource,
    limit: usize,
}

impl Encoder {
    /// `limit`: encoded bytes of a request. A single span that is larger goes alone.
    pub(super) fn new(resource: &[KeyValue], limit: usize) -> Self {
        let attributes = Attributes::from(resource.iter().cloned()).0;
        Self { resource: Resource { attributes, ..Resource::default() }, limit }
    }

    /// The spans in order, in as few requests as the limit allows.
    pub(super) fn requests(&self, spans: Vec<SpanData>) -> Vec<Request> {
        let mut requests = Vec::new();
        let mut open = Open::new(self);
        for mut span in spans {
            sanitize::span(&mut span);
            let scope = span.instrumentation_scope.clone();
            let span = Span::from(span);
            // Tag and length of the span within its scope.
            let size = field(span.encoded_len());
            if !open.scopes.is_empty() && open.size_with(&scope, size) > self.limit {
                requests.push(std::mem::replace(&mut open, Open::new(self)).close());
            }
            open.add(scope, span, size);
        }
        if !open.scopes.is_empty() {
            requests.push(open.close());
        }
        requests
    }
}

/// Encoded size of a length-delimited field with a tag below 16.
fn field(length: usize) -> usize {
    1 + encoded_len_varint(u64::try_from(length).unwrap_or(u64::MAX)) + length
}

/// A request that still takes spans.
struct Open<'e> {
    resource: &'e Resource,
    scopes: Vec<(InstrumentationScope, ScopeSpans)>,
    spans: u64,
    /// Upper bound of the encoded size.
    size: usize,
}

/// Most that the tag and length of an enclosing message take.
const ENVELOPE: usize = 11;

impl<'e> Open<'e> {
    fn new(encoder: &'e Encoder) -> Self {
        let size = 2 * ENVELOPE + field(encoder.resource.encoded_len());
        Self { resource: &encoder.resource, scopes: Vec::new(), spans: 0, size }
    }

    fn size_with(&self, scope: &InstrumentationScope, span: usize) -> usize {
        let known = self.scopes.iter().any(|(one, _)| one == scope);
        self.size + span + if known { 0 } else { ENVELOPE + message(scope).encoded_len() }
    }

    fn add(&mut self, scope: InstrumentationScope, span: Span, size: usize) {
        self.size = self.size_with(&scope, size);
        self.spans += 1;
        match self.scopes.iter_mut().find(|(one, _)| *one == scope) {
            Some((_, scope_spans)) => scope_spans.spans.push(span),
            None => {
                let scope_spans = ScopeSpans { spans: vec![span], ..message(&scope) };
                self.scopes.push((scope, scope_spans));
            }
        }
    }

    fn close(self) -> Request {
        let resource_spans = ResourceSpans {
            resource: Some(self.resource.clone()),
            scope_spans: self.scopes.into_iter().map(|(_, spans)| spans).collect(),
            schema_url: String::new(),
        };
        Request {
            message: ExportTraceServiceRequest { resource_spans: vec![resource_spans] },
            spans: self.spans,
        }
    }
}

fn message(scope: &InstrumentationScope) -> ScopeSpans {
    ScopeSpans {
        scope: Some((scope, None).into()),
        spans: Vec::new(),
        schema_url: scope.schema_url().map(str::to_owned).unwrap_or_default(),
    }
}
