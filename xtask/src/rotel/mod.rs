//! Rotel, a small OTLP forwarder: it stands where a collector stands, between the programs and Phoenix.

mod backend;

use std::{
    fs::{self, File},
    io,
    net::{Ipv4Addr, TcpStream},
    path::{Path, PathBuf},
    process,
    sync::atomic::{AtomicU32, Ordering},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};

pub use self::backend::Backend;
use crate::{
    child_guard::ChildGuard,
    phoenix::{Purpose, Venv},
    ports,
};

const ROTEL: Purpose = Purpose { name: "rotel", what: "an OTLP forwarder (5 seconds, 40 MB)" };
const START_DEADLINE: Duration = Duration::from_secs(60);
const POLL: Duration = Duration::from_millis(20);
/// Someone may take a port between our look and its bind.
const ATTEMPTS: u32 = 3;

/// The environment that it is in, if an earlier [`prepare`] made it from the pins as they are now.
///
/// # Errors
/// When the target directory or the pins cannot be read.
pub fn find() -> Result<Option<Venv>> {
    Venv::find_for(ROTEL)
}

/// The environment that it is in, made first when it is missing or older than the pins.
///
/// # Errors
/// When there is no suitable Python, with what to install; or when the installation fails.
pub fn prepare() -> Result<Venv> {
    Venv::prepare_for(ROTEL)
}

/// Where a forwarder sends what it gets, and what else it is told.
#[derive(Debug)]
struct Destination {
    url: String,
    options: Vec<String>,
}

impl Destination {
    fn new(url: &str, options: &[&str]) -> Self {
        Self { url: url.to_owned(), options: options.iter().map(|&option| option.to_owned()).collect() }
    }
}

/// A running forwarder of traces on loopback. It ends when this is dropped.
#[derive(Debug)]
pub struct Forwarder {
    program: PathBuf,
    to: Destination,
    process: ChildGuard,
    http: u16,
    grpc: u16,
    directory: PathBuf,
}

impl Forwarder {
    /// Starts it on free ports, to send what it gets to a Phoenix, and waits until it listens.
    ///
    /// # Errors
    /// When it does not come to listen, with what it wrote.
    pub fn start(venv: &Venv, phoenix: &str) -> Result<Self> {
        Self::start_with(venv, phoenix, &[])
    }

    /// The same, to send what it gets to a backend, and its own metrics too, every ten seconds.
    ///
    /// # Errors
    /// When it does not come to listen, with what it wrote.
    pub fn start_observed(venv: &Venv, backend: &Backend) -> Result<Self> {
        Self::start_with(venv, &backend.url(), &["--enable-internal-telemetry"])
    }

    fn start_with(venv: &Venv, to: &str, options: &[&str]) -> Result<Self> {
        let mut attempt = 1;
        loop {
            match Self::start_at(venv, to, options, ports::free()?, ports::free()?) {
                Err(error) if attempt == ATTEMPTS => return Err(error),
                Err(_) => attempt += 1,
                started => return started,
            }
        }
    }

    fn start_at(venv: &Venv, to: &str, options: &[&str], http: u16, grpc: u16) -> Result<Self> {
        static RUNS: AtomicU32 = AtomicU32::new(0);
        let run = format!("{}-{}", process::id(), RUNS.fetch_add(1, Ordering::Relaxed));
        let directory = venv.runs().join(run);
        fs::create_dir_all(&directory)?;
        let (program, to) = (program(venv)?, Destination::new(to, options));
        let process = launch(&program, &to, http, grpc, &directory)?;
        let mut forwarder = Self { program, to, process, http, grpc, directory };
        forwarder.wait_until_listening()?;
        Ok(forwarder)
    }

    /// Ends it at once, as a crash would: what it had taken and not passed on is gone.
    pub fn kill(&mut self) {
        self.process.end();
    }

    /// Ends it at once and starts it again at the same addresses.
    ///
    /// # Errors
    /// When it does not come to listen, with what it wrote.
    pub fn restart(&mut self) -> Result<()> {
        self.kill();
        self.process = launch(&self.program, &self.to, self.http, self.grpc, &self.directory)?;
        self.wait_until_listening()
    }

    /// Where it takes OTLP over HTTP: a base URL.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}:{}", Ipv4Addr::LOCALHOST, self.http)
    }

    /// Where it takes OTLP over gRPC.
    #[must_use]
    pub fn grpc_url(&self) -> String {
        format!("http://{}:{}", Ipv4Addr::LOCALHOST, self.grpc)
    }

    fn wait_until_listening(&mut self) -> Result<()> {
        let deadline = Instant::now() + START_DEADLINE;
        let listens = |port| TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok();
        while !(listens(self.http) && listens(self.grpc)) {
            if let Some(status) = self.process.child.try_wait()? {
                bail!("the forwarder ended while starting ({status}):\n{}", self.log());
            }
            ensure!(Instant::now() < deadline, "the forwarder does not listen:\n{}", self.log());
            thread::sleep(POLL);
        }
        Ok(())
    }

    fn log(&self) -> String {
        fs::read_to_string(self.directory.join("log")).unwrap_or_default()
    }
}

impl Drop for Forwarder {
    fn drop(&mut self) {
        self.process.end();
        if !thread::panicking() {
            let _ = fs::remove_dir_all(&self.directory);
        }
    }
}

fn launch(program: &Path, to: &Destination, http: u16, grpc: u16, directory: &Path) -> Result<ChildGuard> {
    let log = File::create(directory.join("log"))?;
    let at = |port: u16| format!("{}:{port}", Ipv4Addr::LOCALHOST);
    let mut command = ChildGuard::command(program);
    command
        .args(["start", "--exporter", "otlp", "--otlp-exporter-protocol", "http"])
        .args(["--otlp-exporter-endpoint", to.url.as_str()])
        .args(&to.options)
        // A Phoenix that comes back is not to wait for what was kept for it.
        .args(["--otlp-exporter-retry-initial-backoff", "200ms", "--otlp-exporter-retry-max-backoff", "1s"])
        .args(["--otlp-http-endpoint", &at(http), "--otlp-grpc-endpoint", &at(grpc)])
        .arg("--pid-file")
        .arg(directory.join("pid"))
        .stdout(log.try_clone()?)
        .stderr(log);
    ChildGuard::spawn(&mut command).context("the forwarder did not start")
}

/// The program, which the package keeps beside its Python module.
fn program(venv: &Venv) -> Result<PathBuf> {
    let python = venv.python();
    let root = python.parent().and_then(Path::parent).context("an environment is a folder")?;
    for library in [root.join("lib"), root.join("Lib")] {
        let found =
            subfolders(&library).unwrap_or_default().into_iter().chain([library]).find_map(|folder| {
                let program = folder.join("site-packages/rotel/rotel-agent");
                program.is_file().then_some(program)
            });
        if let Some(program) = found {
            return Ok(program);
        }
    }
    bail!("the package rotel has no program for this system")
}

fn subfolders(folder: &Path) -> io::Result<Vec<PathBuf>> {
    fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect()
}
