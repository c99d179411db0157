//! The state of a span whose items pass one by one.

use std::any::Any;
use std::fmt;

use opentelemetry::{Context, Value};

use super::active::Active;
use super::call_scope::CallScope;
use super::handle::Span;
use super::items::StreamItems;
use super::nesting;
use super::outcome::Outcome;
use super::panic::Panic;
use crate::attributes::{AttributeBuffer, Rank};
use crate::current_context::{self, AttachedContext};

/// Marks a span whose stream was dropped before its end.
const INCOMPLETE: &str = "stream.incomplete";

/// What the items of a stream are made in.
#[derive(Debug)]
pub(super) enum StreamScope {
    /// Nothing, or nothing any longer.
    Off,
    /// No span, but what the call hands on.
    Context(Context),
    Span(Box<Streaming>),
}

impl StreamScope {
    pub(super) fn new(span: Span) -> Self {
        match span.0 {
            None => Self::Off,
            Some(CallScope::Context(cx)) => Self::Context(cx),
            Some(CallScope::Span(active)) => Self::Span(Streaming::new(active)),
        }
    }

    pub(super) fn attach(&self) -> Option<AttachedContext> {
        match self {
            Self::Off => None,
            Self::Context(cx) => Some(current_context::attach(cx.clone())),
            Self::Span(streaming) => streaming.attach(),
        }
    }

    /// Takes the span, and leaves nothing.
    pub(super) fn take(&mut self) -> Option<Box<Streaming>> {
        match std::mem::replace(self, Self::Off) {
            Self::Span(streaming) => Some(streaming),
            Self::Off | Self::Context(_) => None,
        }
    }

    pub(super) fn streaming(&mut self) -> Option<&mut Streaming> {
        match self {
            Self::Span(streaming) => Some(streaming),
            Self::Off | Self::Context(_) => None,
        }
    }
}

/// An open span and what came of its items so far. Dropped, the stream was abandoned: what arrived is kept
/// and marked as incomplete, which is no error.
pub(super) struct Streaming {
    /// None once ended.
    active: Option<Active>,
    items: StreamItems,
    failed: bool,
}

impl fmt::Debug for Streaming {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Streaming").field("active", &self.active).finish_non_exhaustive()
    }
}

impl Streaming {
    fn new(active: Active) -> Box<Self> {
        Box::new(Self { active: Some(active), items: StreamItems::new(), failed: false })
    }

    fn attach(&self) -> Option<AttachedContext> {
        self.active.as_ref().map(Active::attach)
    }

    /// Notes an item. An `Err` among them is the call's error, though the stream may go on.
    pub(super) fn item(&mut self, say: impl FnOnce(&mut Outcome<'_>)) {
        let Some(active) = &self.active else { return };
        self.items.passed(active);
        let mut outcome = Outcome::of_item(active, &mut self.items);
        nesting::within(|| say(&mut outcome));
        if let Some(error) = outcome.into_error() {
            self.failed = true;
            active.note(error);
        }
    }

    /// The stream came to its end.
    pub(super) fn complete(mut self) {
        if let Some(active) = self.active.take() {
            if let Some(error) = self.items.finish(&active) {
                self.failed = true;
                active.note(error);
            }
            if self.failed { active.end() } else { active.succeed(AttributeBuffer::default()) }
        }
    }

    pub(super) fn panicked(mut self, payload: &(dyn Any + Send)) {
        if let Some(active) = self.active.take() {
            let _ = self.items.finish(&active);
            active.panicked(&Panic::new(payload));
        }
    }
}

impl Drop for Streaming {
    fn drop(&mut self) {
        if let Some(active) = self.active.take() {
            if let Some(error) = self.items.finish(&active) {
                active.note(error);
            }
            active.write(Rank::Detected, |out| out.push(INCOMPLETE, Value::Bool(true)));
            active.end();
        }
    }
}
