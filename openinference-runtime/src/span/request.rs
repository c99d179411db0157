//! How this crate speaks to the span that a Context holds.
//!
//! A Context gives out its span behind the methods of OpenTelemetry's `Span` alone. So what is said beyond them lies in a
//! thread-local place while one of these methods runs, a status that changes nothing: a span of ours looks there, any other
//! leaves it untouched.

use std::cell::Cell;
use std::sync::Arc;

use opentelemetry::trace::{SpanRef, Status};

use super::buffered::Buffered;
use super::clock::SpanClock;
use crate::attributes::AttributeBuffer;
use crate::config::TraceConfig;

/// What is asked of a span of ours.
#[derive(Debug)]
pub(super) enum SpanRequest {
    /// By which clock it goes.
    Clock,
    /// What hides its attributes.
    Config,
    /// Attributes that are masked by its configuration.
    Write(AttributeBuffer),
    /// The outcome that the call was seen to have.
    InferredStatus(Status),
    /// Everything it has, to be ended by whoever asks.
    Take,
}

/// The answer of a span of ours.
#[derive(Debug)]
pub(super) enum Answer {
    Clock(SpanClock),
    Config(Arc<TraceConfig>),
    Done,
    Taken(Buffered),
    /// It has ended.
    Ended,
}

thread_local! {
    static REQUEST: Cell<Option<SpanRequest>> = const { Cell::new(None) };
    static ANSWER: Cell<Option<Answer>> = const { Cell::new(None) };
}

/// Asks `span`; None where it is not ours.
pub(super) fn ask(span: &SpanRef<'_>, request: SpanRequest) -> Option<Answer> {
    REQUEST.try_with(|place| place.set(Some(request))).ok()?;
    span.set_status(Status::Unset);
    let unheard = REQUEST.try_with(Cell::take).ok()?;
    if unheard.is_some() { None } else { ANSWER.try_with(Cell::take).ok()? }
}

/// What this very call of a method is about.
pub(super) fn pending() -> Option<SpanRequest> {
    REQUEST.try_with(Cell::take).ok()?
}

pub(super) fn answer(answer: Answer) {
    let _ = ANSWER.try_with(|place| place.set(Some(answer)));
}
