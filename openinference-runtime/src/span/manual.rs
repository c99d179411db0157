//! Spans by hand: for blocks, loop steps, and kinds known only at run time. The macros make the same spans.

use std::borrow::Cow;
use std::fmt::{self, Display};
use std::future::Future;
use std::ops::Deref;

use opentelemetry::Value;
use opentelemetry::trace::SpanKind as OtelKind;
use serde::Serialize;

use super::active::Active;
use super::call_scope::CallScope;
use super::current::SpanHandle;
use super::future::{instrument_context, start};
use super::handle::Span;
use super::outcome::Outcome;
use super::parent::{IntoLinks, IntoParent};
use super::slot;
use super::start::Start;
use super::sync::{Entered, run};
use crate::attributes::AttributeBuffer;
use crate::current_context::{self, AttachedContext};
use crate::gate;
use crate::key::AttributeKey;
use crate::record::{Captured, Exception, Failure};
use crate::semconv::SpanKind;
use crate::span::callsite::Callsite;

/// A span to be made; nothing of it is evaluated where no span is wanted.
///
/// ```
/// use openinference_runtime::{semconv::SpanKind, span};
///
/// # async fn step(n: u32) -> Result<u32, std::fmt::Error> { Ok(n) }
/// # async fn f() -> Result<(), std::fmt::Error> {
/// for n in 0..3 {
///     span(SpanKind::Chain, format!("step:{n}")).input(&n).scope_result(step(n)).await?;
/// }
/// # Ok(())
/// # }
/// ```
#[must_use = "a span begins with `start`, `open`, `scope` or `in_scope`"]
pub struct SpanBuilder<F> {
    callsite: Callsite,
    fill: F,
}

impl<F> fmt::Debug for SpanBuilder<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SpanBuilder").field("callsite", &self.callsite).finish_non_exhaustive()
    }
}

/// A span of any kind, with any name.
pub fn span(kind: SpanKind, name: impl Into<Cow<'static, str>>) -> SpanBuilder<impl FnOnce(&mut Start<'_>)> {
    let (callsite, name) = match name.into() {
        Cow::Borrowed(name) => (Callsite::new(kind, name).name(name), None),
        Cow::Owned(name) => (Callsite::new(kind, "span"), Some(name)),
    };
    SpanBuilder {
        callsite,
        fill: |start: &mut Start<'_>| {
            if let Some(name) = name {
                start.name(|| name);
            }
        },
    }
}

impl<F: FnOnce(&mut Start<'_>)> SpanBuilder<F> {
    fn and<G: FnOnce(&mut Start<'_>)>(self, more: G) -> SpanBuilder<impl FnOnce(&mut Start<'_>)> {
        let fill = self.fill;
        SpanBuilder {
            callsite: self.callsite,
            fill: move |start: &mut Start<'_>| {
                fill(start);
                more(start);
            },
        }
    }

    /// What follows is there for the whole subtree, also where there is no span.
    fn in_context(mut self) -> Self {
        self.callsite.changes_context = true;
        self
    }

    /// The parent, instead of the current span: a Context, a span context, or a carrier of headers.
    pub fn parent<P: IntoParent<Way>, Way>(self, parent: P) -> SpanBuilder<impl FnOnce(&mut Start<'_>)> {
        let mut with = self.and(|start| start.parent(|| parent));
        with.callsite.changes_context = true;
        with.callsite.context_is_last = true;
        with
    }

    /// Spans that this one was caused by, beside its parent.
    pub fn links<L: IntoLinks>(self, links: L) -> SpanBuilder<impl FnOnce(&mut Start<'_>)> {
        let mut with = self.and(|start| start.links(|| links));
        with.callsite.has_links = true;
        with
    }

    /// `session.id`, for this span and all below it.
    pub fn session(self, id: impl Into<String>) -> SpanBuilder<impl FnOnce(&mut Start<'_>)> {
        self.in_context().and(|start| start.session(|| id.into()))
    }

    /// `user.id`, for this span and all below it.
    pub fn user(self, id: impl Into<String>) -> SpanBuilder<impl FnOnce(&mut Start<'_>)> {
        self.in_context().and(|start| start.user(|| id.into()))
    }

    /// `metadata`, for this span and all below it, written as JSON.
    pub fn metadata<T: Serialize>(self, metadata: T) -> SpanBuilder<impl FnOnce(&mut Start<'_>)> {
        self.in_context().and(|start| start.metadata(|| metadata))
    }

    /// `tag.tags`, for this span and all below it.
    pub fn tags<T: Into<String>>(
        self,
        tags: impl IntoIterator<Item = T>,
    ) -> SpanBuilder<impl FnOnce(&mut Start<'_>)> {
        self.in_context()
            .and(|start| start.tags(|| tags.into_iter().map(Into::into).collect::<Vec<String>>()))
    }

    /// `input.value`, as it serialises.
    pub fn input<T: Serialize + ?Sized>(self, value: &T) -> SpanBuilder<impl FnOnce(&mut Start<'_>)> {
        self.and(move |start| start.input(|sink| sink.put(Captured::serialize(&value))))
    }

    /// Any attribute.
    pub fn attribute(
        self,
        key: impl Into<AttributeKey>,
        value: impl Into<Value>,
    ) -> SpanBuilder<impl FnOnce(&mut Start<'_>)> {
        self.and(|start| start.attribute_dynamic(key.into(), value.into()))
    }

    /// The OpenTelemetry kind; internal unless said otherwise.
    pub fn otel_kind(mut self, kind: OtelKind) -> Self {
        self.callsite.otel_kind = kind;
        self
    }

    /// A cancelled future is no error: one of several that race for the same answer.
    pub fn cancellation_is_not_error(mut self) -> Self {
        self.callsite.cancellation_is_not_error = true;
        self
    }

    fn begin(self) -> Option<CallScope> {
        if gate::is_open() || self.callsite.changes_context { start(&self.callsite, self.fill) } else { None }
    }

    /// Starts the span, current on this thread until the guard is dropped.
    pub fn start(self) -> SpanGuard {
        let open = self.open();
        let attached = open.has_context.then(|| current_context::attach(open.handle.context().clone()));
        SpanGuard { attached, open }
    }

    /// Starts the span without making it current: it may go to another thread or task.
    pub fn open(self) -> OpenSpan {
        let panicking = std::thread::panicking();
        let (handle, has_context, active) = match self.begin() {
            Some(CallScope::Context(cx)) => (SpanHandle::of(cx), true, None),
            Some(CallScope::Span(active)) => (SpanHandle::of(active.cx().clone()), true, Some(active)),
            None => (SpanHandle::none(), false, None),
        };
        OpenSpan { handle, panicking, has_context, active }
    }

    /// The future within the span, which starts with the first poll.
    pub fn scope<T: Future>(self, scoped: T) -> impl Future<Output = T::Output> {
        self.around(scoped, |_, _| {})
    }

    /// As [`scope`](Self::scope), with the result as the span's output or its error.
    pub fn scope_result<T, V, E>(self, scoped: T) -> impl Future<Output = Result<V, E>>
    where
        T: Future<Output = Result<V, E>>,
        V: Serialize,
        E: Display,
    {
        self.around(scoped, say_result)
    }

    fn around<T: Future>(
        self,
        scoped: T,
        say: impl Fn(&T::Output, &mut Outcome<'_>),
    ) -> impl Future<Output = T::Output> {
        let body = async move {
            if gate::is_open() || self.callsite.changes_context {
                slot::put(|| start(&self.callsite, self.fill));
            }
            scoped.await
        };
        async move {
            let (value, span) = instrument_context(body).await;
            span.finish(|outcome| say(&value, outcome));
            value
        }
    }

    /// Runs `f` within the span.
    pub fn in_scope<T>(self, f: impl FnOnce() -> T) -> T {
        let (value, span) = run(Entered::new(self.begin()), f);
        span.finish(|_| {});
        value
    }

    /// As [`in_scope`](Self::in_scope), with the result as the span's output or its error.
    ///
    /// # Errors
    /// Those of `f`.
    pub fn in_scope_result<V: Serialize, E: Display>(self, f: impl FnOnce() -> Result<V, E>) -> Result<V, E> {
        let (result, span) = run(Entered::new(self.begin()), f);
        span.finish(|outcome| say_result(&result, outcome));
        result
    }
}

