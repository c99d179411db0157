//! Where this workspace and its build output are.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

/// The folder of the workspace's `Cargo.toml`.
pub fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here)
}

/// The cargo that started this process, set to run in the workspace.
pub fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// Takes the settings of whoever runs the tests out of a program's environment.
pub fn unconfigured(command: &mut Command) -> &mut Command {
    const SETTINGS: [&str; 4] = ["OTEL_", "PHOENIX_", "OPENINFERENCE_", "OPENAI_"];
    for (variable, _) in env::vars_os() {
        if SETTINGS.iter().any(|prefix| variable.to_string_lossy().starts_with(prefix)) {
            command.env_remove(variable);
        }
    }
    command
}

/// What `cargo metadata` says about the workspace.
#[derive(Debug)]
pub struct Metadata(Value);

impl Metadata {
    /// Asks cargo; dependencies are left out.
    ///
    /// # Errors
    /// When cargo does not run or its answer is not understood.
    pub fn read() -> Result<Self> {
        let output = cargo()
            .args(["metadata", "--no-deps", "--format-version=1"])
            .output()
            .context("`cargo metadata` did not start")?;
        ensure!(output.status.success(), "`cargo metadata`: {}", String::from_utf8_lossy(&output.stderr));
        let answer = serde_json::from_slice(&output.stdout);
        answer.map(Self).context("the answer of `cargo metadata` is not JSON")
    }

    /// The build directory, wherever `CARGO_TARGET_DIR` or a cargo configuration put it.
    ///
    /// # Errors
    /// When cargo did not name it.
    pub fn target_dir(&self) -> Result<PathBuf> {
        let path = self.0["target_directory"].as_str();
        Ok(path.context("`cargo metadata` names no target directory")?.into())
    }

    /// The features of one package of the workspace.
    ///
    /// # Errors
    /// When there is no such package.
    pub fn features(&self, package: &str) -> Result<Vec<&str>> {
        let packages = self.0["packages"].as_array().into_iter().flatten();
        let found = packages.into_iter().find(|each| each["name"] == package);
        let features = found.and_then(|each| each["features"].as_object());
        Ok(features
            .with_context(|| format!("no package {package} in this workspace"))?
            .keys()
            .map(String::as_str)
            .collect())
    }
}
