//! Which spans a piece of work made.

use std::future::Future;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex, PoisonError};

use crate::current_context;
use crate::opentelemetry::Context;
use crate::opentelemetry::trace::SpanContext;

use super::ids::SpanIds;
use crate::context::carried;

/// How many captures there are in the process; with none, a span has nothing to look for.
static LIVE: AtomicUsize = AtomicUsize::new(0);

/// What the Context holds while a capture lasts.
struct Captured(Arc<Mutex<Vec<SpanIds>>>);

/// A capture in progress.
struct Capture(Arc<Mutex<Vec<SpanIds>>>);

impl Capture {
    fn begin() -> Self {
        LIVE.fetch_add(1, Relaxed);
        Self(Arc::default())
    }

    fn cx(&self) -> Context {
        current_context::get().with_value(Captured(Arc::clone(&self.0)))
    }

    fn ids(&self) -> Vec<SpanIds> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for Capture {
    fn drop(&mut self) {
        LIVE.fetch_sub(1, Relaxed);
    }
}

/// Runs `work`; gives what it gave, and the spans of this crate that were started in it, in that order. Tasks and
/// threads that the span is [carried](crate::task) into count; a capture inside another keeps its spans to itself.
pub async fn collect_span_ids<F: Future>(work: F) -> (F::Output, Vec<SpanIds>) {
    let capture = Capture::begin();
    let done = carried(capture.cx(), work).await;
    (done, capture.ids())
}

/// Runs `work`; gives what it gave, and the spans of this crate that were started in it. See [`collect_span_ids`].
pub fn collect_span_ids_in<T>(work: impl FnOnce() -> T) -> (T, Vec<SpanIds>) {
    let capture = Capture::begin();
    let attached = current_context::attach(capture.cx());
    let done = work();
    drop(attached);
    (done, capture.ids())
}

/// A span has started below `cx`.
pub(crate) fn note(cx: &Context, span: &SpanContext) {
    if LIVE.load(Relaxed) == 0 {
        return;
    }
    if let (Some(captured), Some(ids)) = (cx.get::<Captured>(), SpanIds::of(span)) {
        captured.0.lock().unwrap_or_else(PoisonError::into_inner).push(ids);
    }
}