fn say_result<V: Serialize, E: Display>(result: &Result<V, E>, outcome: &mut Outcome<'_>) {
    match result {
        Ok(value) => outcome.output(Captured::serialize(&value)),
        Err(error) => outcome.error(Failure::shown(error)),
    }
}

/// A span in progress that is not current anywhere. Dropped, it ends as it stands; during a panic, as
/// panicked.
#[derive(Debug)]
#[must_use = "dropped, the span ends"]
pub struct OpenSpan {
    handle: SpanHandle,
    /// Whether the span is part of the clearing up after a panic of somebody else.
    panicking: bool,
    /// Whether the handle's Context is another than that of the code around.
    has_context: bool,
    active: Option<Active>,
}

impl OpenSpan {
    /// Ends the span with status OK.
    pub fn ok(mut self) {
        if let Some(active) = self.active.take() {
            active.succeed(AttributeBuffer::default());
        }
    }

    /// Ends the span with the result as its output or its error.
    pub fn finish<V: Serialize, E: Display>(mut self, result: &Result<V, E>) {
        Span(self.active.take().map(CallScope::Span)).finish(|outcome| say_result(result, outcome));
    }
}

impl Deref for OpenSpan {
    type Target = SpanHandle;

    fn deref(&self) -> &SpanHandle {
        &self.handle
    }
}

impl Drop for OpenSpan {
    fn drop(&mut self) {
        let Some(active) = self.active.take() else { return };
        if std::thread::panicking() && !self.panicking {
            active.fail(Exception::panicked(), AttributeBuffer::default());
        } else {
            active.end();
        }
    }
}

/// A span in progress, current on this thread. It must not live across an `.await`: use
/// [`SpanBuilder::scope`] there.
#[derive(Debug)]
#[must_use = "dropped, the span ends"]
pub struct SpanGuard {
    // Dropped first: an ended span is not current.
    attached: Option<AttachedContext>,
    open: OpenSpan,
}

impl SpanGuard {
    /// Ends the span with status OK.
    pub fn ok(self) {
        drop(self.attached);
        self.open.ok();
    }

    /// Ends the span with the result as its output or its error.
    pub fn finish<V: Serialize, E: Display>(self, result: &Result<V, E>) {
        drop(self.attached);
        self.open.finish(result);
    }
}

impl Deref for SpanGuard {
    type Target = SpanHandle;

    fn deref(&self) -> &SpanHandle {
        &self.open
    }
}
