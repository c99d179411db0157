//! The span that a Context holds: a buffer around the provider's.
//!
//! The SDK's `set_attribute` only pushes, keeps the first 128 attributes and cannot take back a status, so what is said of
//! the span is collected here (masked on arrival), and handed over once, at the end. What foreign code writes to the current
//! span comes here too.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::SystemTime;

use opentelemetry::KeyValue;
use opentelemetry::global::BoxedSpan;
use opentelemetry::trace::{Span, SpanContext, Status};

use super::clock::SpanClock;
use super::enclosing_span::EnclosedCalls;
use super::end::SpanEnd;
use super::request::{self, Answer, Request};
use crate::attributes::Rank;
use crate::attributes::{AttributeBuffer, Attributes};
use crate::config::{Images, TraceConfig, with_image_scope};
use crate::foreign_code;
use crate::panics::catch_panic;
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
    fn set_status(&mut self, status: Status) {
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

/// The span in a Context, which everybody may write to.
#[derive(Debug)]
pub(super) struct BufferedSpan {
    context: SpanContext,
    identity: Identity,
    /// None once ended.
    buffered: Option<Buffered>,
}

impl BufferedSpan {
    pub(super) fn new(identity: Identity, mut buffered: Buffered) -> Self {
        if buffered.is_recording && identity.config().uploads() {
            buffered.images.retain(buffered.attributes.values());
        }
        Self { context: buffered.span.span_context().clone(), identity, buffered: Some(buffered) }
    }

    fn answer(&mut self, request: Request) -> Answer {
        let config = self.identity.config();
        match (request, &mut self.buffered) {
            (Request::Clock, _) => Answer::Clock(self.identity.clock),
            (Request::Config, _) => Answer::Config(Arc::clone(config)),
            (Request::Write(mut attributes), Some(buffered)) if buffered.is_recording => {
                buffered.extend(config, &mut attributes);
                attributes.recycle();
                Answer::Done
            }
            (Request::InferredStatus(status), Some(buffered)) => {
                buffered.infer_status(status);
                Answer::Done
            }
            (Request::Take, Some(_)) => self.buffered.take().map_or(Answer::Ended, Answer::Taken),
            _ => Answer::Ended,
        }
    }

    fn masked(&self, attributes: Vec<KeyValue>) -> Vec<KeyValue> {
        let mut masked = Attributes::new(self.identity.config());
        for KeyValue { key, value, .. } in attributes {
            masked.push(key, value);
        }
        masked.into_vec()
    }

    fn recording(&mut self) -> Option<&mut Buffered> {
        self.buffered.as_mut().filter(|buffered| buffered.is_recording)
    }
}

impl Span for BufferedSpan {
    fn add_event_with_timestamp<T>(&mut self, name: T, timestamp: SystemTime, attributes: Vec<KeyValue>)
    where
        T: Into<Cow<'static, str>>,
    {
        if self.is_recording() {
            let attributes = self.masked(attributes);
            let name = self.identity.config().mask_name(name.into());
            if let Some(buffered) = self.recording() {
                buffered.span.add_event_with_timestamp(name, timestamp, attributes);
            }
        }
    }

    fn span_context(&self) -> &SpanContext {
        &self.context
    }

    /// False when the sampler said no, and once the span has ended.
    fn is_recording(&self) -> bool {
        self.buffered.as_ref().is_some_and(|buffered| buffered.is_recording)
    }

    fn set_attribute(&mut self, attribute: KeyValue) {
        if self.is_recording() {
            let config = Arc::clone(self.identity.config());
            with_image_scope(&config, || {
                let KeyValue { key, value, .. } = attribute;
                let mut masked = Attributes::onto(AttributeBuffer::scratch(), &config, Rank::Explicit);
                masked.push(key, value);
                let mut masked = masked.into_buffer();
                if let Some(buffered) = self.recording() {
                    buffered.extend(&config, &mut masked);
                }
                masked.recycle();
            });
        }
    }

    fn set_status(&mut self, status: Status) {
        if let Some(request) = request::pending() {
            let answer = self.answer(request);
            request::answer(answer);
            return;
        }
        let status = match status {
            Status::Error { description } => self.identity.config().mask_error(description),
            other => other,
        };
        if let Some(buffered) = &mut self.buffered {
            buffered.set_status(status);
        }
    }

    fn update_name<T>(&mut self, new_name: T)
    where
        T: Into<Cow<'static, str>>,
    {
        let name = self.identity.config().mask_name(new_name.into());
        if let Some(buffered) = &mut self.buffered {
            buffered.span.update_name(name);
        }
    }

    fn add_link(&mut self, span_context: SpanContext, attributes: Vec<KeyValue>) {
        let attributes = self.masked(attributes);
        if let Some(buffered) = &mut self.buffered {
            buffered.span.add_link(span_context, attributes);
        }
    }

    fn end_with_timestamp(&mut self, timestamp: SystemTime) {
        if let Some(mut buffered) = self.buffered.take() {
            catch_panic(|| foreign_code::run(|| buffered.end(&self.identity, timestamp)));
        }
    }
}

impl Drop for BufferedSpan {
    fn drop(&mut self) {
        if self.buffered.is_some() {
            self.end_with_timestamp(self.identity.clock.wall_now());
        }
    }
}

#[cfg(all(test, feature = "sdk"))]
mod tests;
