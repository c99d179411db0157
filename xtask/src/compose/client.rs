//! The client of compose: the plugin of the docker that is on the path, else the one out of Debian's packages.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context as _, Result, ensure};

use crate::{
    debian::Packages,
    workspace::{self, Metadata},
};

/// Where Debian and Ubuntu have the plugin, which is a program of its own.
const UNPACKED: &str = "usr/libexec/docker/cli-plugins/docker-compose";
/// The first release of Debian whose `docker-compose` is the second version, which the specification is for.
const RELEASE: &str = "trixie";

/// A client.
#[derive(Clone, Debug)]
pub enum Client {
    /// `docker compose`.
    Docker,
    /// The plugin alone.
    Plugin(PathBuf),
}

impl Client {
    /// The one of the docker on the path, else the one that [`Client::prepare`] unpacked.
    ///
    /// # Errors
    /// When the target directory is not known.
    pub fn find() -> Result<Option<Self>> {
        let version = Command::new("docker").args(["compose", "version"]).output();
        if version.is_ok_and(|output| output.status.success()) {
            return Ok(Some(Self::Docker));
        }
        let plugin = home()?.join(UNPACKED);
        Ok(plugin.is_file().then_some(Self::Plugin(plugin)))
    }

    /// The same, unpacked first where there is none.
    ///
    /// # Errors
    /// Where Debian's tools are missing or fail, with what to install.
    pub fn prepare() -> Result<Self> {
        let home = home()?;
        fs::create_dir_all(&home)?;
        // Two tasks may share a target directory: the second waits here and then finds the work done.
        let lock = File::create(home.join("lock"))?;
        lock.lock()?;
        if let Some(found) = Self::find()? {
            return Ok(found);
        }
        unpack(&home).context(
            "there is no `docker compose`. Debian, from 13 on: `apt-get install docker-compose`; Ubuntu: \
             `apt-get install docker-compose-v2`; elsewhere see https://docs.docker.com/compose/install; or leave the live \
             tests out: `cargo xtask test --no-live`",
        )?;
        Self::find()?.context("the package has no client")
    }

    /// What it makes of the workspace's file, with these variables and no others, or what it objects to.
    ///
    /// # Errors
    /// What it objects to.
    pub fn config(&self, file: &Path, profiles: &[&str], variables: &[(&str, &str)]) -> Result<String> {
        let mut command = match self {
            Self::Docker => Command::new("docker"),
            Self::Plugin(program) => Command::new(program),
        };
        if matches!(self, Self::Docker) {
            command.arg("compose");
        }
        command.arg("--project-directory").arg(workspace::root()).arg("--file").arg(file);
        for profile in profiles {
            command.args(["--profile", profile]);
        }
        command.args(["config", "--format", "json"]);
        // Whoever runs the tests may have set what the file reads.
        command.env_clear().envs(std::env::vars_os().filter(|(name, _)| name == "PATH" || name == "HOME"));
        let output = command.envs(variables.iter().copied()).output()?;
        let said = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "{command:?}: {said}");
        // A variable that is not set and has no default is a warning.
        ensure!(!said.contains("level=warning"), "{command:?}: {said}");
        Ok(String::from_utf8(output.stdout)?)
    }
}

fn unpack(home: &Path) -> Result<()> {
    // Ubuntu calls the second version so.
    let own = Packages::listed_in(home)?;
    if own.needs("docker-compose-v2").is_ok() {
        return own.unpack(&["docker-compose-v2"]);
    }
    Packages::of_release(home, RELEASE)?.unpack(&["docker-compose"])
}

fn home() -> Result<PathBuf> {
    Ok(Metadata::read()?.target_dir()?.join("compose-client"))
}
