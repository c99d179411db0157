//! OTLP as protocol buffers: finished spans straight to bytes, and the few fields of answers that are read.
//!
//! Each message's layout is written once, against [`Sink`](sink::Sink): measuring and writing cannot differ. Field numbers are
//! those of `opentelemetry/proto`; that other decoders read the same is held by property tests.

mod attributes;
mod fields;
mod request;
mod sink;
mod span;

pub(crate) use self::{
    fields::{Field, fields},
    request::{Resource, ScopeSpans, encode_request, scope_size},
    span::SpanMessage,
};

#[cfg(test)]
mod tests;
