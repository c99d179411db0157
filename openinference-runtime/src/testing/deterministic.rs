//! Ids and times that are the same in every run, also where nothing is captured: for golden files of exporters, for
//! documentation, for demonstrations.
//!
//! ```
//! use openinference_runtime::testing::{DeterministicTime, SequentialIds, StepClock};
//! use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider, SimpleSpanProcessor};
//! use openinference_runtime::{semconv::SpanKind, set_tracer_provider, span};
//!
//! let exporter = InMemorySpanExporter::default();
//! let processor = SimpleSpanProcessor::new(exporter.clone());
//! let provider = SdkTracerProvider::builder()
//!     .with_id_generator(SequentialIds::new())
//!     .with_span_processor(DeterministicTime::new(StepClock::new(), processor))
//!     .build();
//! set_tracer_provider(&provider);
//! span(SpanKind::Chain, "step").in_scope(|| ());
//!
//! let spans = exporter.get_finished_spans()?;
//! assert_eq!(spans[0].span_context.span_id().to_string(), "0000000000000001");
//! assert_eq!(spans[0].end_time.duration_since(spans[0].start_time)?.as_millis(), 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::collections::HashMap;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use opentelemetry::Context;
use opentelemetry::trace::{Span as _, SpanId, TraceId};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{IdGenerator, Span, SpanData, SpanProcessor};

/// Numbers traces and spans from 1, in the order in which they start. Of two programs whose spans meet, one begins
/// [elsewhere](Self::starting_at).
///
/// A sampler that goes by the trace id takes all of these: small numbers are below every ratio.
#[derive(Debug)]
pub struct SequentialIds {
    traces: AtomicU64,
    spans: AtomicU64,
}

impl Default for SequentialIds {
    fn default() -> Self {
        Self::new()
    }
}

impl SequentialIds {
    /// From 1.
    #[must_use]
    pub fn new() -> Self {
        Self::starting_at(1)
    }

    /// From another number, for traces and for spans. 0, which is no id, is left out.
    #[must_use]
    pub fn starting_at(first: u64) -> Self {
        Self { traces: AtomicU64::new(first), spans: AtomicU64::new(first) }
    }

    fn next(counter: &AtomicU64) -> u64 {
        match counter.fetch_add(1, Relaxed) {
            0 => Self::next(counter),
            next => next,
        }
    }
}

impl IdGenerator for SequentialIds {
    fn new_trace_id(&self) -> TraceId {
        TraceId::from(u128::from(Self::next(&self.traces)))
    }

    fn new_span_id(&self) -> SpanId {
        SpanId::from(Self::next(&self.spans))
    }
}

/// What time it is, for [`DeterministicTime`].
pub trait Clock: Send + Sync + fmt::Debug {
    /// The time. Called once when a span starts and once when it ends.
    fn now(&self) -> SystemTime;
}

impl<C: Clock + ?Sized> Clock for Box<C> {
    fn now(&self) -> SystemTime {
        (**self).now()
    }
}

/// 2000-01-01T00:00:00Z: a time that nobody takes for a real one.
const BEGIN: Duration = Duration::from_secs(946_684_800);

/// A clock that goes on by one step whenever it is asked; begins at 2000-01-01T00:00:00Z.
#[derive(Debug)]
pub struct StepClock {
    begin: SystemTime,
    step: Duration,
    steps: AtomicU64,
}

impl Default for StepClock {
    fn default() -> Self {
        Self::new()
    }
}

impl StepClock {
    /// Steps of a millisecond.
    #[must_use]
    pub fn new() -> Self {
        Self::with_step(Duration::from_millis(1))
    }

    /// Steps of that length.
    #[must_use]
    pub fn with_step(step: Duration) -> Self {
        Self { begin: SystemTime::UNIX_EPOCH + BEGIN, step, steps: AtomicU64::new(0) }
    }
}

impl Clock for StepClock {
    fn now(&self) -> SystemTime {
        let steps = self.steps.fetch_add(1, Relaxed);
        let nanos = self.step.as_nanos().saturating_mul(u128::from(steps));
        let passed = Duration::from_nanos(u64::try_from(nanos).unwrap_or(u64::MAX));
        self.begin.checked_add(passed).unwrap_or(self.begin)
    }
}

