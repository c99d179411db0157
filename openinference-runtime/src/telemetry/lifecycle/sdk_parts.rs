//! Parts of OpenTelemetry's SDK that are given in code.

use opentelemetry_sdk::trace::{SdkTracerProvider, ShouldSample, SpanProcessor};

use crate::telemetry::processors::catch_panics::ProcessorPanics;

/// Things that cannot be compared.
#[derive(Default)]
pub(crate) struct SdkParts {
    /// Made by the user; nothing is added to it.
    pub(crate) provider: Option<SdkTracerProvider>,
    pub(crate) sampler: Option<Box<dyn ShouldSample>>,
    pub(crate) processors: Vec<Box<dyn SpanProcessor>>,
    /// Of the processors.
    pub(crate) panics: ProcessorPanics,
}

impl SdkParts {
    pub(super) fn is_empty(&self) -> bool {
        self.provider.is_none() && self.sampler.is_none() && self.processors.is_empty()
    }
}
