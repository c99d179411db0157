//! Test programs, and the tests in them.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::Arc,
};

use anyhow::{Context as _, Result, ensure};
use serde_json::{Deserializer, Value};

use crate::workspace::{self, Metadata};

/// Targets with live tests. All features, as the other tests have them: so nothing is built twice.
const TARGETS: [&str; 7] = ["test", "--workspace", "--all-features", "--test", "live_*", "--test", "deploy"];

/// A test program that cargo has built.
#[derive(Debug)]
pub(super) struct Program {
    package: String,
    target: String,
    executable: PathBuf,
    /// The package's folder.
    directory: PathBuf,
}

/// A test in it.
#[derive(Clone, Debug)]
pub(super) struct Test {
    program: Arc<Program>,
    name: String,
}

/// Builds the programs, and lists their tests, except those that are ignored.
pub(super) fn build() -> Result<Vec<Test>> {
    let metadata = Metadata::read()?;
    let mut build = workspace::cargo();
    build.args(TARGETS).args(["--no-run", "--message-format", "json-render-diagnostics"]);
    let output = build.stderr(Stdio::inherit()).output().context("cargo did not start")?;
    ensure!(output.status.success(), "the live tests do not build: cargo {}", TARGETS.join(" "));
    let mut tests = Vec::new();
    for message in Deserializer::from_slice(&output.stdout).into_iter::<Value>() {
        let message = message?;
        // Programs of a package are built for its tests, and are none.
        if message["profile"]["test"] == true
            && let Some(executable) = message["executable"].as_str()
        {
            let program = Program::new(&message, executable, &metadata)?;
            tests.extend(Arc::new(program).tests()?);
        }
    }
    Ok(tests)
}

impl Program {
    fn new(message: &Value, executable: &str, metadata: &Metadata) -> Result<Self> {
        let manifest = Path::new(message["manifest_path"].as_str().context("no manifest")?);
        Ok(Self {
            package: metadata.package_of(manifest)?.to_owned(),
            target: message["target"]["name"].as_str().context("no name")?.to_owned(),
            executable: executable.into(),
            directory: manifest.parent().context("a manifest is in a folder")?.to_owned(),
        })
    }

    fn tests(self: Arc<Self>) -> Result<Vec<Test>> {
        let ignored = self.list(&["--ignored"])?;
        let mut names = self.list(&[])?;
        names.retain(|name| !ignored.contains(name));
        Ok(names.into_iter().map(|name| Test { program: Arc::clone(&self), name }).collect())
    }

    fn list(&self, which: &[&str]) -> Result<Vec<String>> {
        let mut list = Command::new(&self.executable);
        let output = list.args(["--list", "--format", "terse"]).args(which).output()?;
        ensure!(output.status.success(), "{} does not list its tests", self.executable.display());
        let lines = String::from_utf8(output.stdout)?;
        Ok(lines.lines().filter_map(|line| line.strip_suffix(": test")).map(str::to_owned).collect())
    }
}

impl Test {
    /// Package, program and name, as [`crate::live`] has them.
    pub(super) fn id(&self) -> String {
        format!("{}::{}::{}", self.program.package, self.program.target, self.name)
    }

    /// Lets a command that starts a program run this test alone, with what cargo tells a test.
    pub(super) fn command(&self, start: impl FnOnce(&Path) -> Command) -> Command {
        let Program { package, executable, directory, .. } = &*self.program;
        let mut command = start(executable);
        command
            .args(["--exact", &self.name, "--nocapture"])
            .current_dir(directory)
            .env("CARGO_MANIFEST_DIR", directory)
            .env("CARGO_PKG_NAME", package);
        command
    }
}
