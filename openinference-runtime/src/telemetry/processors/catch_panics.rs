//! Processors of other people, kept from hurting the application.

use std::{
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

use crate::foreign_code;
use crate::panics::catch_panic;

/// How often processors panicked.
#[derive(Clone, Debug, Default)]
pub(crate) struct ProcessorPanics(Arc<AtomicU64>);

impl ProcessorPanics {
    pub(crate) fn get(&self) -> u64 {
        self.0.load(Relaxed)
    }

    fn guard<R>(&self, action: impl FnOnce() -> R) -> Option<R> {
        let answer = catch_panic(|| foreign_code::run(action));
        if answer.is_none() {
            self.0.fetch_add(1, Relaxed);
        }
        answer
    }
}

/// A processor whose panics end here, and in which no spans are made: it runs within the application's own calls.
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
        self.panics.guard(|| action(&self.processor))
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
        let processor = &mut self.processor;
        self.panics.guard(|| processor.set_resource(resource));
    }
}
