//! The propagator of W3C Trace Context, both levels: `traceparent` and `tracestate`.

use std::sync::LazyLock;

use opentelemetry::Context;
use opentelemetry::propagation::text_map_propagator::FieldIter;
use opentelemetry::propagation::{Extractor, Injector, TextMapPropagator};
use opentelemetry::trace::{SpanContext, SpanId, TraceContextExt as _, TraceFlags, TraceId};

use super::trace_state;
use super::traceparent::{self, TRACEPARENT};

const TRACESTATE: &str = "tracestate";

/// The flags of both levels: sampled, and (level 2) that the id of the trace is random.
const KNOWN_FLAGS: TraceFlags = TraceFlags::new(0x03);

/// Trace context as [W3C Trace Context](https://www.w3.org/TR/trace-context-2/) has it.
///
/// Unlike the SDK's it reads every line of `tracestate`, keeps keys of its second level, knows flags of the second level,
/// and takes two lines of `traceparent` for none. `init()` sets it.
#[derive(Clone, Copy, Debug, Default)]
pub struct TraceContextPropagator(());

impl TraceContextPropagator {
    /// A new one.
    #[must_use]
    pub const fn new() -> Self {
        Self(())
    }
}

impl TextMapPropagator for TraceContextPropagator {
    fn inject_context(&self, cx: &Context, injector: &mut dyn Injector) {
        let span = cx.span();
        let span = span.span_context();
        if !span.is_valid() {
            return;
        }
        let flags = span.trace_flags() & KNOWN_FLAGS;
        injector.set(TRACEPARENT, format!("00-{}-{}-{flags:02x}", span.trace_id(), span.span_id()));
        injector.set(TRACESTATE, trace_state::header(cx, span));
    }

    fn extract_with_context(&self, cx: &Context, extractor: &dyn Extractor) -> Context {
        let lines = extractor.get_all(TRACEPARENT).unwrap_or_default();
        let [line] = lines.as_slice() else { return cx.clone() };
        let Some((trace, span, flags)) = parse(line) else { return cx.clone() };
        let states = extractor.get_all(TRACESTATE).unwrap_or_default();
        let (cx, state) = trace_state::extract(cx, trace, states);
        cx.with_remote_span_context(SpanContext::new(trace, span, flags & KNOWN_FLAGS, true, state))
    }

    fn fields(&self) -> FieldIter<'_> {
        static FIELDS: LazyLock<[String; 2]> = LazyLock::new(|| [TRACEPARENT, TRACESTATE].map(str::to_owned));
        FieldIter::new(&*FIELDS)
    }
}

/// The ids of a line, and its flags.
fn parse(line: &str) -> Option<(TraceId, SpanId, TraceFlags)> {
    let line = line.trim_matches([' ', '\t']);
    if !traceparent::is_valid(line) {
        return None;
    }
    let trace = TraceId::from_hex(line.get(3..35)?).ok()?;
    let span = SpanId::from_hex(line.get(36..52)?).ok()?;
    let flags = u8::from_str_radix(line.get(53..55)?, 16).ok()?;
    (trace != TraceId::INVALID && span != SpanId::INVALID).then_some((trace, span, TraceFlags::new(flags)))
}
