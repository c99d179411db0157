//! The processor that measures spans at their end.

use std::collections::HashSet;
use std::time::Duration;

use opentelemetry::metrics::MeterProvider;
use opentelemetry::trace::{Span as _, SpanId};
use opentelemetry::{Context, InstrumentationScope};
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{Span, SpanData, SpanProcessor};

use super::instruments::Instruments;
use super::labels::Labels;
use super::reading::Reading;
use crate::fork_lock::ForkLock;
use crate::semconv::SpanKind;
use crate::starting_kind;

/// Measures every span of the conventions that ends; see the [module](crate::metrics).
#[derive(Debug)]
pub struct SpanMetrics {
    instruments: Instruments,
    labels: Labels,
    /// A forked child measures nothing: it has the locks of its parent's instruments, which the SDK waits for.
    agents: ForkLock<HashSet<SpanId>>,
}

impl SpanMetrics {
    /// Measures with instruments of this provider, in the scope of this crate.
    pub fn new<P: MeterProvider + ?Sized>(provider: &P) -> Self {
        let scope = InstrumentationScope::builder(env!("CARGO_PKG_NAME"))
            .with_version(env!("CARGO_PKG_VERSION"))
            .build();
        let instruments = Instruments::new(&provider.meter_with_scope(scope));
        Self { instruments, labels: Labels::default(), agents: ForkLock::default() }
    }

    /// Whether this changes the agents that are at work.
    fn agents(&self, change: impl FnOnce(&mut HashSet<SpanId>) -> bool) -> bool {
        self.agents.lock().is_some_and(|mut agents| change(&mut agents))
    }
}

impl SpanProcessor for SpanMetrics {
    fn on_start(&self, span: &mut Span, _: &Context) {
        if starting_kind::get() == Some(SpanKind::Agent)
            && !self.agents.is_inherited()
            && self.agents(|agents| agents.insert(span.span_context().span_id()))
        {
            self.instruments.active_agents.add(1, &[]);
        }
    }

    fn on_end(&self, span: SpanData) {
        let reading = Reading::of(&span).filter(|_| !self.agents.is_inherited());
        // Only an agent's end takes the lock that all threads share.
        if reading.as_ref().is_some_and(|reading| reading.kind == SpanKind::Agent)
            && self.agents(|agents| agents.remove(&span.span_context.span_id()))
        {
            self.instruments.active_agents.add(-1, &[]);
        }
        if let Some(reading) = reading {
            reading.measure(&self.instruments, &self.labels);
        }
    }

    fn force_flush(&self) -> OTelSdkResult {
        Ok(())
    }

    fn shutdown_with_timeout(&self, _: Duration) -> OTelSdkResult {
        Ok(())
    }
}
