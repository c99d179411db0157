use std::borrow::Cow;
use std::fmt::{self, Display};
use std::future::Future;
use std::ops::Deref;

use serde::Serialize;

use super::checked::Start;
use super::{IntoLinks, IntoParent, SpanHandle, current};
use crate::key::AttributeKey;
use crate::opentelemetry::trace::SpanKind as OtelKind;
use crate::opentelemetry::{Context, ContextGuard, Value};
use crate::semconv::SpanKind;

#[must_use = "a span begins with `start`, `open`, `scope` or `in_scope`"]
pub struct SpanBuilder<F>(F);

impl<F> fmt::Debug for SpanBuilder<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SpanBuilder").finish_non_exhaustive()
    }
}

pub fn span(_: SpanKind, _: impl Into<Cow<'static, str>>) -> SpanBuilder<impl FnOnce(&mut Start<'_>)> {
    SpanBuilder(|_: &mut Start<'_>| {})
}

impl<F: FnOnce(&mut Start<'_>)> SpanBuilder<F> {
    pub fn parent<P: IntoParent<Way>, Way>(self, _: P) -> Self {
        self
    }

    pub fn links<L: IntoLinks>(self, _: L) -> Self {
        self
    }

    pub fn session(self, _: impl Into<String>) -> Self {
        self
    }

    pub fn user(self, _: impl Into<String>) -> Self {
        self
    }

    pub fn metadata<T: Serialize>(self, _: T) -> Self {
        self
    }

    pub fn tags<T: Into<String>>(self, _: impl IntoIterator<Item = T>) -> Self {
        self
    }

    pub fn input<T: Serialize + ?Sized>(self, _: &T) -> Self {
        self
    }

    pub fn attribute(self, _: impl Into<AttributeKey>, _: impl Into<Value>) -> Self {
        self
    }

    pub fn otel_kind(self, _: OtelKind) -> Self {
        self
    }

    pub fn cancellation_is_not_error(self) -> Self {
        self
    }

    pub fn start(self) -> SpanGuard {
        SpanGuard { _attached: Context::new().attach(), open: self.open() }
    }

    pub fn open(self) -> OpenSpan {
        OpenSpan(current())
    }

    pub fn scope<T: Future>(self, scoped: T) -> impl Future<Output = T::Output> {
        scoped
    }

    pub fn scope_result<T, V, E>(self, scoped: T) -> impl Future<Output = Result<V, E>>
    where
        T: Future<Output = Result<V, E>>,
        V: Serialize,
        E: Display,
    {
        scoped
    }

    pub fn in_scope<T>(self, f: impl FnOnce() -> T) -> T {
        f()
    }

    pub fn in_scope_result<V: Serialize, E: Display>(self, f: impl FnOnce() -> Result<V, E>) -> Result<V, E> {
        f()
    }
}

#[derive(Debug)]
#[must_use = "dropped, the span ends"]
pub struct OpenSpan(SpanHandle);

impl OpenSpan {
    pub fn ok(self) {}

    pub fn finish<V: Serialize, E: Display>(self, _: &Result<V, E>) {}
}

impl Deref for OpenSpan {
    type Target = SpanHandle;

    fn deref(&self) -> &SpanHandle {
        &self.0
    }
}

/// Present so that `drop(open)` does not trigger `clippy::drop_non_drop`.
impl Drop for OpenSpan {
    fn drop(&mut self) {}
}

#[derive(Debug)]
#[must_use = "dropped, the span ends"]
pub struct SpanGuard {
    /// What keeps it on its thread.
    _attached: ContextGuard,
    open: OpenSpan,
}

impl SpanGuard {
    pub fn ok(self) {}

    pub fn finish<V: Serialize, E: Display>(self, _: &Result<V, E>) {}
}

impl Deref for SpanGuard {
    type Target = SpanHandle;

    fn deref(&self) -> &SpanHandle {
        &self.open
    }
}
