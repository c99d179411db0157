//! aimock, a server that speaks the providers' APIs and says what a script says: streams as they come over the network.

use std::env;
use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{ChildStdout, Stdio};
use std::thread;

use anyhow::{Context as _, Result, bail};

use crate::child_guard::ChildGuard;
use crate::npm::{Installed, Purpose};

const AIMOCK: Purpose = Purpose { name: "aimock" };
const PROGRAM: &str = "@copilotkit/aimock/dist/cli.js";

/// The one below the target directory, if an earlier [`prepare`] installed it from the pins as they are now.
///
/// # Errors
/// When the target directory or the pins cannot be read.
pub fn find() -> Result<Option<Installed>> {
    Installed::find_for(AIMOCK)
}

/// The one below the target directory, installed first when it is missing or older than the pins.
///
/// # Errors
/// When there is no npm, with what to install; or when it fails.
pub fn prepare() -> Result<Installed> {
    Installed::prepare_for(AIMOCK)
}

/// A running aimock on loopback. It ends when this is dropped.
#[derive(Debug)]
pub struct Server {
    process: ChildGuard,
    url: String,
}

impl Server {
    /// Starts it on a port that the system chooses and waits until it listens.
    ///
    /// # Errors
    /// When it ends before.
    pub fn start(installed: &Installed) -> Result<Self> {
        let mut command = ChildGuard::command("node");
        command
            .arg(installed.module(PROGRAM))
            .args(["--port", "0", "--host", "127.0.0.1", "--strict", "--validate-on-load", "--fixtures"])
            .arg(installed.files().join("fixtures.json"))
            // Keys and providers of the surroundings would change what it answers.
            .env_clear()
            .envs(env::var_os("PATH").map(|path| ("PATH", path)))
            .stdout(Stdio::piped());
        let mut process = ChildGuard::spawn(&mut command).context("node did not start")?;
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
