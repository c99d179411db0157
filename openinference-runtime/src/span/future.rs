//! The future around a call: one struct for async functions and for functions that return futures.

use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::pin::Pin;
use std::task::{Context as TaskContext, Poll};

use futures_core::FusedFuture;
use pin_project_lite::pin_project;

use super::call_scope::{CallScope, HeldScope};
use super::handle::Span;
use super::nesting;
use super::outcome::Outcome;
use super::panic::Panic;
use super::slot::{self, Slot};
use super::start::Start;
use crate::gate;
use crate::panics::catch_panic;
use crate::span::callsite::Callsite;

pin_project! {
    /// A future that carries the span of the call it belongs to. `Send`, `Sync`, `Unpin` and unwind-safe
    /// exactly when the future inside is.
    #[derive(Debug)]
    #[must_use = "futures do nothing unless polled"]
    pub struct Instrument<F, G> {
        // Dropped before the span ends, so that the spans inside end first.
        #[pin]
        future: F,
        state: State,
        finish: G,
    }
}

#[derive(Debug)]
enum State {
    /// Not polled yet, and the body starts the span: also where telemetry is off, if the function hands on more than that.
    Unstarted {
        always: bool,
    },
    /// Nothing is to be current, or not any longer.
    Off,
    On(AssertUnwindSafe<Box<dyn HeldScope>>),
}

/// What is done with a future's output and its span.
pub trait Finish<V> {
    /// What comes out of the future.
    type Output;
    /// Ends the span by the value, and lets the value go on.
    fn finish(&self, value: V, span: Span) -> Self::Output;
}

/// Hands the value out together with the span: what follows in the function finishes the span.
#[derive(Clone, Copy, Debug)]
pub struct HandOver;

impl<V> Finish<V> for HandOver {
    type Output = (V, Span);

    #[inline]
    fn finish(&self, value: V, span: Span) -> (V, Span) {
        (value, span)
    }
}

/// Finishes by a function that gets the value and hands it back.
#[derive(Clone, Copy, Debug)]
pub struct Then<G>(G);

impl<V, R, G: Fn(V, Span) -> R> Finish<V> for Then<G> {
    type Output = R;

    #[inline]
    fn finish(&self, value: V, span: Span) -> R {
        (self.0)(value, span)
    }
}

/// Finishes by a function that only looks at the value.
#[derive(Clone, Copy, Debug)]
pub struct Observe<G>(G);

impl<V, G: Fn(&V, &mut Outcome<'_>)> Finish<V> for Observe<G> {
    type Output = V;

    #[inline]
    fn finish(&self, value: V, span: Span) -> V {
        span.finish(|outcome| (self.0)(&value, outcome));
        value
    }
}

/// The future of an annotated `async fn`; its body calls [`begin`] first.
#[inline]
pub fn instrument<F: Future>(future: F) -> Instrument<F, HandOver> {
    Instrument { future, state: State::Unstarted { always: false }, finish: HandOver }
}

/// As [`instrument`], with what is done with the output. `always` for a function that says what its subtree has in common,
/// also where it has no span.
#[inline]
pub fn instrumented<F, G, R>(future: F, always: bool, finish: G) -> Instrument<F, Then<G>>
where
    F: Future,
    G: Fn(F::Output, Span) -> R,
{
    Instrument { future, state: State::Unstarted { always }, finish: Then(finish) }
}

/// The same for a function that says what its subtree has in common, also where it has no span.
#[inline]
pub fn instrument_context<F: Future>(future: F) -> Instrument<F, HandOver> {
    Instrument { future, state: State::Unstarted { always: true }, finish: HandOver }
}

/// The future that an annotated function returned.
#[inline]
pub fn future<F, G>(future: F, span: Span, say: G) -> Instrument<F, Observe<G>>
where
    F: Future,
    G: Fn(&F::Output, &mut Outcome<'_>),
{
    let state = match span.0 {
        Some(scope) => State::On(AssertUnwindSafe(scope.erase())),
        None => State::Off,
    };
    Instrument { future, state, finish: Observe(say) }
}

/// First statement of an annotated async body: starts the span. `fill` borrows the arguments and runs only
/// when a span is wanted.
#[inline]
pub fn begin(callsite: &'static Callsite, fill: impl FnOnce(&mut Start<'_>)) {
    if gate::is_open() || callsite.changes_context {
        begin_within(callsite, fill);
    }
}

/// Apart from what is done without a span, so that a body that has none stays small.
#[inline(never)]
fn begin_within(callsite: &'static Callsite, fill: impl FnOnce(&mut Start<'_>)) {
    slot::put(|| start(callsite, fill));
}

/// Starts a span; a panic in the provider leaves the call without one, and so does a place that is too deep.
pub(super) fn start(callsite: &Callsite, fill: impl FnOnce(&mut Start<'_>)) -> Option<CallScope> {
    if nesting::is_exhausted(callsite.function) {
        return None;
    }
    let mut fill = Some(fill);
    catch_panic(|| {
        Start::run(callsite, &mut |start| {
            if let Some(fill) = fill.take() {
                nesting::within(|| fill(start));
            }
        })
    })
    .flatten()
}

impl<F: Future, G: Finish<F::Output>> Future for Instrument<F, G> {
    type Output = G::Output;

    #[inline]
    fn poll(self: Pin<&mut Self>, task: &mut TaskContext<'_>) -> Poll<Self::Output> {
        let this = self.project();
        if let State::Unstarted { always: false } = this.state
            && !gate::is_open()
        {
            *this.state = State::Off;
        }
        let polled = match this.state {
            State::Off => this.future.poll(task).map(|value| (value, Span::NONE)),
            state => poll_within(state, this.future, task),
        };
        polled.map(|(value, span)| this.finish.finish(value, span))
    }
}

/// Polls with the call's scope current, and starts it where that has not been done. Apart from what is done without any, so
/// that this stays small enough to be compiled into its caller.
#[inline(never)]
fn poll_within<F: Future>(
    state: &mut State,
    future: Pin<&mut F>,
    task: &mut TaskContext<'_>,
) -> Poll<(F::Output, Span)> {
    let polled = match state {
        State::On(scope) => {
            let _current = scope.attach();
            catch_unwind(AssertUnwindSafe(|| future.poll(task)))
        }
        State::Unstarted { .. } | State::Off => {
            let slot = Slot::open();
            let polled = catch_unwind(AssertUnwindSafe(|| future.poll(task)));
            *state = match slot.close() {
                Some(scope) => State::On(AssertUnwindSafe(scope.erase())),
                None => State::Off,
            };
            polled
        }
    };
    match polled {
        Ok(Poll::Pending) => Poll::Pending,
        Ok(Poll::Ready(value)) => {
            let span = match std::mem::replace(state, State::Off) {
                State::On(scope) => Span::of(scope.0.into_scope()),
                State::Unstarted { .. } | State::Off => Span::NONE,
            };
            Poll::Ready((value, span))
        }
        Err(payload) => {
            if let State::On(scope) = std::mem::replace(state, State::Off) {
                scope.0.into_scope().panicked(&Panic::new(payload.as_ref()));
            }
            resume_unwind(payload)
        }
    }
}

impl<F: FusedFuture, G: Finish<F::Output>> FusedFuture for Instrument<F, G> {
    fn is_terminated(&self) -> bool {
        self.future.is_terminated()
    }
}
