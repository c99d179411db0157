//! What OpenTelemetry's SDK is made with.

use opentelemetry::KeyValue;

use super::{
    BatchLimits, Choices, Environment, Headers, Limits, Propagator, SamplerChoice, SignalSettings, batch,
    propagators, resource,
};
use crate::config::TraceConfig;
use crate::telemetry::InitError;

/// Settings of spans and of the other signals.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SdkSettings {
    /// Whether spans without an OpenInference kind are left out.
    pub(crate) openinference_only: bool,
    pub(crate) headers: Headers,
    pub(crate) batch: BatchLimits,
    pub(crate) limits: Limits,
    pub(crate) sampler: SamplerChoice,
    pub(crate) propagators: Vec<Propagator>,
    pub(crate) resource: Vec<KeyValue>,
    pub(crate) signals: SignalSettings,
}

impl SdkSettings {
    /// The same with a resource that says what it may.
    pub(crate) fn masked(&self, config: &TraceConfig) -> Self {
        let resource = self.resource.iter().map(|attribute| config.mask_resource(attribute)).collect();
        Self { resource, ..self.clone() }
    }

    pub(super) fn resolve(
        choices: &Choices,
        environment: &Environment,
        credentials: &Environment,
        warnings: &mut Vec<String>,
    ) -> Result<Self, InitError> {
        Ok(Self {
            openinference_only: choices.openinference_only.unwrap_or(false),
            headers: Headers::resolve(&choices.headers, choices.api_key.as_deref(), credentials)?,
            batch: BatchLimits::resolve(&batch::TRACES, choices, environment)?,
            limits: Limits::resolve(environment)?,
            sampler: SamplerChoice::resolve(environment)?,
            propagators: propagators::resolve(environment)?,
            resource: resource::resolve(choices, environment, warnings)?,
            signals: SignalSettings::resolve(choices, environment)?,
        })
    }
}
