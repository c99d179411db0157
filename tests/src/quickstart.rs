//! The example as a user runs it.

use std::{path::PathBuf, process::Command, sync::OnceLock};

use anyhow::{Context, Result, ensure};
use serde_json::{Deserializer, Value};
use xtask::workspace;

/// The first command of the README, without the settings of whoever runs the tests: `cargo run --example quickstart --`,
/// except that it is built beforehand, so that what it writes is all that is written.
///
/// # Errors
/// When it does not build.
pub fn command() -> Result<Command> {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    let program = match PROGRAM.get() {
        Some(program) => program,
        // Tests that come here at the same time wait for each other in cargo.
        None => PROGRAM.get_or_init({
            let program = build()?;
            || program
        }),
    };
    let mut command = Command::new(program);
    workspace::unconfigured(command.current_dir(workspace::root()));
    Ok(command)
}

fn build() -> Result<PathBuf> {
    let mut build = workspace::cargo();
    let output = build.args(["build", "--example", "quickstart", "--message-format", "json"]).output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let messages = Deserializer::from_slice(&output.stdout).into_iter::<Value>();
    let mut built = messages.filter_map(|message| Some(message.ok()?.get("executable")?.as_str()?.into()));
    built.next().context("cargo built no program")
}
