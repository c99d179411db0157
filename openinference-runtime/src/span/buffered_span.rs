//! The span that a Context holds: a buffer around the provider's.
//!
//! The SDK's `set_attribute` only pushes, keeps the first 128 attributes and cannot take back a status, so what is said of
//! the span is collected here (masked on arrival), and handed over once, at the end. What foreign code writes to the current
//! span comes here too.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::SystemTime;

use opentelemetry::KeyValue;
use opentelemetry::trace::{Span, SpanContext, Status};

use super::buffered::{Buffered, Identity};
use super::request::{self, Answer, SpanRequest};
use crate::attributes::{AttributeBuffer, Attributes, Rank};
use crate::config::with_image_scope;
use crate::foreign_code;
use crate::panics::catch_panic;

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

    fn answer(&mut self, request: SpanRequest) -> Answer {
        let config = self.identity.config();
        match (request, &mut self.buffered) {
            (SpanRequest::Clock, _) => Answer::Clock(self.identity.clock),
            (SpanRequest::Config, _) => Answer::Config(Arc::clone(config)),
            (SpanRequest::Write(mut attributes), Some(buffered)) if buffered.is_recording => {
                buffered.extend(config, &mut attributes);
                attributes.recycle();
                Answer::Done
            }
            (SpanRequest::InferredStatus(status), Some(buffered)) => {
                buffered.infer_status(status);
                Answer::Done
            }
            (SpanRequest::Take, Some(_)) => self.buffered.take().map_or(Answer::Ended, Answer::Taken),
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
