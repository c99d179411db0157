//! The ways by which a program gives something to telemetry.

mod feedback;
mod foreign;
mod model;
mod own;
mod signals;

use anyhow::Result;
use openinference_runtime::opentelemetry::KeyValue;

use crate::canary::Canaries;
use crate::program::Program;

/// What the program says of itself.
pub(crate) fn resource(canaries: &Canaries) -> Vec<KeyValue> {
    vec![
        KeyValue::new("service.name", canaries.kept("resource: name of the service")),
        KeyValue::new("deployment.api_key", canaries.secret("resource: attribute named like a secret")),
    ]
}

/// All of them.
pub(crate) fn go(program: &Program, canaries: &Canaries) -> Result<()> {
    own::go(program, canaries);
    model::go(program, canaries);
    foreign::go(program, canaries);
    signals::go(program, canaries)?;
    feedback::go(program, canaries)
}
