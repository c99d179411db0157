//! Processors of other people, kept from hurting the application.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    time::Duration,
};

use opentelemetry::Context;
use opentelemetry_sdk::{
    Resource,
    error::{OTelSdkError, OTelSdkResult},
    trace::{Span, SpanData, SpanProcessor},
};

/// A processor whose panics end here: it runs within the application's own calls.
#[derive(Debug)]
pub(crate) struct CatchPanics<P>(pub(crate) P);

fn guarded(action: impl FnOnce() -> OTelSdkResult) -> OTelSdkResult {
    catch_unwind(AssertUnwindSafe(action))
        .unwrap_or_else(|_| Err(OTelSdkError::InternalFailure("the span processor panicked".to_owned())))
}

impl<P: SpanProcessor> SpanProcessor for CatchPanics<P> {
    fn on_start(&self, span: &mut Span, cx: &Context) {
        let _ = catch_unwind(AssertUnwindSafe(|| self.0.on_start(span, cx)));
    }

    fn on_end(&self, span: SpanData) {
        let _ = catch_unwind(AssertUnwindSafe(|| self.0.on_end(span)));
    }

    fn force_flush(&self) -> OTelSdkResult {
        guarded(|| self.0.force_flush())
    }

    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        guarded(|| self.0.shutdown_with_timeout(timeout))
    }

    fn set_resource(&mut self, resource: &Resource) {
        self.0.set_resource(resource);
    }
}
