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

use super::{delivery::Transport, protobuf::Resource, queue::ExportQueue, sanitize, worker};
use crate::telemetry::{InitError, settings::BatchLimits};

/// How long the SDK's `force_flush`, which has no timeout of its own, may take.
const FLUSH: Duration = Duration::from_secs(5);

/// Puts ended spans into a [`ExportQueue`].
#[derive(Debug)]
pub(crate) struct BatchProcessor {
    pipeline: Arc<ExportQueue>,
}

impl BatchProcessor {
    /// Starts an export thread with the transport that `make` makes there.
    pub(crate) fn start<T, M>(limits: BatchLimits, make: M) -> Result<Self, InitError>
    where
        T: Transport,
        M: FnOnce() -> Result<T, InitError> + Send + 'static,
    {
        worker::start(limits, make).map(|pipeline| Self { pipeline })
    }

    /// The queue, for whoever flushes and counts.
    pub(crate) fn pipeline(&self) -> Arc<ExportQueue> {
        Arc::clone(&self.pipeline)
    }
}

impl SpanProcessor for BatchProcessor {
    fn on_start(&self, _: &mut Span, _: &Context) {}

    fn on_end(&self, mut span: SpanData) {
        // A span that is recorded but not sampled is for processors in the process only.
        if span.span_context.is_sampled() {
            sanitize::span(&mut span);
            self.pipeline.push(&span);
        }
    }

    fn force_flush(&self) -> OTelSdkResult {
        let target = self.pipeline.request_flush();
        flushed(self.pipeline.wait_flushed(target, Instant::now() + FLUSH), FLUSH)
    }

    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        self.pipeline.close(Instant::now() + timeout);
        flushed(self.pipeline.wait_closed(), timeout)
    }

    fn set_resource(&mut self, resource: &opentelemetry_sdk::Resource) {
        self.pipeline.set_resource(Resource::new(resource));
    }
}

/// Without its processor a thread has nothing to do; set-up may fail after it was started.
impl Drop for BatchProcessor {
    fn drop(&mut self) {
        self.pipeline.close(Instant::now());
    }
}

fn flushed(in_time: bool, timeout: Duration) -> OTelSdkResult {
    if in_time { Ok(()) } else { Err(OTelSdkError::Timeout(timeout)) }
}
