//! Where this workspace and its build output are.

use std::{
    env,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, ensure};
use serde_json::{Deserializer, Value};

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

/// Builds the programs of a package, and says in which folder they are.
///
/// # Errors
/// When they do not build.
pub fn build_programs(package: &str) -> Result<PathBuf> {
    let mut build = cargo();
    build.args(["build", "--package", package, "--bins", "--message-format", "json-render-diagnostics"]);
    let output = build.stderr(Stdio::inherit()).output().context("cargo did not start")?;
    ensure!(output.status.success(), "{package} does not build");
    let messages = Deserializer::from_slice(&output.stdout).into_iter::<Value>();
    let mut programs = messages.filter_map(|message| Some(message.ok()?.get("executable")?.as_str()?.into()));
    let program: PathBuf = programs.next().with_context(|| format!("{package} has no programs"))?;
    Ok(program.parent().context("a program is in a folder")?.to_owned())
}

/// Takes the settings of whoever runs the tests out of a program's environment.
pub fn unconfigured(command: &mut Command) -> &mut Command {
    without(
        without_telemetry(command),
        &["OPENAI_", "ANTHROPIC_", "GEMINI_", "GOOGLE_GEMINI_", "MODEL_SCRIPT"],
    )
}

/// The same, except that the program may talk to the model that the environment names.
pub fn without_telemetry(command: &mut Command) -> &mut Command {
    without(command, &["OTEL_", "PHOENIX_", "OPENINFERENCE_"])
}

fn without<'a>(command: &'a mut Command, prefixes: &[&str]) -> &'a mut Command {
    for (variable, _) in env::vars_os() {
        if prefixes.iter().any(|prefix| variable.to_string_lossy().starts_with(prefix)) {
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

    /// The name of the package of this manifest.
    ///
    /// # Errors
    /// When there is no such package.
    pub fn package_of(&self, manifest: &Path) -> Result<&str> {
        let mut packages = self.0["packages"].as_array().into_iter().flatten();
        let found = packages.find(|each| each["manifest_path"].as_str().map(Path::new) == Some(manifest));
        let name = found.and_then(|each| each["name"].as_str());
        name.with_context(|| format!("no package {} in this workspace", manifest.display()))
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
