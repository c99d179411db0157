//! The one place where set-up meets the runtime's core and OpenTelemetry's globals.

#[cfg(feature = "sdk")]
use opentelemetry::{
    global,
    propagation::{TextMapCompositePropagator, TextMapPropagator},
};
#[cfg(feature = "sdk")]
use opentelemetry_sdk::trace::SdkTracerProvider;

#[cfg(feature = "sdk")]
use crate::config::TraceConfig;
use crate::installed_source;
#[cfg(feature = "sdk")]
use crate::propagation::{BaggagePropagator, TraceContextPropagator};
#[cfg(feature = "sdk")]
use crate::source::{Sampling, SpanSource};
#[cfg(feature = "sdk")]
use crate::telemetry::settings::Propagator;
#[cfg(feature = "sdk")]
use crate::{propagation, span};

/// Spans of this crate come from `provider` from now on, which may have been made by somebody else.
#[cfg(feature = "sdk")]
pub(crate) fn install(provider: &SdkTracerProvider, config: TraceConfig, sampling: Option<Sampling>) {
    let source = SpanSource::new(provider, config);
    installed_source::install(match sampling {
        Some(sampling) => source.sampling(sampling),
        None => source.external(),
    });
}

/// Undoes [`install`] and [`disable`].
pub(crate) fn uninstall() {
    installed_source::uninstall();
}

/// Nothing is recorded.
pub(crate) fn disable() {
    installed_source::disable();
}

/// Panics leave a note of their place.
#[cfg(feature = "sdk")]
pub(crate) fn remember_panics() {
    span::remember_places();
}

/// Spans of other libraries come from `provider` too.
#[cfg(feature = "sdk")]
pub(crate) fn set_global_provider(provider: &SdkTracerProvider) {
    global::set_tracer_provider(provider.clone());
}

/// Trace context goes in and out of the process in these formats.
#[cfg(feature = "sdk")]
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
