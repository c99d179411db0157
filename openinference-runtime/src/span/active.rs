//! A span in progress, as the call has it that it describes: the one state machine behind calls, futures, streams and blocks.
//!
//! Unstarted is the absence of an [`Active`]; it is open from [`Active::open`] on, streaming while items
//! pass, and ended by [`Active::succeed`], [`Active::fail`], [`Active::panicked`] or, when none of them came,
//! by being dropped: cancelled.

use std::time::Duration;

use opentelemetry::trace::{Status, TraceContextExt};
use opentelemetry::{Context, KeyValue, Value};

use super::buffered::{Buffered, Identity};
use super::buffered_span::BufferedSpan;
use super::panic::Panic;
use super::request::{Answer, SpanRequest, ask};
use crate::attributes::{AttributeBuffer, Attributes, Rank};
use crate::config::{TraceConfig, with_image_scope};
use crate::current_context::{self, AttachedContext};
use crate::foreign_code;
use crate::panics::catch_panic;
use crate::providers::{KeptRequest, PayloadFormat};
use crate::record::{Exception, short_type_name};
use crate::semconv::KeyPattern;
use crate::semconv::SpanKind;
use crate::semconv::patterns::EXCEPTION_MESSAGE;

/// A span that has started and not ended.
#[derive(Debug)]
pub(crate) struct Active {
    /// The Context in which the call runs; the span is in it.
    cx: Context,
    identity: Identity,
    is_recording: bool,
    cancellation_is_not_error: bool,
    /// What was asked, which tells how to read the response.
    request: Option<KeptRequest>,
    over: bool,
}

impl Active {
    /// Makes the span that of a Context, which is `parent` otherwise.
    pub(super) fn open(
        parent: &Context,
        identity: Identity,
        buffered: Buffered,
        request: Option<KeptRequest>,
        cancellation_is_not_error: bool,
    ) -> Self {
        let is_recording = buffered.is_recording;
        let cx = parent.with_span(BufferedSpan::new(identity.clone(), buffered));
        Self { cx, identity, is_recording, cancellation_is_not_error, request, over: false }
    }

    /// Makes the span current on this thread.
    pub(crate) fn attach(&self) -> AttachedContext {
        current_context::attach(self.cx.clone())
    }

    pub(crate) fn cx(&self) -> &Context {
        &self.cx
    }

    pub(crate) fn kind(&self) -> SpanKind {
        self.identity.kind
    }

    pub(crate) fn request(&self) -> Option<&KeptRequest> {
        self.request.as_ref()
    }

    pub(crate) fn request_format(&self) -> Option<&'static dyn PayloadFormat> {
        self.request.as_ref().map(|request| request.format)
    }

    pub(crate) fn config(&self) -> &TraceConfig {
        self.identity.config()
    }

    /// False when the sampler said no.
    pub(crate) fn is_recording(&self) -> bool {
        self.is_recording
    }

    /// Since the start of the span.
    pub(crate) fn elapsed(&self) -> Duration {
        self.identity.clock.elapsed()
    }

    /// Collector what `write` puts into the masked list.
    pub(crate) fn write(&self, rank: Rank, write: impl FnOnce(&mut Attributes<'_>)) {
        if self.is_recording {
            // Filled before the span is asked: a value's own code may come back to this very span.
            with_image_scope(self.config(), || {
                let mut attributes = Attributes::onto(AttributeBuffer::scratch(), self.config(), rank);
                write(&mut attributes);
                self.extend(attributes.into_buffer());
            });
        }
    }

    /// Adds attributes that are masked already.
    pub(crate) fn extend(&self, attributes: AttributeBuffer) {
        if !attributes.is_empty() {
            let _ = ask(&self.cx.span(), SpanRequest::Write(attributes));
        }
    }

    pub(crate) fn event(&self, name: &'static str, attributes: Vec<KeyValue>) {
        self.cx.span().add_event_with_timestamp(name, self.identity.clock.wall_now(), attributes);
    }

    /// Ends the span of a call that did what it should. `written` is what was not said to the span before.
    pub(crate) fn succeed(mut self, written: AttributeBuffer) {
        self.close(Status::Ok, written);
    }

    /// Notes an error; the span goes on.
    pub(crate) fn note(&self, exception: Exception) {
        let status = self.event_of(exception);
        let _ = ask(&self.cx.span(), SpanRequest::InferredStatus(status));
    }

    /// Writes the event of an error, and gives the status that it means.
    fn event_of(&self, exception: Exception) -> Status {
        let description = self
            .text(EXCEPTION_MESSAGE, exception.status())
            .unwrap_or_else(|| short_type_name(&exception.type_name));
        self.event("exception", exception.into_attributes());
        Status::error(description)
    }

    /// A text as the masking leaves it; None when it is hidden.
    fn text(&self, key: KeyPattern, text: String) -> Option<String> {
        match self.config().mask_key(key, Value::String(text.into()))? {
            Value::String(text) => Some(text.into()),
            _ => None,
        }
    }

    /// Ends the span of a call that returned an error. `written` is what was not said to the span before.
    pub(crate) fn fail(mut self, exception: Exception, written: AttributeBuffer) {
        let status = self.event_of(exception);
        self.close(status, written);
    }

    /// Ends the span of a call that panicked.
    pub(crate) fn panicked(self, panic: &Panic<'_>) {
        self.fail(panic.exception(), AttributeBuffer::default());
    }

    /// Ends the span as it stands: whoever noted an error has set the status.
    pub(crate) fn end(mut self) {
        self.close(Status::Unset, AttributeBuffer::default());
    }

    fn cancel(&mut self) {
        self.event("cancelled", Vec::new());
        let status = if self.cancellation_is_not_error { Status::Unset } else { Status::error("cancelled") };
        self.close(status, AttributeBuffer::default());
    }

    /// Ends the span, if nobody else has. An outcome that is unset leaves the one that was seen before.
    fn close(&mut self, outcome: Status, mut written: AttributeBuffer) {
        self.over = true;
        let at = self.identity.clock.wall_now();
        let answer = ask(&self.cx.span(), SpanRequest::Take);
        // The Context lets go of the span here, so that a processor may look at it. One that panics must not take the call
        // with it.
        if let Some(Answer::Taken(mut buffered)) = answer {
            if outcome != Status::Unset {
                buffered.infer_status(outcome);
            }
            if buffered.is_recording {
                buffered.attributes.absorb(&mut written);
            }
            catch_panic(|| foreign_code::run(|| buffered.end(&self.identity, at)));
        }
    }
}

impl Drop for Active {
    fn drop(&mut self) {
        if !self.over {
            self.cancel();
        }
    }
}
