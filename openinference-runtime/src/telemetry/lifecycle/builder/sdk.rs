//! Settings of OpenTelemetry's SDK.

use opentelemetry_sdk::trace::{SdkTracerProvider, ShouldSample, SpanProcessor};

use super::Builder;
use crate::telemetry::processors::catch_panics::CatchPanics;

impl Builder {
    /// Which traces are recorded, instead of `OTEL_TRACES_SAMPLER`.
    pub fn sampler(mut self, sampler: impl Into<Box<dyn ShouldSample>>) -> Self {
        self.parts.sdk.sampler = Some(sampler.into());
        self
    }

    /// A provider of your own instead of one made here. It keeps its sampler, limits, resource and exporters, and those set
    /// here or by variables are not used; capture and masking are. The guard flushes it and shuts it down.
    pub fn tracer_provider(mut self, provider: SdkTracerProvider) -> Self {
        self.choices.own_provider = true;
        self.parts.sdk.provider = Some(provider);
        self
    }

    /// A further processor that sees every span. A panic of its does not reach the application, is counted
    /// ([`Counts::processor_panics`](crate::telemetry::Counts::processor_panics)) and told at the end.
    ///
    /// The SDK's `SimpleSpanProcessor` panics where a span ends within an executor of `futures`; its batch processor does not.
    pub fn span_processor(mut self, processor: impl SpanProcessor + 'static) -> Self {
        let processor = CatchPanics::new(processor, &self.parts.sdk.panics);
        self.parts.sdk.processors.push(Box::new(processor));
        self
    }

    /// Whether spans of other instrumentation are left out and the gaps closed, by
    /// [`OpenInferenceOnly`](crate::processors::filter::OpenInferenceOnly) around each exporter; default `false`. Processors that are
    /// added see all spans.
    pub fn openinference_only(mut self, only: bool) -> Self {
        self.choices.openinference_only = Some(only);
        self
    }
}
