//! What set-up shall do: settings in code, then environment variables, then defaults. Everything is checked here, before
//! anything is started.

mod certificates;
mod choices;
mod compression;
mod compression_variables;
mod endpoint;
mod env;
mod exporters;
mod parse;
mod terminal;
mod url;

#[cfg(feature = "sdk")]
mod batch;
#[cfg(feature = "sdk")]
mod collector;
#[cfg(feature = "sdk")]
mod env_file;
#[cfg(feature = "sdk")]
mod headers;
#[cfg(feature = "sdk")]
mod limits;
#[cfg(feature = "sdk")]
mod metrics;
#[cfg(feature = "sdk")]
mod propagators;
#[cfg(feature = "sdk")]
mod resource;
#[cfg(feature = "sdk")]
mod sampler;
#[cfg(feature = "sdk")]
mod signals;

#[cfg(all(feature = "tls", feature = "otlp-grpc"))]
pub(crate) use self::certificates::Certificates;
#[cfg(any(feature = "otlp-metrics", feature = "otlp-logs"))]
pub(crate) use self::collector::Collector;
pub use self::compression::Compression;
#[cfg(feature = "otlp-metrics")]
pub(crate) use self::metrics::{MetricSettings, Temporality};
#[cfg(feature = "prometheus")]
pub(crate) use self::signals::Listen;
#[cfg(feature = "sdk")]
pub(crate) use self::signals::SignalSettings;
#[cfg(feature = "sdk")]
pub(crate) use self::{
    batch::BatchLimits, headers::Headers, limits::Limits, propagators::Propagator, sampler::SamplerChoice,
};
pub(crate) use self::{
    choices::Choices, endpoint::Endpoint, env::Environment, exporters::Exporter, terminal::Terminal,
};

#[cfg(feature = "testing")]
pub(crate) use self::limits::MAX_ATTRIBUTES;
use super::InitError;

/// Everything that set-up needs to know, checked.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Settings {
    /// Nothing is recorded, by order.
    pub(crate) off: bool,
    /// No exporter of spans, by order. They are recorded for what else is there: a processor in code, metrics of spans.
    pub(crate) no_exporter: bool,
    pub(crate) exporters: Vec<Exporter>,
    /// Whether spans without an OpenInference kind are left out.
    #[cfg(feature = "sdk")]
    pub(crate) openinference_only: bool,
    #[cfg(feature = "sdk")]
    pub(crate) headers: Headers,
    #[cfg(feature = "sdk")]
    pub(crate) batch: BatchLimits,
    #[cfg(feature = "sdk")]
    pub(crate) limits: Limits,
    #[cfg(feature = "sdk")]
    pub(crate) sampler: SamplerChoice,
    #[cfg(feature = "sdk")]
    pub(crate) propagators: Vec<Propagator>,
    #[cfg(feature = "sdk")]
    pub(crate) resource: Vec<opentelemetry::KeyValue>,
    #[cfg(feature = "sdk")]
    pub(crate) signals: SignalSettings,
    /// What is odd but no error.
    pub(crate) warnings: Vec<String>,
}

impl Settings {
    /// Reads and checks everything.
    pub(crate) fn resolve(
        choices: &Choices,
        environment: &Environment,
        terminal: Terminal,
    ) -> Result<Self, InitError> {
        let variable = parse::boolean(environment, "OTEL_SDK_DISABLED")?;
        let off = choices.disabled.or(variable).unwrap_or(false);
        let asked = exporters::Asked::resolve(choices, environment, terminal)?;
        let exporters = if off { Vec::new() } else { asked.exporters };
        #[cfg_attr(not(feature = "sdk"), expect(unused_mut, reason = "only the SDK's settings add to them"))]
        let mut warnings: Vec<String> = asked.hint.filter(|_| !off).map(str::to_owned).into_iter().collect();
        #[cfg(feature = "sdk")]
        warnings.extend(environment.warnings().into_iter().filter(|_| !off));
        Ok(Self {
            off,
            no_exporter: asked.none,
            exporters,
            #[cfg(feature = "sdk")]
            openinference_only: choices.openinference_only.unwrap_or(false),
            #[cfg(feature = "sdk")]
            headers: Headers::resolve(&choices.headers, choices.api_key.as_deref(), environment)?,
            #[cfg(feature = "sdk")]
            batch: BatchLimits::resolve(&batch::TRACES, choices, environment)?,
            #[cfg(feature = "sdk")]
            limits: Limits::resolve(environment)?,
            #[cfg(feature = "sdk")]
            sampler: SamplerChoice::resolve(environment)?,
            #[cfg(feature = "sdk")]
            propagators: propagators::resolve(environment)?,
            #[cfg(feature = "sdk")]
            resource: resource::resolve(choices, environment, &mut warnings)?,
            #[cfg(feature = "sdk")]
            signals: SignalSettings::resolve(choices, environment)?,
            warnings,
        })
    }
}

pub(crate) mod error;
pub(crate) mod protocol;
#[cfg(test)]
mod tests;
