//! Packages of npm, installed below the target directory and nowhere else.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context as _, Result, ensure};

use crate::workspace::{self, Metadata};

/// What npm is told, with the versions in it.
const PINS: &str = "package.json";

/// What an installation is for: its `package.json` is in the folder of that name below `xtask`, the packages are below the
/// target directory.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Purpose {
    pub(crate) name: &'static str,
}

/// A folder in which the pinned packages are installed.
#[derive(Debug)]
pub struct Installed {
    purpose: Purpose,
    home: PathBuf,
}

impl Installed {
    /// The one below the target directory, if an earlier `prepare_for` made it from the pins as they are now.
    pub(crate) fn find_for(purpose: Purpose) -> Result<Option<Self>> {
        let installed = Self::at_home(purpose)?;
        let stamp = fs::read_to_string(installed.stamp()).ok();
        Ok((stamp == Some(installed.pins()?)).then_some(installed))
    }

    /// The one below the target directory, made first when it is missing or older than the pins.
    pub(crate) fn prepare_for(purpose: Purpose) -> Result<Self> {
        let installed = Self::at_home(purpose)?;
        fs::create_dir_all(&installed.home)?;
        // Two tasks may share a target directory: the second waits here and then finds the work done.
        let lock = File::create(installed.home.join("lock"))?;
        lock.lock()?;
        if let Some(found) = Self::find_for(purpose)? {
            return Ok(found);
        }
        installed.install()?;
        Ok(installed)
    }

    fn at_home(purpose: Purpose) -> Result<Self> {
        Ok(Self { purpose, home: Metadata::read()?.target_dir()?.join(purpose.name) })
    }

    fn install(&self) -> Result<()> {
        let pins = self.pins()?;
        fs::write(self.home.join(PINS), &pins)?;
        let quiet = ["--silent", "--no-audit", "--no-fund"];
        let status = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" })
            .args(["install", "--ignore-scripts", "--no-package-lock"])
            .args(quiet)
            .current_dir(&self.home)
            .status()
            .context(
                "there is no npm. Debian and Ubuntu: `apt-get install npm`; elsewhere see https://nodejs.org (20.15 or later); \
                 or leave the live tests out: `cargo xtask test --no-live`",
            )?;
        ensure!(status.success(), "npm failed ({status})");
        // Written last: an interrupted installation is started afresh.
        fs::write(self.stamp(), pins)?;
        Ok(())
    }

    /// What belongs to the purpose in the repository.
    pub(crate) fn files(&self) -> PathBuf {
        workspace::root().join("xtask").join(self.purpose.name)
    }

    /// A file of an installed package.
    pub(crate) fn module(&self, path: &str) -> PathBuf {
        self.home.join("node_modules").join(path)
    }

    /// Where the packages are found from.
    pub(crate) fn home(&self) -> &Path {
        &self.home
    }

    fn stamp(&self) -> PathBuf {
        self.home.join("installed-pins.txt")
    }

    fn pins(&self) -> Result<String> {
        let path = self.files().join(PINS);
        fs::read_to_string(&path).with_context(|| path.display().to_string())
    }
}
