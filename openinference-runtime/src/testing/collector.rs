//! Where the spans of a capture end up.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use opentelemetry::Context;
use opentelemetry::trace::{Span as _, SpanId};
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{Span, SpanData, SpanProcessor};

/// Keeps finished spans, and the order in which all were started.
#[derive(Clone, Debug, Default)]
pub(super) struct Collector(Arc<Mutex<Collected>>);

#[derive(Clone, Debug, Default)]
pub(super) struct Collected {
    /// By span: its place in the order of starts.
    pub(super) started: HashMap<SpanId, usize>,
    pub(super) finished: Vec<SpanData>,
}

impl Collector {
    pub(super) fn take(&self) -> Collected {
        self.collected().clone()
    }

    fn collected(&self) -> MutexGuard<'_, Collected> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl SpanProcessor for Collector {
    fn on_start(&self, span: &mut Span, _: &Context) {
        let mut collected = self.collected();
        let place = collected.started.len();
        collected.started.insert(span.span_context().span_id(), place);
    }

    fn on_end(&self, span: SpanData) {
        self.collected().finished.push(span);
    }

    fn force_flush(&self) -> OTelSdkResult {
        Ok(())
    }

    fn shutdown_with_timeout(&self, _: Duration) -> OTelSdkResult {
        Ok(())
    }
}
