//! The OpenTelemetry collector, where one is on the path: no registry that the tests install from has it, so nothing here
//! installs it. The workflow has the pinned image for what is skipped without one.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Result, ensure};

/// As its packages call it, with the components of the contrib repository first: the configurations use them.
const PROGRAMS: [&str; 2] = ["otelcol-contrib", "otelcol"];

/// A collector.
#[derive(Clone, Debug)]
pub struct Collector(PathBuf);

impl Collector {
    /// The one on the path.
    #[must_use]
    pub fn find() -> Option<Self> {
        let folders: Vec<PathBuf> = env::split_paths(&env::var_os("PATH")?).collect();
        let programs = PROGRAMS.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
        programs.into_iter().find(|program| program.is_file()).map(Self)
    }

    /// Lets it read a configuration, with these variables.
    ///
    /// # Errors
    /// What it objects to.
    pub fn validate(&self, file: &Path, variables: &[(&str, &str)]) -> Result<()> {
        let mut command = Command::new(&self.0);
        command.arg("validate").arg(format!("--config={}", file.display())).envs(variables.iter().copied());
        let output = command.output()?;
        ensure!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
        Ok(())
    }
}
