//! The processor that measures spans at their end.

use std::collections::HashSet;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use opentelemetry::metrics::MeterProvider;
use opentelemetry::trace::{Span as _, SpanId};
use opentelemetry::{Context, InstrumentationScope};
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{Span, SpanData, SpanProcessor};

use super::instruments::Instruments;
use super::labels::Labels;
use super::reading::Reading;
use crate::semconv::SpanKind;
use crate::starting_kind;

/// Measures every span of the conventions that ends; see the [module](crate::metrics).
#[derive(Debug)]
pub struct SpanMetrics {
    instruments: Instruments,
    labels: Labels,
    agents: Mutex<HashSet<SpanId>>,
}

impl SpanMetrics {
    /// Measures with instruments of this provider, in the scope of this crate.
    pub fn new<P: MeterProvider + ?Sized>(provider: &P) -> Self {
        let scope = InstrumentationScope::builder(env!("CARGO_PKG_NAME"))
            .with_version(env!("CARGO_PKG_VERSION"))
            .build();
        let instruments = Instruments::new(&provider.meter_with_scope(scope));
        Self { instruments, labels: Labels::default(), agents: Mutex::default() }
    }

    fn agents(&self) -> MutexGuard<'_, HashSet<SpanId>> {
        self.agents.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl SpanProcessor for SpanMetrics {
    fn on_start(&self, span: &mut Span, _: &Context) {
        if starting_kind::get() == Some(SpanKind::Agent)
            && self.agents().insert(span.span_context().span_id())
        {
            self.instruments.active_agents.add(1, &[]);
        }
    }

    fn on_end(&self, span: SpanData) {
        let reading = Reading::of(&span);
        // Only an agent's end takes the lock that all threads share.
        if reading.as_ref().is_some_and(|reading| reading.kind == SpanKind::Agent)
            && self.agents().remove(&span.span_context.span_id())
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
