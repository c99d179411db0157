//! The one place where set-up meets the runtime's core and OpenTelemetry's globals.

use opentelemetry::{
    global,
    propagation::{TextMapCompositePropagator, TextMapPropagator},
};
use opentelemetry_sdk::trace::SdkTracerProvider;

use super::running::Running;
use crate::config::TraceConfig;
use crate::installed_source;
use crate::propagation::{BaggagePropagator, TraceContextPropagator};
use crate::source::{Sampling, SpanSource};
use crate::telemetry::settings::Propagator;
use crate::{propagation, span};

/// Spans of this crate come from the running provider from now on, which may have been made by somebody else.
pub(crate) fn install(running: &Running, config: TraceConfig, sampling: Option<Sampling>) {
    let source = SpanSource::new(&running.provider, config);
    let source = match &running.sampler {
        Some(sampler) => source.asking(sampler.clone()),
        None => source,
    };
    installed_source::install(match sampling {
        Some(sampling) => source.sampling(sampling),
        None => source.external(),
    });
}

/// Panics leave a note of their place.
pub(crate) fn remember_panics() {
    span::remember_places();
}

/// Spans of other libraries come from `provider` too.
pub(crate) fn set_global_provider(provider: &SdkTracerProvider) {
    global::set_tracer_provider(provider.clone());
}

/// Trace context goes in and out of the process in these formats.
pub(crate) fn set_global_propagators(propagators: &[Propagator]) {
    let propagators = propagators
        .iter()
        .map(|propagator| -> Box<dyn TextMapPropagator + Send + Sync> {
            match propagator {
                Propagator::TraceContext => Box::new(TraceContextPropagator::new()),
                Propagator::Baggage => Box::new(BaggagePropagator::new()),
            }
        })
        .collect();
    global::set_text_map_propagator(TextMapCompositePropagator::new(propagators));
    propagation::settled();
}
