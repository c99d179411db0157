//! What every process of the system begins with.

use anyhow::{Context, Result};
use example_support::endpoint::set;
use openinference_runtime::{InitError, Telemetry};

/// Telemetry of one of the services. Where spans go, if anywhere, the `OTEL_*` and `PHOENIX_*` variables say.
///
/// # Errors
/// When a variable is not understood.
pub fn telemetry(service: &str) -> Result<Telemetry, InitError> {
    Telemetry::builder().service_name(service).init()
}

/// What a variable says that a service cannot do without.
///
/// # Errors
/// When it is not set.
pub fn required(variable: &str, what: &str) -> Result<String> {
    set(variable).with_context(|| format!("{variable} is not set: {what}"))
}
