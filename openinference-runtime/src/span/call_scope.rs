//! What a call runs in: a span, or a Context without one.

use std::fmt::Debug;

use opentelemetry::Context;

use super::active::Active;
use super::panic::Panic;
use crate::current_context::{self, AttachedContext};

/// What is current while a call runs.
#[derive(Debug)]
pub(super) enum CallScope {
    /// A span of its own.
    Span(Active),
    /// No span: the sampler refused it, or nobody wants one, and what the call hands on is in the Context all the same.
    Context(Context),
}

impl CallScope {
    pub(super) fn attach(&self) -> AttachedContext {
        match self {
            Self::Span(active) => active.attach(),
            Self::Context(cx) => current_context::attach(cx.clone()),
        }
    }

    pub(super) fn panicked(self, panic: &Panic<'_>) {
        if let Self::Span(active) = self {
            active.panicked(panic);
        }
    }

    pub(super) fn into_active(self) -> Option<Active> {
        match self {
            Self::Span(active) => Some(active),
            Self::Context(_) => None,
        }
    }

    /// The scope as a future holds it.
    pub(super) fn erase(self) -> Box<dyn HeldScope> {
        match self {
            Self::Span(active) => Box::new(active),
            Self::Context(cx) => Box::new(cx),
        }
    }
}

/// A [`CallScope`] without the names of its parts, which keeps the compiler's proofs about deep chains of futures short.
pub(super) trait HeldScope: Send + Sync + Debug {
    fn attach(&self) -> AttachedContext;
    fn into_scope(self: Box<Self>) -> CallScope;
}

impl HeldScope for Active {
    fn attach(&self) -> AttachedContext {
        Active::attach(self)
    }

    fn into_scope(self: Box<Self>) -> CallScope {
        CallScope::Span(*self)
    }
}

impl HeldScope for Context {
    fn attach(&self) -> AttachedContext {
        current_context::attach(self.clone())
    }

    fn into_scope(self: Box<Self>) -> CallScope {
        CallScope::Context(*self)
    }
}
