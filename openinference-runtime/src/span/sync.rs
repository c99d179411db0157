//! A call that finishes before it returns.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use super::call_scope::CallScope;
use super::future::start;
use super::handle::Span;
use super::panic::{self, Panic};
use super::start::Start;
use crate::attributes::AttributeBuffer;
use crate::current_context::AttachedContext;
use crate::gate;
use crate::span::callsite::Callsite;

/// The span of a call, current on this thread; empty when nobody wants one.
#[derive(Debug)]
#[must_use = "hand it to `run`"]
pub struct Entered(Option<(CallScope, AttachedContext)>);

/// Starts the span of a sync function. `fill` borrows the arguments and runs only when a span is wanted.
#[inline]
pub fn enter(callsite: &'static Callsite, fill: impl FnOnce(&mut Start<'_>)) -> Entered {
    if gate::is_open() || callsite.changes_context { enter_within(callsite, fill) } else { Entered(None) }
}

#[inline(never)]
fn enter_within(callsite: &'static Callsite, fill: impl FnOnce(&mut Start<'_>)) -> Entered {
    Entered::new(start(callsite, fill))
}

impl Entered {
    pub(super) fn new(scope: Option<CallScope>) -> Self {
        Self(scope.map(|scope| {
            let attached = scope.attach();
            (scope, attached)
        }))
    }
}

/// Runs the body of a sync function within its span, and hands its value to `finish` together with the span. What is done
/// where no span is wanted stands here, so that it is compiled into the function; all else stands apart from it.
#[inline]
pub fn call<T, R>(entered: Entered, body: impl FnOnce() -> T, finish: impl FnOnce(T, Span) -> R) -> R {
    match entered.0 {
        None => finish(body(), Span::NONE),
        Some(within) => call_within(within, body, finish),
    }
}

#[inline(never)]
fn call_within<T, R>(
    within: (CallScope, AttachedContext),
    body: impl FnOnce() -> T,
    finish: impl FnOnce(T, Span) -> R,
) -> R {
    let (value, span) = run(Entered(Some(within)), body);
    finish(value, span)
}

/// Runs the body of a sync function within its span, and hands its value out together with the span.
#[inline]
pub fn run<T>(entered: Entered, body: impl FnOnce() -> T) -> (T, Span) {
    let Some((scope, attached)) = entered.0 else {
        return (body(), Span::NONE);
    };
    match catch_unwind(AssertUnwindSafe(body)) {
        Ok(value) => {
            drop(attached);
            (value, Span::of(scope))
        }
        Err(payload) => {
            drop(attached);
            scope.panicked(&Panic::new(payload.as_ref()));
            resume_unwind(payload)
        }
    }
}

/// The span of a function with `#[track_caller]`: its body stands where it stood, because a closure has no caller to
/// speak of. So the value of an early return is not seen, and of a panic no more than that it was one.
#[derive(Debug)]
#[must_use = "it is to be dropped after the body"]
pub struct Tracked {
    entered: Entered,
    /// Whether the call is part of the clearing up after a panic of somebody else.
    panicking: bool,
}

/// Waits for the body that stands behind it.
#[inline]
pub fn track(entered: Entered) -> Tracked {
    Tracked { entered, panicking: std::thread::panicking() }
}

impl Tracked {
    /// The body has come to its end: its value is to be looked at.
    #[inline]
    #[must_use = "hand it to `finish`"]
    pub fn finished(mut self) -> Span {
        let Some((scope, attached)) = self.entered.0.take() else { return Span::NONE };
        drop(attached);
        Span::of(scope)
    }
}

impl Drop for Tracked {
    fn drop(&mut self) {
        let Some((scope, attached)) = self.entered.0.take() else { return };
        drop(attached);
        let Some(active) = scope.into_active() else { return };
        if std::thread::panicking() && !self.panicking {
            active.fail(panic::unseen(), AttributeBuffer::default());
        } else {
            active.end();
        }
    }
}
