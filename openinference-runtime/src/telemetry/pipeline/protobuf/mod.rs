//! OTLP as protocol buffers: finished spans and log records straight to bytes, and the few fields of answers that are read.
//!
//! Each message's layout is written once, against [`Sink`](sink::Sink): measuring and writing cannot differ. Field numbers are
//! those of `opentelemetry/proto`; that other decoders read the same is held by property tests.

mod attributes;
mod fields;
mod item;
#[cfg(feature = "logs")]
mod log_record;
mod request;
mod sink;
mod span;

#[cfg(feature = "logs")]
pub(crate) use self::log_record::LogItem;
pub(crate) use self::{
    fields::{WireField, fields},
    item::{Item, Measured},
    request::{Resource, ScopeItems, encode_request, halves, scope_size},
};

#[cfg(all(test, feature = "logs"))]
mod log_tests;
#[cfg(test)]
mod tests;
