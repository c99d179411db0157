//! What set-up shall do: settings in code, then environment variables, then defaults. Everything is checked here, before
//! anything is started.

#[cfg(feature = "sdk")]
mod batch;
#[cfg_attr(not(feature = "sdk"), expect(dead_code, reason = "metrics and logs are settings of the SDK"))]
mod certificates;
mod choices;
#[cfg(feature = "sdk")]
mod collector;
#[cfg_attr(not(feature = "sdk"), expect(dead_code, reason = "metrics and logs are settings of the SDK"))]
mod compiled_in;
mod compression;
mod compression_variables;
mod endpoint;
mod env;
#[cfg(feature = "sdk")]
mod env_file;
#[cfg(not(feature = "sdk"))]
#[path = "no_env_file.rs"]
mod env_file;
pub(crate) mod error;
mod exporters;
#[cfg(feature = "sdk")]
#[cfg_attr(not(feature = "_wire"), expect(dead_code, reason = "nobody sends them"))]
mod headers;
#[cfg(feature = "sdk")]
mod limits;
#[cfg(feature = "sdk")]
mod metrics;
#[cfg_attr(not(feature = "sdk"), expect(dead_code, reason = "numbers are settings of the SDK"))]
mod parse;
#[cfg(feature = "sdk")]
mod propagators;
pub(crate) mod protocol;
mod resolve;
#[cfg(feature = "sdk")]
mod resource;
#[cfg(feature = "sdk")]
mod sampler;
#[cfg(not(feature = "sdk"))]
#[path = "no_sdk_settings.rs"]
mod sdk_settings;
#[cfg(feature = "sdk")]
mod sdk_settings;
#[cfg(feature = "sdk")]
mod signals;
mod terminal;
#[cfg(test)]
mod tests;
mod url;

#[cfg(all(feature = "tls", feature = "otlp-grpc"))]
pub(crate) use self::certificates::Certificates;
#[cfg(any(feature = "otlp-metrics", feature = "otlp-logs"))]
pub(crate) use self::collector::Collector;
pub use self::compression::Compression;
#[cfg(feature = "testing")]
pub(crate) use self::limits::MAX_ATTRIBUTES;
#[cfg(feature = "otlp-metrics")]
pub(crate) use self::metrics::{MetricSettings, Temporality};
#[cfg(feature = "prometheus")]
pub(crate) use self::signals::Listen;
#[cfg(feature = "sdk")]
pub(crate) use self::{
    batch::BatchLimits, headers::Headers, limits::Limits, propagators::Propagator, sampler::SamplerChoice,
    signals::SignalSettings,
};
pub(crate) use self::{
    choices::Choices, endpoint::Endpoint, env::Environment, exporters::Exporter, resolve::Settings,
    terminal::Terminal,
};
