//! The Python environments that Phoenix and the servers of other projects live in.

use std::{
    env,
    ffi::OsString,
    fs::{self, File},
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail, ensure};

use crate::workspace::{self, Metadata};

/// The Python versions that the pins support: from the first to below the second.
const SUPPORTED: [(u32, u32); 2] = [(3, 11), (3, 15)];

/// What an environment is for: its pins are in the folder of that name, the environment is below the target
/// directory.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Purpose {
    pub(crate) name: &'static str,
    /// What is installed, and how long that takes.
    pub(crate) what: &'static str,
}

const PHOENIX: Purpose = Purpose { name: "phoenix", what: "Arize Phoenix (about a minute, 900 MB)" };

/// An environment in which the pinned packages are installed.
#[derive(Debug)]
pub struct Venv {
    purpose: Purpose,
    directory: PathBuf,
}

impl Venv {
    /// Phoenix's environment, if an earlier `prepare` made it from the pins as they are now.
    ///
    /// # Errors
    /// When the target directory or the pins cannot be read.
    pub fn find() -> Result<Option<Self>> {
        Self::find_for(PHOENIX)
    }

    /// Phoenix's environment, made first when it is missing or older than the pins.
    ///
    /// # Errors
    /// When there is no suitable Python, with what to install; or when the installation fails.
    pub fn prepare() -> Result<Self> {
        Self::prepare_for(PHOENIX)
    }

    pub(crate) fn find_for(purpose: Purpose) -> Result<Option<Self>> {
        let directory = Metadata::read()?.target_dir()?.join(purpose.name).join("venv");
        let venv = Self { purpose, directory };
        let installed = fs::read_to_string(venv.stamp()).ok();
        Ok((installed == Some(venv.pins()?)).then_some(venv))
    }

    pub(crate) fn prepare_for(purpose: Purpose) -> Result<Self> {
        let home = Metadata::read()?.target_dir()?.join(purpose.name);
        fs::create_dir_all(&home)?;
        // Two tasks may share a target directory: the second waits here and then finds the work done.
        let lock = File::create(home.join("lock"))?;
        lock.lock()?;
        if let Some(venv) = Self::find_for(purpose)? {
            return Ok(venv);
        }
        let venv = Self { purpose, directory: home.join("venv") };
        venv.install()?;
        Ok(venv)
    }

    /// The environment's Python.
    #[must_use]
    pub fn python(&self) -> PathBuf {
        self.directory.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" })
    }

    /// Where servers keep their working files and logs.
    pub(crate) fn runs(&self) -> PathBuf {
        self.directory.with_file_name("runs")
    }

    fn stamp(&self) -> PathBuf {
        self.directory.join("installed-pins.txt")
    }

    fn install(&self) -> Result<()> {
        let python = suitable_python()?;
        println!("Installing into {}: {}", self.directory.display(), self.purpose.what);
        if self.directory.exists() {
            fs::remove_dir_all(&self.directory)?;
        }
        run(Command::new(python).args(["-m", "venv"]).arg(&self.directory))?;
        run(Command::new(self.python())
            .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"])
            .arg(self.pin_file("requirements.txt"))
            .arg("--constraint")
            .arg(self.pin_file("constraints.txt")))?;
        // Written last: an interrupted installation is started afresh.
        fs::write(self.stamp(), self.pins()?)?;
        Ok(())
    }

    fn pin_file(&self, name: &str) -> PathBuf {
        workspace::root().join("xtask").join(self.purpose.name).join(name)
    }

    fn pins(&self) -> Result<String> {
        let read = |path: &Path| fs::read_to_string(path).with_context(|| format!("{}", path.display()));
        Ok(read(&self.pin_file("requirements.txt"))? + &read(&self.pin_file("constraints.txt"))?)
    }
}

/// The first Python of a supported version that can make environments: `PYTHON`, else `python3` and its kin.
fn suitable_python() -> Result<OsString> {
    let candidates = match env::var_os("PYTHON") {
        Some(python) => vec![python],
        None => ["python3", "python3.14", "python3.13", "python3.12", "python3.11", "python"]
            .map(OsString::from)
            .to_vec(),
    };
    let mut refused = Vec::new();
    for python in candidates {
        match check(&python) {
            Ok(()) => return Ok(python),
            Err(reason) => refused.push(format!("\n  {}: {reason:#}", python.to_string_lossy())),
        }
    }
    let [(major, low), (_, high)] = SUPPORTED;
    bail!(
        "The live tests need a Python from {major}.{low} to {major}.{} with the modules `venv` and `ensurepip` \
         (Debian and Ubuntu: `apt-get install python3-venv`; Fedora and macOS: they come with Python). \
         Name another one with PYTHON=..., or leave the live tests out: `cargo xtask test --no-live`. Tried:{}",
        high - 1,
        refused.concat()
    )
}

/// Whether this Python will do.
fn check(python: &OsString) -> Result<()> {
    let script = "import sys; print(*sys.version_info[:2])\nimport venv, ensurepip";
    let output = Command::new(python).args(["-c", script]).output().context("does not run")?;
    let stdout = String::from_utf8_lossy(&output.stdout);
    let mut numbers = stdout.split_whitespace().map(str::parse::<u32>);
    let (Some(Ok(major)), Some(Ok(minor))) = (numbers.next(), numbers.next()) else {
        bail!("does not say its version");
    };
    let [low, high] = SUPPORTED;
    ensure!((low..high).contains(&(major, minor)), "version {major}.{minor}");
    ensure!(output.status.success(), "version {major}.{minor}, but without `venv` or `ensurepip`");
    Ok(())
}

fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("{command:?} did not start"))?;
    ensure!(status.success(), "{command:?} failed ({status})");
    Ok(())
}
