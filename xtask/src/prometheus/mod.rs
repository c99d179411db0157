//! Prometheus and Alertmanager, for the tests that need real ones: from Debian's packages, on loopback.

mod alertmanager;
mod daemon;
mod server;
mod webhook;

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::{self, Command, Output},
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use anyhow::{Context, Result, ensure};

pub use self::{
    alertmanager::Alertmanager,
    server::{Sample, Server, Watched},
    webhook::Webhook,
};
use crate::{debian::Packages, workspace::Metadata};

const PACKAGES: [&str; 2] = ["prometheus", "prometheus-alertmanager"];
/// What is needed of them.
const PROGRAMS: [&str; 4] = ["prometheus", "promtool", "prometheus-alertmanager", "amtool"];
/// A start takes a quarter of a second; a loaded machine needs several times that.
const START_DEADLINE: Duration = Duration::from_secs(60);
const POLL: Duration = Duration::from_millis(50);
/// Someone may take a port between our look and the program's bind.
const ATTEMPTS: u32 = 3;

/// Where the programs are.
#[derive(Clone, Debug)]
pub struct Programs {
    folder: PathBuf,
    runs: PathBuf,
}

/// The programs, if an earlier [`prepare`] unpacked them.
///
/// # Errors
/// When the target directory is not known.
pub fn find() -> Result<Option<Programs>> {
    let home = home()?;
    let programs = Programs { folder: home.join("usr/bin"), runs: home.join("runs") };
    let there = PROGRAMS.iter().all(|name| programs.folder.join(name).is_file());
    Ok(there.then_some(programs))
}

/// The programs, unpacked first where they are missing.
///
/// # Errors
/// Where Debian's tools are missing or fail.
pub fn prepare() -> Result<Programs> {
    let home = home()?;
    fs::create_dir_all(&home)?;
    // Two tasks may share a target directory: the second waits here and then finds the work done.
    let lock = File::create(home.join("lock"))?;
    lock.lock()?;
    if let Some(programs) = find()? {
        return Ok(programs);
    }
    Packages::listed_in(&home).and_then(|packages| packages.unpack(&PACKAGES)).context(
        "Prometheus and Alertmanager come from Debian's and Ubuntu's packages; elsewhere leave the live tests out: \
         `cargo xtask test --no-live`",
    )?;
    find()?.context("the packages have not all of the programs")
}

impl Programs {
    /// What `promtool` says.
    ///
    /// # Errors
    /// What it objects to.
    pub fn promtool(&self, arguments: &[&str], folder: &Path) -> Result<String> {
        self.check("promtool", arguments, folder)
    }

    /// What `amtool` says.
    ///
    /// # Errors
    /// What it objects to.
    pub fn amtool(&self, arguments: &[&str], folder: &Path) -> Result<String> {
        self.check("amtool", arguments, folder)
    }

    fn check(&self, program: &str, arguments: &[&str], folder: &Path) -> Result<String> {
        let mut command = Command::new(self.program(program));
        let Output { status, stdout, stderr } = command.args(arguments).current_dir(folder).output()?;
        let said = String::from_utf8_lossy(&[stdout, stderr].concat()).into_owned();
        ensure!(status.success(), "{program} {}: {said}", arguments.join(" "));
        Ok(said)
    }

    fn program(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// A folder of one server's own.
    fn run(&self) -> Result<PathBuf> {
        static RUNS: AtomicU32 = AtomicU32::new(0);
        let run = format!("{}-{}", process::id(), RUNS.fetch_add(1, Ordering::Relaxed));
        let folder = self.runs.join(run);
        fs::create_dir_all(&folder)?;
        Ok(folder)
    }
}

fn home() -> Result<PathBuf> {
    Ok(Metadata::read()?.target_dir()?.join("prometheus"))
}
