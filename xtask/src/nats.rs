//! A `nats-server` with JetStream on loopback, for the tests that need a real one.

use std::{
    env, fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{self, ChildStderr, Stdio},
    sync::atomic::{AtomicU32, Ordering},
    thread,
};

use anyhow::{Context, Result, bail};

use crate::{child_guard::ChildGuard, debian::Packages, workspace::Metadata};

const PROGRAM: &str = "nats-server";

/// The program: the one on the path, else the one that [`prepare`] unpacked.
///
/// # Errors
/// When the target directory is not known.
pub fn find() -> Result<Option<PathBuf>> {
    let directories: Vec<PathBuf> =
        env::var_os("PATH").map(|path| env::split_paths(&path).collect()).unwrap_or_default();
    let on_path =
        directories.iter().map(|directory| directory.join(PROGRAM)).find(|program| program.is_file());
    let unpacked = home()?.join("usr/sbin").join(PROGRAM);
    Ok(on_path.or_else(|| unpacked.is_file().then_some(unpacked)))
}

/// The program, unpacked below the target directory where there is none on the path: from Debian's package, without
/// installing it.
///
/// # Errors
/// Where Debian's tools are missing or fail, with what to install.
pub fn prepare() -> Result<PathBuf> {
    if let Some(program) = find()? {
        return Ok(program);
    }
    let home = home()?;
    fs::create_dir_all(&home)?;
    Packages::listed_in(&home).and_then(|packages| packages.unpack(&[PROGRAM])).context(
        "there is no nats-server. Debian and Ubuntu: `apt-get install nats-server`; elsewhere see \
         https://github.com/nats-io/nats-server/releases; or leave the live tests out: `cargo xtask test --no-live`",
    )?;
    find()?.context("the package has no nats-server")
}

fn home() -> Result<PathBuf> {
    Ok(Metadata::read()?.target_dir()?.join("nats"))
}

fn launch(program: &Path, port: &str, directory: &Path) -> Result<(ChildGuard, BufReader<ChildStderr>)> {
    let mut command = ChildGuard::command(program);
    command
        .args(["--addr", "127.0.0.1", "--port", port, "--jetstream", "--store_dir"])
        .arg(directory)
        .stderr(Stdio::piped());
    let mut server =
        ChildGuard::spawn(&mut command).with_context(|| format!("{} did not start", program.display()))?;
    let log = server.child.stderr.take().context("the log is a pipe")?;
    Ok((server, BufReader::new(log)))
}

/// A running server with JetStream, its store in a directory of its own. It ends when this is dropped.
#[derive(Debug)]
pub struct Server {
    program: PathBuf,
    process: ChildGuard,
    url: String,
    directory: PathBuf,
}

impl Server {
    /// Starts the program on a port that the system chooses and waits until it listens.
    ///
    /// # Errors
    /// When it ends before, with what it wrote.
    pub fn start(program: &Path) -> Result<Self> {
        static RUNS: AtomicU32 = AtomicU32::new(0);
        let run = format!("{}-{}", process::id(), RUNS.fetch_add(1, Ordering::Relaxed));
        let directory = home()?.join("runs").join(run);
        fs::create_dir_all(&directory)?;
        // -1: one that is free.
        let (process, log) = launch(program, "-1", &directory)?;
        let mut server = Self { program: program.to_owned(), process, url: String::new(), directory };
        server.wait_until_ready(log)?;
        Ok(server)
    }

    /// Ends the server at once and starts it again at the same address, with what it had stored.
    ///
    /// # Errors
    /// When it does not start.
    pub fn restart(&mut self) -> Result<()> {
        self.process.end();
        let (_, port) = self.url.rsplit_once(':').context("an address has a port")?;
        let (process, log) = launch(&self.program, port, &self.directory)?;
        self.process = process;
        self.wait_until_ready(log)
    }

    /// Where clients connect.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    fn wait_until_ready(&mut self, mut log: BufReader<ChildStderr>) -> Result<()> {
        let mut written = String::new();
        loop {
            let mut line = String::new();
            if log.read_line(&mut line)? == 0 {
                bail!("nats-server ended ({}):\n{written}", self.process.child.wait()?);
            }
            if let Some((_, address)) = line.trim_end().split_once("Listening for client connections on ") {
                self.url = format!("nats://{address}");
            }
            if line.contains("Server is ready") {
                break;
            }
            written.push_str(&line);
        }
        // A full pipe would stop the server.
        thread::spawn(move || log.lines().map_while(Result::ok).for_each(drop));
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.process.end();
        let _ = fs::remove_dir_all(&self.directory);
    }
}
