//! Crates that are written to be compiled, below the target directory.

use std::{
    fs,
    path::PathBuf,
    process::{Command, Output},
};

use anyhow::{Context, Result};
use xtask::workspace::{self, Metadata};

/// A workspace of its own, with the lock file of the repository.
pub(crate) struct Scratch {
    directory: PathBuf,
    members: Vec<String>,
}

impl Scratch {
    /// # Errors
    /// When the target directory cannot be found or written to.
    pub(crate) fn new(name: &str) -> Result<Self> {
        let directory = Metadata::read()?.target_dir()?.join("figures").join(name);
        fs::create_dir_all(&directory).with_context(|| format!("{} cannot be made", directory.display()))?;
        fs::copy(workspace::root().join("Cargo.lock"), directory.join("Cargo.lock"))?;
        Ok(Self { directory, members: Vec::new() })
    }

    /// Writes a member: its dependencies, as lines of a manifest, and its `main.rs`.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(crate) fn write(&mut self, member: &str, dependencies: &str, source: &str) -> Result<()> {
        let directory = self.directory.join(member);
        fs::create_dir_all(directory.join("src"))?;
        let manifest = format!(
            "[package]\nname = \"{member}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
             [features]\ndefault = [\"trace\"]\ntrace = []\n\n[dependencies]\n{dependencies}\n"
        );
        fs::write(directory.join("Cargo.toml"), manifest)?;
        fs::write(directory.join("src/main.rs"), source)?;
        if !self.members.iter().any(|known| known == member) {
            self.members.push(member.to_owned());
        }
        let workspace = format!("[workspace]\nresolver = \"3\"\nmembers = {:?}\n", self.members);
        Ok(fs::write(self.directory.join("Cargo.toml"), workspace)?)
    }

    /// Where it is compiled to.
    pub(crate) fn target(&self) -> PathBuf {
        self.directory.join("target")
    }

    /// Cargo in this workspace. Nothing is compiled incrementally: the whole crate is what is measured.
    ///
    /// # Errors
    /// When it does not start.
    pub(crate) fn cargo(&self, arguments: &[&str]) -> Result<Output> {
        let mut cargo: Command = workspace::cargo();
        cargo.current_dir(&self.directory).args(arguments);
        cargo.env("CARGO_TARGET_DIR", self.target()).env("CARGO_INCREMENTAL", "0");
        cargo.output().context("cargo did not start")
    }
}

/// Where the runtime is, as a line of a manifest.
pub(crate) fn runtime() -> String {
    let path = workspace::root().join("openinference-runtime");
    format!("openinference-runtime = {{ path = {:?} }}", path.display().to_string())
}
