//! What the two servers have in common: a process, a port, a folder.

use std::{
    fs::{self, File},
    net::Ipv4Addr,
    path::PathBuf,
    process::Command,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Result, bail, ensure};
use ureq::Agent;

use super::{ATTEMPTS, POLL, START_DEADLINE};
use crate::{child_guard::ChildGuard, ports};

const REQUEST_DEADLINE: Duration = Duration::from_secs(10);

/// A running server. It ends when this is dropped.
#[derive(Debug)]
pub(super) struct Daemon {
    process: ChildGuard,
    port: u16,
    folder: PathBuf,
    /// Whether it has ever been; the log of one that was not is kept.
    ready: bool,
    pub(super) client: Agent,
}

impl Daemon {
    /// Starts what `command`, one of a [`ChildGuard`], makes for an address to listen on, and waits until it is ready.
    pub(super) fn start(folder: PathBuf, command: impl Fn(&str) -> Command) -> Result<Self> {
        let mut attempt = 1;
        loop {
            let port = ports::free()?;
            let command = command(&format!("{}:{port}", Ipv4Addr::LOCALHOST));
            match Self::start_at(folder.clone(), port, command) {
                Err(error) if attempt == ATTEMPTS => return Err(error),
                Err(_) => attempt += 1,
                started => return started,
            }
        }
    }

    fn start_at(folder: PathBuf, port: u16, mut command: Command) -> Result<Self> {
        let log = File::create(folder.join("log"))?;
        let process = ChildGuard::spawn(command.stdout(log.try_clone()?).stderr(log))?;
        // The server is on loopback: whatever proxy the environment names is not for it.
        let client =
            Agent::config_builder().proxy(None).timeout_global(Some(REQUEST_DEADLINE)).build().into();
        let mut daemon = Self { process, port, folder, ready: false, client };
        let deadline = Instant::now() + START_DEADLINE;
        while daemon.client.get(format!("{}/-/ready", daemon.url())).call().is_err() {
            if let Some(status) = daemon.process.child.try_wait()? {
                bail!("it ended while starting ({status}):\n{}", daemon.log());
            }
            ensure!(Instant::now() < deadline, "it is not ready:\n{}", daemon.log());
            thread::sleep(POLL);
        }
        daemon.ready = true;
        Ok(daemon)
    }

    pub(super) fn url(&self) -> String {
        format!("http://{}:{}", Ipv4Addr::LOCALHOST, self.port)
    }

    pub(super) fn log(&self) -> String {
        fs::read_to_string(self.folder.join("log")).unwrap_or_default()
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        self.process.end();
        if self.ready && !thread::panicking() {
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}
