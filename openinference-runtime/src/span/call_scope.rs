//! What a call runs in: a span, or a Context without one.

use std::fmt::Debug;

use opentelemetry::Context;

use super::active::Active;
use super::handle::Span;
use super::panic::Panic;
use crate::current_context::{self, AttachedContext};

/// What is current while a call runs.
#[derive(Debug)]
pub(super) enum CallScope {
    /// A span of its own.
    Span(Box<dyn OpenCall>),
    /// No span: the sampler refused it, or nobody wants one, and what the call hands on is in the Context all the same.
    Context(Context),
}

/// [`Active`] without its name, which keeps the compiler's proofs about deep chains of futures short.
pub(super) trait OpenCall: Send + Sync + Debug {
    fn attach(&self) -> AttachedContext;
    fn panicked(self: Box<Self>, panic: &Panic<'_>);
    fn into_active(self: Box<Self>) -> Box<Active>;
}

impl OpenCall for Active {
    fn attach(&self) -> AttachedContext {
        Active::attach(self)
    }

    fn panicked(self: Box<Self>, panic: &Panic<'_>) {
        Active::panicked(*self, panic);
    }

    fn into_active(self: Box<Self>) -> Box<Active> {
        self
    }
}

impl CallScope {
    pub(super) fn attach(&self) -> AttachedContext {
        match self {
            Self::Span(call) => call.attach(),
            Self::Context(cx) => current_context::attach(cx.clone()),
        }
    }

    pub(super) fn panicked(self, panic: &Panic<'_>) {
        if let Self::Span(call) = self {
            call.panicked(panic);
        }
    }

    /// The scope as the place that knows the result gets it.
    pub(super) fn into_span(self) -> Span {
        Span(Some(self))
    }

    pub(super) fn into_active(self) -> Option<Box<Active>> {
        match self {
            Self::Span(call) => Some(call.into_active()),
            Self::Context(_) => None,
        }
    }
}
