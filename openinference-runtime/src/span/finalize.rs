//! The end of a span: each key once, fixed attributes before the indexed lists, what follows from them (cost, GenAI names,
//! data of clients' spans), the status last.

use std::time::SystemTime;

use opentelemetry::trace::{Span as _, Status};

use super::buffered::{Buffered, Identity};
use super::end::SpanEnd;
use super::llm_system;
use crate::attributes::{AttributeBuffer, Attributes};
use crate::config::TraceConfig;
use crate::cost;
use crate::diagnostics::attribute_limit;
use crate::ending_span;
use crate::key::AttributeKey;
use crate::panics::catch_panic;
use crate::semconv::SpanKind;

/// Whether anything is derived from attributes when a span ends.
pub(super) fn derives(config: &TraceConfig, kind: SpanKind) -> bool {
    let has_cost = kind == SpanKind::Embedding && !config.prices().is_none();
    kind == SpanKind::Llm || has_cost || config.genai_semconv()
}

/// Whether anything is derived from this attribute when the span ends.
pub(super) fn is_used(config: &TraceConfig, key: &AttributeKey) -> bool {
    llm_system::depends_on(key) || cost::reads(config, key) || config.genai_semconv()
}

impl Buffered {
    /// Hands everything over and ends the provider's span. To be called where the Context's lock on the span is not held: a
    /// span processor may look at the current span, which may be this one.
    pub(super) fn end(&mut self, identity: &Identity, at: SystemTime) {
        let status = self.status();
        let Self { span, is_recording, calls, attributes, images, .. } = self;
        attributes.resolve();
        if *is_recording {
            let config = identity.config();
            if config.uploads() {
                std::mem::take(images).resolve(config, attributes.pending_mut());
            }
            let is_one_call = std::mem::take(calls).close(attributes);
            if identity.kind == SpanKind::Llm {
                llm_system::derive(config, attributes);
            }
            if derives(config, identity.kind) {
                derive(config, identity.clock.wall(), attributes, is_one_call);
            }
        } else {
            attributes.drop_pending();
        }
        notify_on_end(identity, &status, at, attributes);
        if *is_recording {
            if identity.is_external {
                attribute_limit::check(attributes.kept_keys().count());
            }
            // What was given twice is one of them, so that the numbers differ.
            let (clean, id) = (attributes.count_clean(), span.span_context().span_id());
            attributes.give_pending(|attribute| span.set_attribute(attribute));
            span.set_status(status);
            ending_span::within(id, clean, || span.end_with_timestamp(at));
        } else {
            span.end_with_timestamp(at);
        }
        std::mem::take(attributes).recycle();
    }
}

/// A function that panics when it is told costs the span nothing.
fn notify_on_end(identity: &Identity, status: &Status, at: SystemTime, attributes: &AttributeBuffer) {
    let Some(on_end) = identity.on_end else { return };
    let duration = at.duration_since(identity.clock.wall()).unwrap_or_default();
    catch_panic(|| on_end(&SpanEnd { duration, status, attributes }));
}

/// Adds what follows from the attributes.
fn derive(config: &TraceConfig, started: SystemTime, attributes: &mut AttributeBuffer, is_one_call: bool) {
    if is_one_call && let Some(cost) = cost::by_config(config, attributes, started) {
        let mut out = Attributes::new(config);
        cost.write(&mut out);
        attributes.append(&mut out.into_buffer());
    }
    if config.genai_semconv() {
        let mut out = Attributes::new(config);
        crate::genai::write(attributes, &mut out);
        attributes.append(&mut out.into_buffer());
    }
}
