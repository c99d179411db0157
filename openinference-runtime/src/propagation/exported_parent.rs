//! Requests that name the span above the one that is left out of the export.

use opentelemetry::Context;
use opentelemetry::trace::{SpanContext, TraceContextExt as _};

use super::{ancestry, mark};

/// `cx` with the mark, where its span is left out of the export; None where nothing has to be said.
pub(super) fn with_exported_parent(cx: &Context) -> Option<Context> {
    let span = cx.span().span_context().clone();
    let above = ancestry::live()?.above(span.span_id())?;
    let state = mark::write(&span, above.id)?;
    let marked =
        SpanContext::new(span.trace_id(), span.span_id(), span.trace_flags(), span.is_remote(), state);
    Some(cx.with_remote_span_context(marked))
}
