//! The example as a user runs it.

use std::process::Command;

use xtask::workspace;

/// `cargo run --example quickstart --`, without the settings of whoever runs the tests.
#[must_use]
pub fn command() -> Command {
    let mut command = workspace::cargo();
    workspace::unconfigured(&mut command).args(["run", "--quiet", "--example", "quickstart", "--"]);
    command
}
