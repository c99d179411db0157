//! What every process of the system begins with.

use std::env;

use anyhow::{Context, Result};
use example_support::endpoint::set;
use openinference_runtime::{InitError, Telemetry};

/// The project in which a backend files the spans, unless `PHOENIX_PROJECT_NAME` says otherwise.
const PROJECT: &str = "a2a-multi-agent";

/// Telemetry of one of the processes. Where spans and metrics go, if anywhere, the `OTEL_*` and `PHOENIX_*` variables say.
///
/// # Errors
/// When a variable is not understood.
pub fn telemetry(service: &str) -> Result<Telemetry, InitError> {
    let builder = Telemetry::builder().service_name(service);
    // What is said in code would win over the environment.
    let builder =
        if env::var_os("PHOENIX_PROJECT_NAME").is_some() { builder } else { builder.project_name(PROJECT) };
    builder.init()
}

/// What a variable says that a service cannot do without.
///
/// # Errors
/// When it is not set.
pub fn required(variable: &str, what: &str) -> Result<String> {
    set(variable).with_context(|| format!("{variable} is not set: {what}"))
}

/// The URLs of a variable, with commas between them; none where it is not set.
#[must_use]
pub fn urls(variable: &str) -> Vec<String> {
    let list = set(variable).unwrap_or_default();
    list.split(',').map(str::trim).filter(|url| !url.is_empty()).map(str::to_owned).collect()
}
