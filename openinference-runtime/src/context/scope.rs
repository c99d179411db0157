//! Futures and streams that are polled in a Context of their own.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context as TaskContext, Poll};

use futures_core::{FusedFuture, Stream};
use opentelemetry::trace::TraceContextExt as _;
use opentelemetry::{Context, baggage::BaggageExt as _};
use pin_project_lite::pin_project;

use super::attributes::ContextAttributes;
use super::carried_provider::is_carried;
use super::inherited::Inherited;
use crate::current_context::{self, AttachedContext};

pin_project! {
    /// A future or stream that is polled in a Context of its own, attached for each poll.
    #[derive(Debug)]
    #[must_use = "futures and streams do nothing unless polled"]
    pub struct InContext<T> {
        #[pin]
        inner: T,
        place: Place,
    }
}

#[derive(Debug)]
struct Place {
    /// Where it is polled; until the first poll, where it was made.
    cx: Context,
    /// Taken by the first poll.
    change: Option<Change>,
}

/// What is different within.
#[derive(Debug)]
enum Change {
    Attributes(ContextAttributes),
    Suppressed,
}

impl Change {
    fn on(self, cx: &Context) -> Context {
        match self {
            Self::Attributes(attributes) => attributes.on(cx),
            Self::Suppressed => cx.with_telemetry_suppressed(),
        }
    }
}

/// `inner` with `change` in force, applied at the first poll.
fn changed<T>(change: Change, inner: T) -> InContext<T> {
    InContext { inner, place: Place { cx: current_context::get(), change: Some(change) } }
}

impl ContextAttributes {
    /// Sets them whenever the future or stream is polled.
    ///
    /// They go on top of what is current at its first poll or, where nothing is (in a task of its own), on top of
    /// what is current now. So `tokio::spawn(attributes.scope(work))` keeps the parent span, and a span around the
    /// scope is the parent of the spans within.
    pub fn scope<T>(self, scoped: T) -> InContext<T> {
        changed(Change::Attributes(self), scoped)
    }
}

/// `inner` in `cx`, wherever it is polled.
pub(crate) fn carried<T>(cx: Context, inner: T) -> InContext<T> {
    InContext { inner, place: Place { cx, change: None } }
}

/// Runs a future or stream without a span in it, whoever makes them: annotated functions, spans by hand, other
/// instrumentation through OpenTelemetry.
pub fn suppressed<T>(inner: T) -> InContext<T> {
    changed(Change::Suppressed, inner)
}

/// Runs `f` without a span in it, whoever makes them.
pub fn suppressed_in<T>(f: impl FnOnce() -> T) -> T {
    let _attached = current_context::attach(Change::Suppressed.on(&current_context::get()));
    f()
}

impl Place {
    fn attach(&mut self) -> AttachedContext {
        if let Some(change) = self.change.take() {
            let current = current_context::get();
            self.cx = change.on(if is_bare(&current) { &self.cx } else { &current });
        }
        current_context::attach(self.cx.clone())
    }
}

/// Nothing that anybody would miss: what a task finds that was spawned without carrying a Context.
fn is_bare(cx: &Context) -> bool {
    !cx.has_active_span()
        && !cx.is_telemetry_suppressed()
        && cx.get::<Inherited>().is_none()
        && !is_carried(cx)
        && cx.baggage().is_empty()
}

impl<T> InContext<T> {
    pub(crate) fn inner(&self) -> &T {
        &self.inner
    }

    pub(crate) fn poll_within<R>(self: Pin<&mut Self>, poll: impl FnOnce(Pin<&mut T>) -> R) -> R {
        let this = self.project();
        let _attached = this.place.attach();
        poll(this.inner)
    }
}

impl<F: Future> Future for InContext<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, task: &mut TaskContext<'_>) -> Poll<F::Output> {
        self.poll_within(|future| future.poll(task))
    }
}

impl<F: FusedFuture> FusedFuture for InContext<F> {
    fn is_terminated(&self) -> bool {
        self.inner.is_terminated()
    }
}

impl<S: Stream> Stream for InContext<S> {
    type Item = S::Item;

    fn poll_next(self: Pin<&mut Self>, task: &mut TaskContext<'_>) -> Poll<Option<S::Item>> {
        self.poll_within(|stream| stream.poll_next(task))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.inner.size_hint()
    }
}