/// A clock that stands still until it is set forward. Copies are the same clock; begins at 2000-01-01T00:00:00Z.
#[derive(Clone, Debug)]
pub struct ManualClock(Arc<Mutex<SystemTime>>);

impl Default for ManualClock {
    fn default() -> Self {
        Self::new()
    }
}

impl ManualClock {
    /// At 2000-01-01T00:00:00Z.
    #[must_use]
    pub fn new() -> Self {
        Self::at(SystemTime::UNIX_EPOCH + BEGIN)
    }

    /// At that time.
    #[must_use]
    pub fn at(time: SystemTime) -> Self {
        Self(Arc::new(Mutex::new(time)))
    }

    /// Sets it forward.
    pub fn advance(&self, by: Duration) {
        let mut time = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *time = time.checked_add(by).unwrap_or(*time);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> SystemTime {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A processor that hands spans on with the times of a [`Clock`] instead of real ones: those of the start and the end, and of
/// events, which follow the start in steps of a microsecond, never later than the end.
#[derive(Debug)]
pub struct DeterministicTime<P> {
    clock: Arc<dyn Clock>,
    next: P,
    starts: Mutex<HashMap<(TraceId, SpanId), SystemTime>>,
}

impl<P> DeterministicTime<P> {
    /// Hands spans on to `next`.
    pub fn new(clock: impl Clock + 'static, next: P) -> Self {
        Self { clock: Arc::new(clock), next, starts: Mutex::default() }
    }

    fn starts(&self) -> MutexGuard<'_, HashMap<(TraceId, SpanId), SystemTime>> {
        self.starts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<P: SpanProcessor> SpanProcessor for DeterministicTime<P> {
    fn on_start(&self, span: &mut Span, cx: &Context) {
        let key = (span.span_context().trace_id(), span.span_context().span_id());
        // Outside the lock: a clock is foreign code.
        let now = self.clock.now();
        self.starts().insert(key, now);
        self.next.on_start(span, cx);
    }

    fn on_end(&self, mut span: SpanData) {
        let key = (span.span_context.trace_id(), span.span_context.span_id());
        let start = self.starts().remove(&key);
        let end = self.clock.now();
        span.start_time = start.unwrap_or(end);
        span.end_time = end;
        let mut at = span.start_time;
        for event in &mut span.events.events {
            at = (at + Duration::from_micros(1)).min(end);
            event.timestamp = at;
        }
        self.next.on_end(span);
    }

    fn force_flush(&self) -> OTelSdkResult {
        self.next.force_flush()
    }

    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        self.next.shutdown_with_timeout(timeout)
    }

    fn set_resource(&mut self, resource: &Resource) {
        self.next.set_resource(resource);
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use opentelemetry_sdk::trace::IdGenerator as _;

    use super::{Clock as _, ManualClock, SequentialIds, StepClock};

    #[test]
    fn ids_count_and_are_never_zero() {
        let ids = SequentialIds::starting_at(u64::MAX);
        assert_eq!(ids.new_span_id().to_string(), "ffffffffffffffff");
        assert_eq!(ids.new_span_id().to_string(), "0000000000000001");
        assert_eq!(ids.new_trace_id().to_string(), "0000000000000000ffffffffffffffff");
    }

    #[test]
    fn a_step_clock_goes_on_and_a_manual_one_waits() {
        let steps = StepClock::with_step(Duration::from_secs(2));
        let first = steps.now();
        assert_eq!(first.duration_since(SystemTime::UNIX_EPOCH).ok(), Some(Duration::from_secs(946_684_800)));
        assert_eq!(steps.now().duration_since(first).ok(), Some(Duration::from_secs(2)));
        let manual = ManualClock::new();
        assert_eq!(manual.now(), manual.now());
        manual.clone().advance(Duration::from_secs(5));
        assert_eq!(manual.now().duration_since(first).ok(), Some(Duration::from_secs(5)));
    }
}
