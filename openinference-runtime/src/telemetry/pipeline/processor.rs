//! The SDK's side of the queue.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use opentelemetry::Context;
use opentelemetry_sdk::{
    error::{OTelSdkError, OTelSdkResult},
    trace::{Span, SpanData, SpanProcessor},
};

use super::{protobuf::Resource, queue::ExportQueue, sanitize};
use crate::ending_span;
use crate::instant;

/// How long the SDK's `force_flush`, which has no timeout of its own, may take.
const FLUSH: Duration = Duration::from_secs(5);

/// Puts ended spans into a queue.
#[derive(Debug)]
pub(crate) struct BatchProcessor {
    queue: Arc<ExportQueue>,
}

impl BatchProcessor {
    pub(crate) fn new(queue: Arc<ExportQueue>) -> Self {
        Self { queue }
    }
}

impl SpanProcessor for BatchProcessor {
    fn on_start(&self, _: &mut Span, _: &Context) {}

    fn on_end(&self, mut span: SpanData) {
        // A span that is recorded but not sampled is for processors in the process only.
        if span.span_context.is_sampled() {
            let is_clean = ending_span::is_clean(span.span_context.span_id(), span.attributes.len());
            sanitize::span(&mut span, is_clean);
            self.queue.push(&span);
        }
    }

    fn force_flush(&self) -> OTelSdkResult {
        let target = self.queue.request_flush();
        flushed(self.queue.wait_flushed(target, instant::after(FLUSH)), FLUSH)
    }

    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        self.queue.close(instant::after(timeout));
        flushed(self.queue.wait_closed(), timeout)
    }

    fn set_resource(&mut self, resource: &opentelemetry_sdk::Resource) {
        self.queue.set_resource(Resource::new(resource));
    }
}

/// Without its processor a thread has nothing to do; set-up may fail after it was started.
impl Drop for BatchProcessor {
    fn drop(&mut self) {
        self.queue.close(Instant::now());
    }
}

fn flushed(in_time: bool, timeout: Duration) -> OTelSdkResult {
    if in_time { Ok(()) } else { Err(OTelSdkError::Timeout(timeout)) }
}
