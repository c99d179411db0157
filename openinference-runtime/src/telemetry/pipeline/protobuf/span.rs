//! Finished spans: `opentelemetry.proto.trace.v1.Span` and what it holds.

use std::time::{SystemTime, UNIX_EPOCH};

use opentelemetry::{
    InstrumentationScope, KeyValue, SpanId,
    trace::{Event, Link, SpanContext, SpanKind, Status, TraceState},
};
use opentelemetry_sdk::trace::SpanData;

use super::{
    item::Item,
    sink::{Sink, WireMessage},
};

impl Item for SpanData {
    fn is_in(&self, scope: &InstrumentationScope) -> bool {
        self.instrumentation_scope == *scope
    }

    fn scope(&self) -> InstrumentationScope {
        self.instrumentation_scope.clone()
    }
}

impl WireMessage for SpanData {
    fn encode<S: Sink>(&self, sink: &mut S) {
        sink.bytes(1, &self.span_context.trace_id().to_bytes());
        sink.bytes(2, &self.span_context.span_id().to_bytes());
        trace_state(sink, &self.span_context);
        if self.parent_span_id != SpanId::INVALID {
            sink.bytes(4, &self.parent_span_id.to_bytes());
        }
        sink.string(5, &self.name);
        sink.number(6, kind(&self.span_kind));
        sink.fixed64(7, nanoseconds(self.start_time));
        sink.fixed64(8, nanoseconds(self.end_time));
        attributes(sink, 9, &self.attributes);
        sink.number(10, self.dropped_attributes_count.into());
        self.events.iter().for_each(|event| sink.message(11, event));
        sink.number(12, self.events.dropped_count.into());
        self.links.iter().for_each(|link| sink.message(13, link));
        sink.number(14, self.links.dropped_count.into());
        sink.message(15, &self.status);
        sink.fixed32(16, flags(self.parent_span_is_remote, &self.span_context));
    }
}

impl WireMessage for Event {
    fn encode<S: Sink>(&self, sink: &mut S) {
        sink.fixed64(1, nanoseconds(self.timestamp));
        sink.string(2, &self.name);
        attributes(sink, 3, &self.attributes);
        sink.number(4, self.dropped_attributes_count.into());
    }
}

impl WireMessage for Link {
    fn encode<S: Sink>(&self, sink: &mut S) {
        sink.bytes(1, &self.span_context.trace_id().to_bytes());
        sink.bytes(2, &self.span_context.span_id().to_bytes());
        trace_state(sink, &self.span_context);
        attributes(sink, 4, &self.attributes);
        sink.number(5, self.dropped_attributes_count.into());
        sink.fixed32(6, flags(self.span_context.is_remote(), &self.span_context));
    }
}

impl WireMessage for Status {
    fn encode<S: Sink>(&self, sink: &mut S) {
        match self {
            Self::Unset => {}
            Self::Ok => sink.number(3, 1),
            Self::Error { description } => {
                sink.string(2, description);
                sink.number(3, 2);
            }
        }
    }
}

pub(super) fn attributes<S: Sink>(sink: &mut S, field: u32, attributes: &[KeyValue]) {
    attributes.iter().for_each(|one| sink.message(field, one));
}

/// Most have none.
fn trace_state<S: Sink>(sink: &mut S, context: &SpanContext) {
    let state = context.trace_state();
    if *state != TraceState::NONE {
        sink.string(3, &state.header());
    }
}

/// `SpanKind`.
fn kind(kind: &SpanKind) -> u64 {
    match kind {
        SpanKind::Internal => 1,
        SpanKind::Server => 2,
        SpanKind::Client => 3,
        SpanKind::Producer => 4,
        SpanKind::Consumer => 5,
    }
}

/// `SpanFlags`: the flags of W3C, and whether the context above came from another process, which is known.
fn flags(is_remote: bool, context: &SpanContext) -> u32 {
    const HAS_IS_REMOTE: u32 = 0x100;
    const IS_REMOTE: u32 = 0x200;
    let remote = if is_remote { IS_REMOTE } else { 0 };
    u32::from(context.trace_flags().to_u8()) | HAS_IS_REMOTE | remote
}

/// Since 1970; what was before is 0.
pub(super) fn nanoseconds(time: SystemTime) -> u64 {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_nanos()).unwrap_or(u64::MAX)
}
