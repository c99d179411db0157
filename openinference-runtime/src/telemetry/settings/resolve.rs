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
        let stranger = exporters.iter().find_map(|exporter| match exporter {
            Exporter::Otlp(endpoint) if !endpoint.loopback => Some(endpoint.setting.as_str()),
            _ => None,
        });
        let stranger = stranger.filter(|setting| environment.is_of_file(setting));
        warnings.extend(stranger.and_then(|setting| environment.kept_credentials(setting)));
        let credentials = match stranger {
            Some(_) => environment.without_credentials(),
            None => environment.clone(),
        };
        let sdk = SdkSettings::resolve(choices, environment, &credentials, &mut warnings)?;
        Ok(Self { off, no_exporter: asked.none, exporters, sdk, warnings })
    }
}
