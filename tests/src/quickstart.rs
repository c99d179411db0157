//! The example as a user runs it.

use std::{env, process::Command};

use xtask::workspace;

/// `cargo run --example quickstart --`, without the settings of whoever runs the tests.
#[must_use]
pub fn command() -> Command {
    let mut command = workspace::cargo();
    for (variable, _) in env::vars_os() {
        let name = variable.to_string_lossy();
        if ["OTEL_", "PHOENIX_", "OPENINFERENCE_", "OPENAI_"].iter().any(|prefix| name.starts_with(prefix)) {
            command.env_remove(&variable);
        }
    }
    command.args(["run", "--quiet", "--example", "quickstart", "--"]);
    command
}
