//! Writing to a span that somebody else started.

use std::error::Error;

use opentelemetry::trace::{SpanContext, Status, TraceContextExt};
use opentelemetry::{Context, Key, KeyValue, Value};
use serde::Serialize;

use super::start::write_value;
use crate::attributes::Attributes;
use crate::record::{Captured, Failure, Probe};
use crate::semconv::attributes::{
    INPUT_MIME_TYPE, INPUT_VALUE, LLM_MODEL_NAME, OUTPUT_MIME_TYPE, OUTPUT_VALUE,
};
use crate::tracer;

/// The span in progress, to which more can be said. Every method does nothing when there is none, or when it
/// is not recorded.
#[derive(Clone, Debug)]
pub struct SpanHandle {
    cx: Context,
}

/// The span in progress around this line.
///
/// ```
/// // In a function with a span of any kind, or without one:
/// openinference_runtime::current().attribute("weather.station", 17);
/// ```
pub fn current() -> SpanHandle {
    SpanHandle::of(Context::current())
}

impl SpanHandle {
    pub(super) fn of(cx: Context) -> Self {
        Self { cx }
    }

    pub(super) fn none() -> Self {
        Self { cx: Context::new() }
    }

    /// True when what is said here reaches anybody.
    pub fn is_recording(&self) -> bool {
        self.cx.span().is_recording()
    }

    /// The ids of span and trace, for feedback that comes later; invalid when there is no span.
    pub fn span_context(&self) -> SpanContext {
        self.cx.span().span_context().clone()
    }

    /// The Context that the span is current in, to be carried into a task or a thread.
    pub fn context(&self) -> &Context {
        &self.cx
    }

    /// Any attribute. The last value of a key wins, also over what the macros find.
    pub fn attribute(&self, key: impl Into<Key>, value: impl Into<Value>) {
        self.write(|out| out.push(key, value));
    }

    /// Adds what `write` puts into the masked list, as the typed values do.
    pub fn write(&self, write: impl FnOnce(&mut Attributes<'_>)) {
        let span = self.cx.span();
        if !span.is_recording() {
            return;
        }
        let config = tracer::resolve(&self.cx).config();
        let mut attributes = Attributes::new(&config);
        write(&mut attributes);
        span.set_attributes(attributes.into_vec());
    }

    /// `input.value`, as the value serialises; text as `text/plain`, everything else as JSON.
    pub fn set_input<T: Serialize + ?Sized>(&self, value: &T) {
        self.set_value(INPUT_VALUE, INPUT_MIME_TYPE, value);
    }

    /// `output.value`, as the value serialises; text as `text/plain`, everything else as JSON.
    pub fn set_output<T: Serialize + ?Sized>(&self, value: &T) {
        self.set_value(OUTPUT_VALUE, OUTPUT_MIME_TYPE, value);
    }

    fn set_value<T: Serialize + ?Sized>(&self, key: &'static str, mime_key: &'static str, value: &T) {
        self.write(|out| {
            let config = out.config();
            if !out.wants(key) {
                out.hide(key);
            } else if let Some(recorded) = Captured::serialize(&Probe::new(value)).record(config) {
                write_value(out, key, mime_key, recorded, config);
            }
        });
    }

    /// `llm.model_name`.
    pub fn set_model(&self, name: impl Into<String>) {
        self.attribute(LLM_MODEL_NAME, name.into());
    }

    /// A point in time within the span.
    pub fn event(&self, name: impl Into<String>, attributes: Vec<KeyValue>) {
        self.cx.span().add_event(name.into(), attributes);
    }

    /// An error that the function may survive: an `exception` event, and status ERROR unless the call ends
    /// otherwise.
    pub fn record_error<E: Error>(&self, error: &E) {
        let span = self.cx.span();
        if span.is_recording() {
            let config = tracer::resolve(&self.cx).config();
            let exception = Failure::error(error).exception(&config);
            let status = exception.status();
            span.add_event("exception", exception.into_attributes());
            span.set_status(Status::error(status));
        }
    }

    /// Status OK, whatever the function returns.
    pub fn set_ok(&self) {
        self.cx.span().set_status(Status::Ok);
    }

    /// Another name for the span.
    pub fn rename(&self, name: impl Into<String>) {
        self.cx.span().update_name(name.into());
    }
}
