//! A layer that makes log records of events.

use std::sync::Arc;

use opentelemetry_appender_tracing::layer::OpenTelemetryTracingBridge;
use opentelemetry_sdk::logs::SdkLoggerProvider;
use tracing_core::{Event, Metadata, Subscriber};
use tracing_subscriber::layer::{Context, Layer};
use tracing_subscriber::registry::LookupSpan;

use super::masked::{MaskingLogger, MaskingProvider};
use crate::config::TraceConfig;

/// What export itself says, which exported would say more.
const EXPORT: [&str; 7] = ["opentelemetry", "hyper", "h2", "reqwest", "rustls", "tonic", "tower"];

/// A layer that makes log records of events; see [`Telemetry::log_layer`](crate::telemetry::Telemetry::log_layer).
pub struct LogLayer<S> {
    bridge: Option<OpenTelemetryTracingBridge<MaskingProvider, MaskingLogger>>,
    subscriber: std::marker::PhantomData<fn(S)>,
}

impl<S> std::fmt::Debug for LogLayer<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LogLayer").field("on", &self.bridge.is_some()).finish()
    }
}

impl<S> LogLayer<S> {
    /// Masks as `config` says.
    pub(crate) fn new(provider: Option<&SdkLoggerProvider>, config: &Arc<TraceConfig>) -> Self {
        let bridge = provider.cloned().map(|provider| {
            OpenTelemetryTracingBridge::new(&MaskingProvider { provider, config: Arc::clone(config) })
        });
        Self { bridge, subscriber: std::marker::PhantomData }
    }
}

fn is_wanted(metadata: &Metadata<'_>) -> bool {
    let target = metadata.target();
    let own = |name: &str| {
        target.strip_prefix(name).is_some_and(|rest| rest.is_empty() || !rest.starts_with(is_word))
    };
    metadata.is_event() && !EXPORT.iter().any(|name| own(name))
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric()
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for LogLayer<S> {
    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        if let Some(bridge) = self.bridge.as_ref().filter(|_| is_wanted(event.metadata())) {
            bridge.on_event(event, context);
        }
    }
}
