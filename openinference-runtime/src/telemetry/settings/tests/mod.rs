//! What comes of which variables.

mod endpoint;
mod exporters;

#[cfg(feature = "sdk")]
mod env_file;
#[cfg(feature = "sdk")]
mod headers;
#[cfg(feature = "sdk")]
mod sdk;
#[cfg(all(feature = "otlp-grpc", feature = "otlp-logs", feature = "otlp-metrics", feature = "prometheus"))]
mod signals;

use super::{Choices, Environment, Settings, Terminal};
use crate::telemetry::InitError;

type Variables<'v> = &'v [(&'v str, &'v str)];

fn environment(variables: Variables<'_>) -> Environment {
    Environment::given(variables.iter().copied())
}

const NO_TERMINAL: Terminal = Terminal { stderr: false };

fn settings(variables: Variables<'_>) -> Result<Settings, InitError> {
    Settings::resolve(&Choices::default(), &environment(variables), NO_TERMINAL)
}

/// The message of the error that these variables give.
fn error(variables: Variables<'_>) -> String {
    match settings(variables) {
        Ok(settings) => panic!("accepted: {settings:?}"),
        Err(error) => error.to_string(),
    }
}
