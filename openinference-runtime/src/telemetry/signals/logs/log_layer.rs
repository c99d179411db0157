//! The layer that makes log records of events.

use std::cell::Cell;
use std::marker::PhantomData;

use opentelemetry_appender_tracing::layer::OpenTelemetryTracingBridge;
use opentelemetry_sdk::logs::{SdkLogger, SdkLoggerProvider};
use tracing_core::{Event, Subscriber};
use tracing_subscriber::layer::{Context, Layer};
use tracing_subscriber::registry::LookupSpan;

/// A layer that makes log records of events; see [`Telemetry::log_layer`](crate::telemetry::Telemetry::log_layer).
pub struct LogLayer<S> {
    bridge: Option<OpenTelemetryTracingBridge<SdkLoggerProvider, SdkLogger>>,
    subscriber: PhantomData<fn(S)>,
}

impl<S> std::fmt::Debug for LogLayer<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LogLayer").field("on", &self.bridge.is_some()).finish()
    }
}

impl<S> LogLayer<S> {
    pub(crate) fn new(provider: Option<&SdkLoggerProvider>) -> Self {
        Self { bridge: provider.map(OpenTelemetryTracingBridge::new), subscriber: PhantomData }
    }
}

thread_local! {
    /// Whether this thread is making a record.
    static BUSY: Cell<bool> = const { Cell::new(false) };
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for LogLayer<S> {
    /// What export itself says would come back for ever. It is told by where it arises: the provider takes nothing on a thread
    /// that exports, whose telemetry is suppressed, and nothing is made of what is said while a record is made.
    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let Some(bridge) = &self.bridge else { return };
        if BUSY.replace(true) {
            return;
        }
        bridge.on_event(event, context);
        BUSY.set(false);
    }
}
