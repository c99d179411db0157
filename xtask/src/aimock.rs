//! aimock, a server that speaks the providers' APIs and says what a script says: streams as they come over the network.

use std::env;
use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::PathBuf;
use std::process::{ChildStdout, Command, Stdio};
use std::thread;

use anyhow::{Context as _, Result, bail, ensure};

use crate::{
    leash::Leash,
    workspace::{self, Metadata},
};

/// What npm is told, with the version in it.
const PINS: &str = "package.json";

/// An installed aimock.
#[derive(Debug)]
pub struct Installed {
    home: PathBuf,
}

/// The one below the target directory, if an earlier [`prepare`] installed it from the pins as they are now.
///
/// # Errors
/// When the target directory or the pins cannot be read.
pub fn find() -> Result<Option<Installed>> {
    let installed = Installed { home: Metadata::read()?.target_dir()?.join("aimock") };
    let stamp = fs::read_to_string(installed.stamp()).ok();
    Ok((stamp == Some(pins()?)).then_some(installed))
}

/// The one below the target directory, installed first when it is missing or older than the pins.
///
/// # Errors
/// When there is no npm, with what to install; or when it fails.
pub fn prepare() -> Result<Installed> {
    let installed = Installed { home: Metadata::read()?.target_dir()?.join("aimock") };
    fs::create_dir_all(&installed.home)?;
    // Two tasks may share a target directory: the second waits here and then finds the work done.
    let lock = File::create(installed.home.join("lock"))?;
    lock.lock()?;
    if let Some(found) = find()? {
        return Ok(found);
    }
    fs::write(installed.home.join(PINS), pins()?)?;
    let status = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" })
        .args(["install", "--silent", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock"])
        .current_dir(&installed.home)
        .status()
        .context(
            "there is no npm. Debian and Ubuntu: `apt-get install npm`; elsewhere see https://nodejs.org (20.15 or later); or \
             leave the live tests out: `cargo xtask test --no-live`",
        )?;
    ensure!(status.success(), "npm failed ({status})");
    // Written last: an interrupted installation is started afresh.
    fs::write(installed.stamp(), pins()?)?;
    Ok(installed)
}

fn files() -> PathBuf {
    workspace::root().join("xtask/aimock")
}

fn pins() -> Result<String> {
    let path = files().join(PINS);
    fs::read_to_string(&path).with_context(|| path.display().to_string())
}

impl Installed {
    fn stamp(&self) -> PathBuf {
        self.home.join("installed-pins.txt")
    }

    fn program(&self) -> PathBuf {
        self.home.join("node_modules/@copilotkit/aimock/dist/cli.js")
    }
}

/// A running aimock on loopback. It ends when this is dropped.
#[derive(Debug)]
pub struct Server {
    process: Leash,
    url: String,
}

impl Server {
    /// Starts it on a port that the system chooses and waits until it listens.
    ///
    /// # Errors
    /// When it ends before.
    pub fn start(installed: &Installed) -> Result<Self> {
        let mut command = Leash::command("node");
        command
            .arg(installed.program())
            .args(["--port", "0", "--host", "127.0.0.1", "--strict", "--validate-on-load", "--fixtures"])
            .arg(files().join("fixtures.json"))
            // Keys and providers of the surroundings would change what it answers.
            .env_clear()
            .envs(env::var_os("PATH").map(|path| ("PATH", path)))
            .stdout(Stdio::piped());
        let mut process = Leash::spawn(&mut command).context("node did not start")?;
        let log = process.child.stdout.take().context("its output is a pipe")?;
        let mut server = Self { process, url: String::new() };
        server.wait_until_ready(BufReader::new(log))?;
        Ok(server)
    }

    /// Where it answers.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    fn wait_until_ready(&mut self, mut log: BufReader<ChildStdout>) -> Result<()> {
        let mut line = String::new();
        while log.read_line(&mut line)? > 0 {
            if let Some((_, url)) = line.trim_end().split_once("server listening on ") {
                url.clone_into(&mut self.url);
                // A full pipe would stop the server.
                thread::spawn(move || log.read_to_end(&mut Vec::new()));
                return Ok(());
            }
            line.clear();
        }
        bail!("aimock ended ({})", self.process.child.wait()?)
    }
}
