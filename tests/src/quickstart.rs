//! The example as a user runs it.

use std::{collections::BTreeSet, path::PathBuf, process::Command, sync::OnceLock};

use anyhow::{Context, Result, ensure};
use serde_json::{Deserializer, Value};
use xtask::workspace;

/// The first command of the README, without the settings of whoever runs the tests: `cargo run --example quickstart --`,
/// except that it is built beforehand, so that what it writes is all that is written.
///
/// # Errors
/// When it does not build.
pub fn command() -> Result<Command> {
    let mut command = Command::new(&built()?.program);
    workspace::unconfigured(command.current_dir(workspace::root()));
    Ok(command)
}

/// The packages that it is built of, its own among them.
///
/// # Errors
/// When it does not build.
pub fn packages() -> Result<&'static BTreeSet<String>> {
    Ok(&built()?.packages)
}

struct Built {
    program: PathBuf,
    packages: BTreeSet<String>,
}

fn built() -> Result<&'static Built> {
    static BUILT: OnceLock<Built> = OnceLock::new();
    match BUILT.get() {
        Some(built) => Ok(built),
        // Tests that come here at the same time wait for each other in cargo.
        None => {
            let built = build()?;
            Ok(BUILT.get_or_init(|| built))
        }
    }
}

/// Builds it with Rust alone: who calls a C compiler fails.
fn build() -> Result<Built> {
    let mut build = workspace::cargo();
    build.args(["build", "--example", "quickstart", "--message-format", "json"]);
    for (variable, program) in [("CC", "/bin/false"), ("CXX", "/bin/false"), ("CMAKE", "/bin/false")] {
        build.env(variable, program);
    }
    let output = build.output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let (mut program, mut packages) = (None, BTreeSet::new());
    for message in Deserializer::from_slice(&output.stdout).into_iter::<Value>() {
        let message = message?;
        if let Some(package) = message["package_id"].as_str() {
            packages.insert(package.to_owned());
        }
        if let Some(executable) = message["executable"].as_str() {
            program = Some(executable.into());
        }
    }
    Ok(Built { program: program.context("cargo built no program")?, packages })
}
