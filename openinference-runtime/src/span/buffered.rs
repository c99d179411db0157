//! What a span has until it ends, and what never changes of it.

use std::sync::Arc;

use opentelemetry::global::BoxedSpan;
use opentelemetry::trace::{Span as _, Status};

use super::clock::SpanClock;
use super::enclosing_span::EnclosedCalls;
use super::end::SpanEnd;
use crate::attributes::AttributeBuffer;
use crate::config::{Images, TraceConfig};
use crate::semconv::SpanKind;
use crate::source::SourceRef;

/// What never changes of a span.
#[derive(Clone, Debug)]
pub(super) struct Identity {
    pub(super) source: SourceRef,
    pub(super) kind: SpanKind,
    pub(super) clock: SpanClock,
    /// Provider created by the application; its attribute limit may be 128.
    pub(super) is_external: bool,
    pub(super) on_end: Option<fn(&SpanEnd<'_>)>,
}

impl Identity {
    pub(super) fn config(&self) -> &Arc<TraceConfig> {
        self.source.config(self.kind)
    }
}

/// What a span has until it ends.
#[derive(Debug)]
pub(super) struct Buffered {
    pub(super) span: BoxedSpan,
    pub(super) is_recording: bool,
    /// What the spans of clients say of the same call.
    pub(super) calls: EnclosedCalls,
    /// What the builder was given, for the sampler to see, and what is handed over at the end.
    pub(super) attributes: AttributeBuffer,
    /// To be uploaded, when the span ends with them.
    pub(super) images: Images,
    inferred_status: Status,
    explicit_status: Status,
}

impl Buffered {
    pub(super) fn new(span: BoxedSpan, attributes: AttributeBuffer, calls: EnclosedCalls) -> Self {
        Self {
            is_recording: span.is_recording(),
            span,
            calls,
            attributes,
            images: Images::default(),
            inferred_status: Status::Unset,
            explicit_status: Status::Unset,
        }
    }

    /// Adds attributes that are masked already.
    pub(super) fn extend(&mut self, config: &TraceConfig, attributes: &mut AttributeBuffer) {
        if config.uploads() {
            self.images.retain(attributes.values());
        }
        self.attributes.append(attributes);
    }

    /// The outcome that we saw. An error stays: an end that follows it does not make the call a success.
    pub(super) fn infer_status(&mut self, status: Status) {
        if !matches!(self.inferred_status, Status::Error { .. }) {
            self.inferred_status = status;
        }
    }

    /// The outcome as it was said. Of two errors the later counts.
    pub(super) fn set_status(&mut self, status: Status) {
        let both_errors =
            matches!((&status, &self.explicit_status), (Status::Error { .. }, Status::Error { .. }));
        if status >= self.explicit_status || both_errors {
            self.explicit_status = status;
        }
    }

    pub(super) fn status(&mut self) -> Status {
        match std::mem::take(&mut self.explicit_status) {
            Status::Unset => std::mem::take(&mut self.inferred_status),
            said => said,
        }
    }
}
