//! How the filter of the next process learns of the span above the one that the request names.

use opentelemetry::trace::{SpanContext, SpanId, TraceState};

/// A member of `tracestate`: the span that it speaks of, a dash, and the span above that is exported (zeros for none).
/// It holds for that one span only, because whoever makes others hands `tracestate` on as it is.
const KEY: &str = "openinference";

/// The trace state of `span` with the mark that `above` is what stands above it in the export.
pub(super) fn write(span: &SpanContext, above: SpanId) -> Option<TraceState> {
    span.trace_state().insert(KEY, format!("{}-{above}", span.span_id())).ok()
}

/// The span above a remote one that is exported: the one that the mark names, else the remote span itself.
pub(crate) fn read(remote: &SpanContext) -> SpanId {
    let named = || {
        let (of, above) = remote.trace_state().get(KEY)?.split_once('-')?;
        if SpanId::from_hex(of).ok()? != remote.span_id() {
            return None;
        }
        SpanId::from_hex(above).ok()
    };
    named().unwrap_or(remote.span_id())
}

#[cfg(test)]
mod tests {
    use opentelemetry::trace::{SpanContext, SpanId, TraceFlags, TraceId, TraceState};

    use super::{KEY, read};

    fn remote(mark: &str) -> SpanContext {
        let state = TraceState::from_key_value([(KEY, mark)]).expect("a valid tracestate");
        SpanContext::new(TraceId::from(1), SpanId::from(2), TraceFlags::SAMPLED, true, state)
    }

    #[test]
    fn the_mark_names_the_span_above() {
        assert_eq!(read(&remote("0000000000000002-0000000000000007")), SpanId::from(7));
        assert_eq!(read(&remote("0000000000000002-0000000000000000")), SpanId::INVALID);
    }

    #[test]
    fn a_mark_of_another_span_or_none_that_can_be_read_is_passed_over() {
        for mark in ["0000000000000003-0000000000000007", "", "-", "x-y", "0000000000000002"] {
            assert_eq!(read(&remote(mark)), SpanId::from(2), "{mark}");
        }
    }
}
