//! All settings, checked.

use super::{Choices, Environment, Exporter, Terminal, exporters::Asked, parse, sdk_settings::SdkSettings};
use crate::telemetry::InitError;

/// Everything that set-up needs to know.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Settings {
    /// Nothing is recorded, by order.
    pub(crate) off: bool,
    /// No exporter of spans, by order. They are recorded for what else is there: a processor in code, metrics of spans.
    pub(crate) no_exporter: bool,
    pub(crate) exporters: Vec<Exporter>,
    /// What the SDK is made with.
    pub(crate) sdk: SdkSettings,
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
        let asked = Asked::resolve(choices, environment, terminal)?;
        let exporters = if off { Vec::new() } else { asked.exporters };
        let mut warnings: Vec<String> = asked.hint.filter(|_| !off).map(str::to_owned).into_iter().collect();
        warnings.extend(environment.warnings().into_iter().filter(|_| !off));
        let sdk = SdkSettings::resolve(choices, environment, &mut warnings)?;
        Ok(Self { off, no_exporter: asked.none, exporters, sdk, warnings })
    }
}
