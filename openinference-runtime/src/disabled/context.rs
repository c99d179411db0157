use std::future::Future;
use std::pin::Pin;
use std::task::{Context as TaskContext, Poll};

use futures_core::{FusedFuture, Stream};
use pin_project_lite::pin_project;
use serde::Serialize;

use super::current_context;
pub use super::current_context::AttachedContext;
use crate::opentelemetry::{Context, Key, KeyValue, Value};

pub fn attributes() -> ContextAttributes {
    ContextAttributes(())
}

pub fn inherited(_: &Context) -> &[KeyValue] {
    &[]
}

pub fn value(_: &Context, _: &str) -> Option<Value> {
    None
}

#[derive(Clone, Debug, Default)]
#[must_use = "attach the attributes, or scope a future with them"]
pub struct ContextAttributes(());

impl ContextAttributes {
    pub fn session(self, _: impl Into<String>) -> Self {
        self
    }

    pub fn user(self, _: impl Into<String>) -> Self {
        self
    }

    pub fn metadata(self, _: impl Serialize) -> Self {
        self
    }

    pub fn tags<T: Into<String>>(self, _: impl IntoIterator<Item = T>) -> Self {
        self
    }

    pub fn prompt_template(
        self,
        _template: impl Into<String>,
        _version: impl Into<String>,
        _variables: impl Serialize,
    ) -> Self {
        self
    }

    pub fn attribute(self, _: impl Into<Key>, _: impl Into<Value>) -> Self {
        self
    }

    pub fn without(self, _: impl Into<Key>) -> Self {
        self
    }

    pub fn cleared(self) -> Self {
        self
    }

    #[must_use]
    pub fn on(self, cx: &Context) -> Context {
        cx.clone()
    }

    pub fn attach(self) -> AttachedContext {
        current_context::attach(Context::new())
    }

    pub fn scope<T>(self, scoped: T) -> InContext<T> {
        InContext { inner: scoped }
    }

    pub fn in_scope<T>(self, f: impl FnOnce() -> T) -> T {
        f()
    }
}

/// `inner`, which has no Context to be in.
pub(crate) fn carried<T>(_: Context, inner: T) -> InContext<T> {
    InContext { inner }
}

pub fn suppressed<T>(inner: T) -> InContext<T> {
    InContext { inner }
}

pub fn suppressed_in<T>(f: impl FnOnce() -> T) -> T {
    f()
}

pin_project! {
    #[derive(Debug)]
    #[must_use = "futures and streams do nothing unless polled"]
    pub struct InContext<T> {
        #[pin]
        inner: T,
    }
}

impl<F: Future> Future for InContext<F> {
    type Output = F::Output;

    #[inline]
    fn poll(self: Pin<&mut Self>, task: &mut TaskContext<'_>) -> Poll<F::Output> {
        self.project().inner.poll(task)
    }
}

impl<F: FusedFuture> FusedFuture for InContext<F> {
    fn is_terminated(&self) -> bool {
        self.inner.is_terminated()
    }
}

impl<S: Stream> Stream for InContext<S> {
    type Item = S::Item;

    #[inline]
    fn poll_next(self: Pin<&mut Self>, task: &mut TaskContext<'_>) -> Poll<Option<S::Item>> {
        self.project().inner.poll_next(task)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.inner.size_hint()
    }
}
