//! OpenInference spans without the spans of other instrumentation between them.
//!
//! Middleware makes spans of its own: a server's around an agent, a client's below a model call. In Phoenix they are of
//! unknown kind, and a request's span hides the session, the input and the output of the agent below it, because these
//! are read from the root of the trace. [`OpenInferenceOnly`] leaves such spans out and closes the gaps: a span whose
//! parent is left out becomes a child of the next span above that is not, or the root.
//!
//! ```
//! use openinference_runtime::filter::OpenInferenceOnly;
//! use opentelemetry_sdk::trace::{BatchSpanProcessor, InMemorySpanExporter, SdkTracerProvider};
//!
//! let processor = BatchSpanProcessor::builder(InMemorySpanExporter::default()).build();
//! let provider = SdkTracerProvider::builder().with_span_processor(OpenInferenceOnly::new(processor)).build();
//! ```
//!
//! Other processors of the same provider get all spans with their true parents.
//!
//! # Across processes
//!
//! A client's span that is left out is what the request names as its parent. [`propagation`](crate::propagation) then
//! adds the span above it to `tracestate` (key `openinference`), where the filter of the next process finds it.
//! Everybody else sees the trace as it is.
//!
//! # Limits
//!
//! Whether a span is of the conventions is seen in its attribute `openinference.span.kind`, which has to be there at
//! its start. One that gets it later is exported, but what ended below it before is not its child.

use std::sync::Arc;
use std::time::Duration;

use opentelemetry::trace::{Span as _, TraceContextExt as _};
use opentelemetry::{Context, KeyValue};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{Span, SpanData, SpanProcessor};

use crate::propagation::ancestry::{Ancestry, Parent};
use crate::semconv::attributes::OPENINFERENCE_SPAN_KIND;
use crate::starting_kind;

pub use super::mask_spans::MaskSpans;

/// Passes on the spans of the conventions, and no others; see the [module](self).
#[derive(Debug)]
pub struct OpenInferenceOnly<P> {
    inner: P,
    ancestry: Arc<Ancestry>,
}

impl<P: SpanProcessor> OpenInferenceOnly<P> {
    /// Passes on to `inner`.
    pub fn new(inner: P) -> Self {
        Self { inner, ancestry: Ancestry::live() }
    }
}

impl<P: SpanProcessor> SpanProcessor for OpenInferenceOnly<P> {
    fn on_start(&self, span: &mut Span, cx: &Context) {
        let id = span.span_context().span_id();
        let above = cx.span().span_context().clone();
        let parent = Parent::of(&above);
        if starting_kind::get().is_some()
            || span.exported_data().is_some_and(|data| has_kind(&data.attributes))
        {
            self.ancestry.kept(id, above.span_id(), parent);
            self.inner.on_start(span, cx);
        } else {
            self.ancestry.left_out(id, parent);
        }
    }

    fn on_end(&self, mut span: SpanData) {
        let id = span.span_context.span_id();
        if !has_kind(&span.attributes) {
            self.ancestry.ended(id);
            return;
        }
        if let Some(parent) = self.ancestry.adopted(id) {
            span.parent_span_id = parent.id;
            span.parent_span_is_remote = parent.is_remote;
        }
        self.inner.on_end(span);
    }

    fn force_flush(&self) -> OTelSdkResult {
        self.inner.force_flush()
    }

    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        self.inner.shutdown_with_timeout(timeout)
    }

    fn set_resource(&mut self, resource: &Resource) {
        self.inner.set_resource(resource);
    }
}

fn has_kind(attributes: &[KeyValue]) -> bool {
    attributes.iter().any(|attribute| attribute.key.as_str() == OPENINFERENCE_SPAN_KIND)
}
