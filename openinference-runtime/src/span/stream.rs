//! Streams and iterators that carry the span of the call that made them.

use std::iter::FusedIterator;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::pin::Pin;
use std::task::{Context as TaskContext, Poll};

use futures_core::Stream;
use futures_core::stream::FusedStream;
use pin_project_lite::pin_project;

use super::handle::Span;
use super::outcome::Outcome;
use super::streaming::StreamScope;

pin_project! {
    /// A stream within its span: current while the stream is polled, ended with the last item.
    #[derive(Debug)]
    #[must_use = "streams do nothing unless polled"]
    pub struct TracedStream<S, G> {
        // Dropped before the span ends, so that the spans inside end first.
        #[pin]
        stream: S,
        streaming: AssertUnwindSafe<StreamScope>,
        each: G,
    }
}

/// The stream that an annotated function returned; `each` looks at every item.
#[inline]
pub fn stream<S, G>(stream: S, span: Span, each: G) -> TracedStream<S, G>
where
    S: Stream,
    G: Fn(&S::Item, &mut Outcome<'_>),
{
    TracedStream { stream, streaming: AssertUnwindSafe(StreamScope::new(span)), each }
}

impl<S: Stream, G: Fn(&S::Item, &mut Outcome<'_>)> Stream for TracedStream<S, G> {
    type Item = S::Item;

    fn poll_next(self: Pin<&mut Self>, task: &mut TaskContext<'_>) -> Poll<Option<S::Item>> {
        let this = self.project();
        let stream = this.stream;
        match pass(this.streaming, || stream.poll_next(task)) {
            Poll::Ready(item) => {
                note(this.streaming, item.as_ref(), this.each);
                Poll::Ready(item)
            }
            Poll::Pending => Poll::Pending,
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.stream.size_hint()
    }
}

impl<S: FusedStream, G: Fn(&S::Item, &mut Outcome<'_>)> FusedStream for TracedStream<S, G> {
    fn is_terminated(&self) -> bool {
        self.stream.is_terminated()
    }
}

/// An iterator within its span: current while an item is made, ended with the last item.
#[derive(Debug)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct TracedIterator<I, G> {
    iterator: I,
    streaming: AssertUnwindSafe<StreamScope>,
    each: G,
}

/// The iterator that an annotated function returned; `each` looks at every item.
#[inline]
pub fn iterator<I, G>(iterator: I, span: Span, each: G) -> TracedIterator<I, G>
where
    I: Iterator,
    G: Fn(&I::Item, &mut Outcome<'_>),
{
    TracedIterator { iterator, streaming: AssertUnwindSafe(StreamScope::new(span)), each }
}

impl<I: Iterator, G: Fn(&I::Item, &mut Outcome<'_>)> Iterator for TracedIterator<I, G> {
    type Item = I::Item;

    fn next(&mut self) -> Option<I::Item> {
        let item = pass(&mut self.streaming, || self.iterator.next());
        note(&mut self.streaming, item.as_ref(), &self.each);
        item
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.iterator.size_hint()
    }
}

impl<I: ExactSizeIterator, G: Fn(&I::Item, &mut Outcome<'_>)> ExactSizeIterator for TracedIterator<I, G> {}

impl<I: FusedIterator, G: Fn(&I::Item, &mut Outcome<'_>)> FusedIterator for TracedIterator<I, G> {}

impl<I: DoubleEndedIterator, G: Fn(&I::Item, &mut Outcome<'_>)> DoubleEndedIterator for TracedIterator<I, G> {
    fn next_back(&mut self) -> Option<I::Item> {
        let item = pass(&mut self.streaming, || self.iterator.next_back());
        note(&mut self.streaming, item.as_ref(), &self.each);
        item
    }
}

/// Lets the stream make its next item, with the span current.
#[inline]
fn pass<T>(scope: &mut StreamScope, next: impl FnOnce() -> T) -> T {
    let Some(current) = scope.attach() else { return next() };
    let made = catch_unwind(AssertUnwindSafe(next));
    drop(current);
    made.unwrap_or_else(|payload| {
        if let Some(streaming) = scope.take() {
            streaming.panicked(payload.as_ref());
        }
        resume_unwind(payload)
    })
}

/// Looks at the item; the end of the stream is the end of the span.
#[inline]
fn note<T>(scope: &mut StreamScope, item: Option<&T>, each: &impl Fn(&T, &mut Outcome<'_>)) {
    match item {
        Some(item) => {
            if let Some(streaming) = scope.streaming() {
                streaming.item(|outcome| each(item, outcome));
            }
        }
        None => {
            if let Some(streaming) = scope.take() {
                streaming.complete();
            }
        }
    }
}
