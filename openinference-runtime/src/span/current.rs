//! Writing to a span that somebody else started.

use std::error::Error;
use std::sync::Arc;

use opentelemetry::trace::{SpanContext, SpanRef, Status, TraceContextExt};
use opentelemetry::{Context, KeyValue, Value};
use serde::Serialize;

use super::request::{Answer, SpanRequest, ask};
use super::write::write_value;
use crate::attributes::{AttributeBuffer, Attributes, Rank};
use crate::config::{Hidden, TraceConfig, with_image_scope};
use crate::context;
use crate::context::{InContext, carried};
use crate::current_context;
use crate::foreign_code;
use crate::key::AttributeKey;
use crate::record::{Failure, Recorded};
use crate::semconv::KeyPattern;
use crate::semconv::patterns::{
    INPUT_MIME_TYPE, INPUT_VALUE, LLM_MODEL_NAME, OUTPUT_MIME_TYPE, OUTPUT_VALUE,
};
use crate::span::ids::SpanIds;

/// The span in progress, to which more can be said. Every method does nothing when there is none, or when it
/// is not recorded.
///
/// A handle is also how a span is taken to another thread, task or channel: it is cheap to clone, `Send` and
/// `Sync`, and what runs in its [`scope`](Self::scope) or [`in_scope`](Self::in_scope) runs within the span. It
/// does not keep the span open.
#[derive(Clone, Debug)]
pub struct SpanHandle {
    cx: Context,
    /// A span that nobody wanted: the Context is that of the code around it.
    inert: bool,
}

/// The span in progress around this line.
///
/// ```
/// // In a function with a span of any kind, or without one:
/// openinference_runtime::current().attribute("weather.station", 17);
/// ```
pub fn current() -> SpanHandle {
    SpanHandle::of(current_context::get())
}

impl SpanHandle {
    pub(super) fn of(cx: Context) -> Self {
        Self { cx, inert: false }
    }

    pub(super) fn none() -> Self {
        Self { cx: current_context::get(), inert: true }
    }

    /// None in a redactor: the span may be locked while a text of it is redacted.
    fn span(&self) -> Option<SpanRef<'_>> {
        (!self.inert && !foreign_code::is_redacting() && self.cx.has_active_span()).then(|| self.cx.span())
    }

    /// What may be said of `span`.
    fn config(&self, span: &SpanRef<'_>) -> Arc<TraceConfig> {
        match ask(span, SpanRequest::Config) {
            Some(Answer::Config(config)) => config,
            _ => context::trace_config(&self.cx),
        }
    }

    /// True when what is said here reaches anybody.
    pub fn is_recording(&self) -> bool {
        self.span().is_some_and(|span| span.is_recording())
    }

    /// The ids of span and trace, for feedback that comes later; invalid when there is no span.
    pub fn span_context(&self) -> SpanContext {
        self.span().map_or(SpanContext::NONE, |span| span.span_context().clone())
    }

    /// The ids of span and trace as they are kept for feedback; None when there is no span.
    pub fn ids(&self) -> Option<SpanIds> {
        SpanIds::of(&self.span_context())
    }

    /// The Context that the span is current in, to be carried into a task or a thread.
    pub fn context(&self) -> &Context {
        &self.cx
    }

    /// Runs a future or stream within this span and with all that is inherited here, wherever it is polled.
    ///
    /// ```
    /// use openinference_runtime::current;
    ///
    /// # async fn work() {}
    /// # async fn f() {
    /// let task = tokio::spawn(current().scope(work()));
    /// # let _ = task.await;
    /// # }
    /// ```
    pub fn scope<T>(&self, scoped: T) -> InContext<T> {
        carried(self.cx.clone(), scoped)
    }

    /// Runs `f` within this span and with all that is inherited here, on whatever thread this is.
    ///
    /// ```
    /// use openinference_runtime::current;
    ///
    /// let here = current();
    /// let thread = std::thread::spawn(move || here.in_scope(|| 6 * 7));
    /// # assert_eq!(thread.join().ok(), Some(42));
    /// ```
    pub fn in_scope<T>(&self, f: impl FnOnce() -> T) -> T {
        let _attached = current_context::attach(self.cx.clone());
        f()
    }

    /// Any attribute. The last value of a key wins, also over what the macros find.
    pub fn attribute(&self, key: impl Into<AttributeKey>, value: impl Into<Value>) {
        self.write(|out| out.push(key, value));
    }

    /// Adds what `write` puts into the masked list, as the typed values do.
    pub fn write(&self, write: impl FnOnce(&mut Attributes<'_>)) {
        let Some(span) = self.span().filter(SpanRef::is_recording) else { return };
        let own = match ask(&span, SpanRequest::Config) {
            Some(Answer::Config(config)) => Some(config),
            _ => None,
        };
        let is_ours = own.is_some();
        let config = own.unwrap_or_else(|| context::trace_config(&self.cx));
        with_image_scope(&config, || {
            let mut attributes = Attributes::onto(AttributeBuffer::scratch(), &config, Rank::Explicit);
            write(&mut attributes);
            if is_ours {
                let _ = ask(&span, SpanRequest::Write(attributes.into_buffer()));
            } else {
                span.set_attributes(attributes.into_vec());
            }
        });
    }

    /// `input.value`, as the value serialises; text as `text/plain`, everything else as JSON.
    pub fn set_input<T: Serialize + ?Sized>(&self, value: &T) {
        self.set_value(INPUT_VALUE, INPUT_MIME_TYPE, value);
    }

    /// `output.value`, as the value serialises; text as `text/plain`, everything else as JSON.
    pub fn set_output<T: Serialize + ?Sized>(&self, value: &T) {
        self.set_value(OUTPUT_VALUE, OUTPUT_MIME_TYPE, value);
    }

    fn set_value<T: Serialize + ?Sized>(&self, key: KeyPattern, mime_key: KeyPattern, value: &T) {
        self.write(|out| {
            let config = out.config();
            if config.hides_key(key) != Hidden::Visible {
                out.hide(key);
            } else if let Some(recorded) = Recorded::of(value, config) {
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
        if let Some(span) = self.span() {
            span.add_event(name.into(), attributes);
        }
    }

    /// An error that the function may survive: an `exception` event, and status ERROR unless the call ends
    /// otherwise.
    pub fn record_error<E: Error>(&self, error: &E) {
        if let Some(span) = self.span().filter(SpanRef::is_recording) {
            let config = self.config(&span);
            let exception = Failure::error(error).exception(&config);
            let status = exception.status();
            span.add_event("exception", exception.into_attributes());
            span.set_status(Status::error(status));
        }
    }

    /// Status OK, whatever the function returns.
    pub fn set_ok(&self) {
        if let Some(span) = self.span() {
            span.set_status(Status::Ok);
        }
    }

    /// Another name for the span.
    pub fn rename(&self, name: impl Into<String>) {
        if let Some(span) = self.span() {
            span.update_name(name.into());
        }
    }
}
