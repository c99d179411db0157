//! Redactors and processors that panic or recurse.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

use openinference_runtime::guardrail_span;
use openinference_runtime::opentelemetry::Context;
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{Span, SpanData, SpanProcessor};

#[guardrail_span]
fn annotated(text: &str) -> String {
    text.replace("secret", "***")
}

pub(crate) fn redact(text: &str) -> Option<String> {
    assert!(!text.contains("Bern"), "a redactor that panics");
    Some(annotated(text))
}

/// Panics with every tenth span in hand.
#[derive(Debug, Default)]
pub(crate) struct PanicsAtTimes(AtomicU64);

impl SpanProcessor for PanicsAtTimes {
    fn on_start(&self, _: &mut Span, _: &Context) {}

    fn on_end(&self, _: SpanData) {
        assert!(!self.0.fetch_add(1, Relaxed).is_multiple_of(10), "a processor that panics");
    }

    fn force_flush(&self) -> OTelSdkResult {
        Ok(())
    }

    fn shutdown_with_timeout(&self, _: Duration) -> OTelSdkResult {
        Ok(())
    }
}

/// Makes spans of spans.
#[derive(Debug)]
pub(crate) struct Recursive;

impl SpanProcessor for Recursive {
    fn on_start(&self, _: &mut Span, _: &Context) {
        annotated("started");
    }

    fn on_end(&self, _: SpanData) {
        annotated("ended");
    }

    fn force_flush(&self) -> OTelSdkResult {
        Ok(())
    }

    fn shutdown_with_timeout(&self, _: Duration) -> OTelSdkResult {
        Ok(())
    }
}
