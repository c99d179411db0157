//! Processors of other people, kept from hurting the application.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};

use opentelemetry::Context;
use opentelemetry_sdk::{
    Resource,
    error::{OTelSdkError, OTelSdkResult},
    trace::{Span, SpanData, SpanProcessor},
};

/// How often processors panicked.
#[derive(Clone, Debug, Default)]
pub(crate) struct ProcessorPanics(Arc<AtomicU64>);

impl ProcessorPanics {
    pub(crate) fn get(&self) -> u64 {
        self.0.load(Relaxed)
    }
}

/// A processor whose panics end here: it runs within the application's own calls.
#[derive(Debug)]
pub(crate) struct CatchPanics<P> {
    processor: P,
    panics: ProcessorPanics,
}

impl<P: SpanProcessor> CatchPanics<P> {
    pub(crate) fn new(processor: P, panics: &ProcessorPanics) -> Self {
        Self { processor, panics: panics.clone() }
    }

    /// What `action` answers; `None` where it panicked.
    fn guarded<R>(&self, action: impl FnOnce(&P) -> R) -> Option<R> {
        let answer = catch_unwind(AssertUnwindSafe(|| action(&self.processor))).ok();
        if answer.is_none() {
            self.panics.0.fetch_add(1, Relaxed);
        }
        answer
    }

    fn asked(&self, ask: impl FnOnce(&P) -> OTelSdkResult) -> OTelSdkResult {
        let panicked = || Err(OTelSdkError::InternalFailure("the span processor panicked".to_owned()));
        self.guarded(ask).unwrap_or_else(panicked)
    }
}

impl<P: SpanProcessor> SpanProcessor for CatchPanics<P> {
    fn on_start(&self, span: &mut Span, cx: &Context) {
        self.guarded(|processor| processor.on_start(span, cx));
    }

    fn on_end(&self, span: SpanData) {
        self.guarded(|processor| processor.on_end(span));
    }

    fn force_flush(&self) -> OTelSdkResult {
        self.asked(P::force_flush)
    }

    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        self.asked(|processor| processor.shutdown_with_timeout(timeout))
    }

    fn set_resource(&mut self, resource: &Resource) {
        self.processor.set_resource(resource);
    }
}
