//! A span in progress: the one state machine behind calls, futures, streams and blocks.
//!
//! Unstarted is the absence of an [`Active`]; it is open from [`Active::start`] on, streaming while items
//! pass, and ended by [`Active::succeed`], [`Active::fail`], [`Active::panicked`] or, when none of them came,
//! by being dropped: cancelled.

use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use opentelemetry::global::BoxedSpan;
use opentelemetry::trace::{Span, SpanBuilder, Status, TraceContextExt};
use opentelemetry::{Context, ContextGuard, KeyValue, Value};

use super::finalize::AtStart;
use super::panic::Panic;
use super::shared::{ContextSpan, Rank, SharedSpan};
use super::start::{Start, Started, bare_name};
use crate::attributes::Attributes;
use crate::config::{TraceConfig, with_image_scope};
#[cfg(feature = "sdk")]
use crate::genai;
use crate::providers::{PayloadFormat, Request};
use crate::record::{Exception, short_type_name};
use crate::semconv::SpanKind;
use crate::semconv::attributes::EXCEPTION_MESSAGE;
use crate::span::callsite::Callsite;
use crate::tracer::{self, Source};

/// A span that has started and not ended.
#[derive(Debug)]
pub(crate) struct Active {
    span: Arc<SharedSpan>,
    /// The Context in which the call runs.
    cx: Context,
    kind: SpanKind,
    cancellation_is_not_error: bool,
    /// What was asked, which tells how to read the response.
    request: Option<Request>,
    over: bool,
}

