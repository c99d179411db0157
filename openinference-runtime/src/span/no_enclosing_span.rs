//! What stands for the spans of clients where nothing reads them.

use std::sync::Arc;

use opentelemetry::Context;

use crate::attributes::AttributeBuffer;
use crate::config::TraceConfig;
use crate::semconv::SpanKind;

/// The calls of clients within one span of ours: none.
#[derive(Debug, Default)]
pub(crate) struct EnclosedCalls;

impl EnclosedCalls {
    /// Nothing of the Context changes.
    pub(crate) fn enter(_: &Context, _: SpanKind, _: &Arc<TraceConfig>) -> (Option<Context>, Self) {
        (None, Self)
    }

    /// Nothing is added: the span's tokens are those of one call.
    pub(crate) fn close(self, _: &mut AttributeBuffer) -> bool {
        true
    }
}