impl Active {
    /// Starts the span of `callsite` where one is wanted. `fill` borrows the arguments; it runs only when a
    /// span will be made of what it says.
    #[inline(never)]
    pub(crate) fn start(callsite: &Callsite, fill: &mut dyn FnMut(&mut Start<'_>)) -> Option<Box<Self>> {
        let current = Context::current();
        let source = tracer::resolve(&current);
        let config = match source {
            Source::None => return None,
            _ => source.config().for_kind(callsite.kind),
        };
        let clock = (SystemTime::now(), Instant::now());
        with_image_scope(&Arc::clone(&config), || {
            Self::start_at(callsite, fill, &source, &current, config, clock)
        })
    }

    fn start_at(
        callsite: &Callsite,
        fill: &mut dyn FnMut(&mut Start<'_>),
        source: &Source,
        current: &Context,
        config: Arc<TraceConfig>,
        clock: (SystemTime, Instant),
    ) -> Option<Box<Self>> {
        if matches!(source, Source::Untried(_)) {
            return Self::try_start(callsite, fill, source, current, config, clock);
        }
        let mut start = Start::new(callsite, Arc::clone(&config));
        fill(&mut start);
        let mut started = start.finish(current);
        let (keys, attributes) = started
            .at_start
            .drain(..)
            .map(|(attribute, rank)| {
                (AtStart::of(&attribute, rank, &config, callsite.on_end.is_some()), attribute)
            })
            .unzip();
        let builder = SpanBuilder {
            span_kind: Some(callsite.otel_kind.clone()),
            name: started.name.clone(),
            start_time: Some(clock.0),
            attributes: Some(attributes),
            events: None,
            links: Some(std::mem::take(&mut started.links)),
        };
        let span = source.build(callsite.kind, builder, &started.cx)?;
        Self::open(callsite, span, config, keys, started, clock, source.is_external())
    }

    /// As [`start`](Self::start), on a global provider that may be a no-op: nothing is evaluated until it has
    /// made a span.
    fn try_start(
        callsite: &Callsite,
        fill: &mut dyn FnMut(&mut Start<'_>),
        source: &Source,
        current: &Context,
        config: Arc<TraceConfig>,
        clock: (SystemTime, Instant),
    ) -> Option<Box<Self>> {
        let bare = SpanBuilder {
            span_kind: Some(callsite.otel_kind.clone()),
            name: bare_name(callsite, None),
            start_time: Some(clock.0),
            ..SpanBuilder::default()
        };
        let mut start = Start::new(callsite, Arc::clone(&config));
        let mut span = if callsite.dynamic_parent {
            // The parent is one of the things that `fill` says.
            fill(&mut start);
            let started = start.finish(current);
            let mut span = source.try_global(callsite.kind, bare, &started.cx)?;
            span.update_name(started.name.clone());
            return Self::open_late(callsite, span, config, started, clock);
        } else {
            source.try_global(callsite.kind, bare, current)?
        };
        fill(&mut start);
        let started = start.finish(current);
        span.update_name(started.name.clone());
        Self::open_late(callsite, span, config, started, clock)
    }

    fn open_late(
        callsite: &Callsite,
        mut span: BoxedSpan,
        config: Arc<TraceConfig>,
        mut started: Started,
        clock: (SystemTime, Instant),
    ) -> Option<Box<Self>> {
        for link in started.links.drain(..) {
            span.add_link(link.span_context, link.attributes);
        }
        let mut keys = Vec::with_capacity(started.at_start.len());
        for (attribute, rank) in started.at_start.drain(..) {
            keys.push(AtStart::of(&attribute, rank, &config, callsite.on_end.is_some()));
            span.set_attribute(attribute);
        }
        Self::open(callsite, span, config, keys, started, clock, true)
    }

    fn open(
        callsite: &Callsite,
        span: BoxedSpan,
        config: Arc<TraceConfig>,
        at_start: Vec<AtStart>,
        started: Started,
        clock: (SystemTime, Instant),
        external: bool,
    ) -> Option<Box<Self>> {
        if !span.span_context().is_valid() {
            // Made current, it would keep real spans below from being made.
            return None;
        }
        crate::feedback::note(&started.cx, span.span_context());
        let span = SharedSpan::new(span, config, at_start, clock, started.later, callsite.on_end);
        let span = Arc::new(if external { span.external() } else { span });
        let cx = started.cx.with_span(ContextSpan(Arc::clone(&span)));
        #[cfg(feature = "sdk")]
        let cx = genai::enter(cx, callsite.kind, &span);
        Some(Box::new(Self {
            span,
            cx,
            kind: callsite.kind,
            cancellation_is_not_error: callsite.cancellation_is_not_error,
            request: started.request,
            over: false,
        }))
    }

    /// Makes the span current on this thread.
    pub(crate) fn attach(&self) -> ContextGuard {
        self.cx.clone().attach()
    }

    pub(crate) fn cx(&self) -> &Context {
        &self.cx
    }

    pub(crate) fn kind(&self) -> SpanKind {
        self.kind
    }

    pub(crate) fn request(&self) -> Option<&Request> {
        self.request.as_ref()
    }

    pub(crate) fn request_format(&self) -> Option<&'static dyn PayloadFormat> {
        self.request.as_ref().map(|request| request.format)
    }

    pub(crate) fn config(&self) -> &TraceConfig {
        self.span.config()
    }

    pub(crate) fn is_recording(&self) -> bool {
        self.span.is_recording()
    }

    /// Since the start of the span.
    pub(crate) fn elapsed(&self) -> Duration {
        self.span.elapsed()
    }

    pub(crate) fn write(&self, rank: Rank, write: impl FnOnce(&mut Attributes<'_>)) {
        self.span.write(rank, write);
    }

    /// Adds attributes that are masked already.
    pub(crate) fn extend(&self, rank: Rank, attributes: Vec<KeyValue>) {
        self.span.extend(rank, attributes);
    }

    pub(crate) fn event(&self, name: &'static str, attributes: Vec<KeyValue>) {
        self.span.event(name, attributes);
    }

    /// Ends the span of a call that did what it should.
    pub(crate) fn succeed(mut self) {
        self.over = true;
        self.span.found_status(Status::Ok);
        self.span.end();
    }

    /// Notes an error; the span goes on.
    pub(crate) fn note(&self, exception: Exception) {
        let description = self
            .text(EXCEPTION_MESSAGE, exception.status())
            .unwrap_or_else(|| short_type_name(&exception.type_name));
        self.span.event("exception", exception.into_attributes());
        self.span.found_status(Status::error(description));
    }

    /// A text as the masking leaves it; None when it is hidden.
    fn text(&self, key: &str, text: String) -> Option<String> {
        match self.config().mask(key, Value::String(text.into()))? {
            Value::String(text) => Some(text.into()),
            _ => None,
        }
    }

    /// Ends the span of a call that returned an error.
    pub(crate) fn fail(mut self, exception: Exception) {
        self.over = true;
        self.note(exception);
        self.span.end();
    }

    /// Ends the span of a call that panicked.
    pub(crate) fn panicked(self, panic: &Panic<'_>) {
        self.fail(panic.exception());
    }

    /// Ends the span as it stands: whoever noted an error has set the status.
    pub(crate) fn end(mut self) {
        self.over = true;
        self.span.end();
    }

    fn cancel(&self) {
        self.span.event("cancelled", Vec::new());
        if !self.cancellation_is_not_error {
            self.span.found_status(Status::error("cancelled"));
        }
        self.span.end();
    }
}

impl Drop for Active {
    fn drop(&mut self) {
        if !self.over {
            self.cancel();
        }
    }
}
