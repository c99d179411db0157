//! A Phoenix process of our own.

use std::{
    fs::{self, File},
    net::Ipv4Addr,
    path::{Path, PathBuf},
    process::{self, Child, Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use ureq::Agent;

use super::Venv;
use crate::{ports, workspace};

/// A start takes 8 to 15 seconds; a loaded machine needs several times that.
const START_DEADLINE: Duration = Duration::from_secs(300);
/// A request to a server that is still starting may hang.
const REQUEST_DEADLINE: Duration = Duration::from_secs(10);
/// Bytes of an answer; a page of spans with all their messages is far below.
const MAX_ANSWER: u64 = 64 << 20;
const POLL: Duration = Duration::from_millis(100);
/// The file in which other processes find its ports.
const PORTS: &str = "ports.json";
const OF_ANOTHER: &str = "this Phoenix is another process's";
/// Someone may take a port between our look and Phoenix's bind.
const ATTEMPTS: u32 = 3;

/// Where a Phoenix keeps what it gets.
#[derive(Clone, Copy, Debug)]
enum Database<'d> {
    /// What nobody wants to keep.
    InMemory,
    /// In a file that outlives the process, but not the [`Server`].
    OnDisk,
    At(&'d str),
}

impl Database<'_> {
    fn url(self, directory: &Path) -> String {
        match self {
            Self::InMemory => "sqlite:///:memory:".to_owned(),
            Self::OnDisk => format!("sqlite:///{}", directory.join("phoenix.db").display()),
            Self::At(url) => url.to_owned(),
        }
    }
}

/// A running Phoenix on loopback.
#[derive(Debug)]
pub struct Server {
    /// Where this process started it: it ends when this is dropped.
    process: Option<Process>,
    client: Agent,
    http: u16,
    grpc: u16,
    directory: PathBuf,
}

#[derive(Debug)]
struct Process {
    child: Child,
    python: PathBuf,
    database: String,
}

impl Server {
    /// Starts a Phoenix on free ports, with its database in memory, and waits until it is healthy.
    ///
    /// # Errors
    /// When it does not become healthy, with the end of its log.
    pub fn start(venv: &Venv) -> Result<Self> {
        Self::start_with(venv, Database::InMemory)
    }

    /// The same with a database that a [`restart`](Self::restart) leaves as it is.
    ///
    /// # Errors
    /// When it does not become healthy, with the end of its log.
    pub fn start_on_disk(venv: &Venv) -> Result<Self> {
        Self::start_with(venv, Database::OnDisk)
    }

    /// The same with a database at this URL, where everything stays.
    ///
    /// # Errors
    /// When it does not become healthy, with the end of its log.
    pub fn start_on(venv: &Venv, database: &str) -> Result<Self> {
        Self::start_with(venv, Database::At(database))
    }

    fn start_with(venv: &Venv, database: Database<'_>) -> Result<Self> {
        let mut attempt = 1;
        loop {
            match Self::start_at(venv, database, ports::free()?, ports::free()?) {
                Err(error) if attempt == ATTEMPTS => return Err(error),
                Err(_) => attempt += 1,
                started => return started,
            }
        }
    }

    /// Like [`Server::start`], but at 6006 and 4317 where these are free: the ones people know.
    pub(super) fn start_at_usual_ports(venv: &Venv) -> Result<Self> {
        let usual = |port| if ports::is_free(port) { Ok(port) } else { ports::free() };
        Self::start_at(venv, Database::InMemory, usual(6006)?, usual(4317)?)
    }

    fn start_at(venv: &Venv, database: Database<'_>, http: u16, grpc: u16) -> Result<Self> {
        static RUNS: AtomicU32 = AtomicU32::new(0);
        let run = format!("{}-{}", process::id(), RUNS.fetch_add(1, Ordering::Relaxed));
        let directory = venv.runs().join(run);
        fs::create_dir_all(&directory)?;
        let python = venv.python();
        let database = database.url(&directory);
        let child = launch(&python, &database, &directory, http, grpc)?;
        let process = Some(Process { child, python, database });
        let mut server = Self { process, client: client(), http, grpc, directory };
        server.wait_until_healthy()?;
        Ok(server)
    }

    /// One that another process has [shared](Self::share) and ends.
    ///
    /// # Errors
    /// When there is none in this folder.
    pub(crate) fn shared_in(directory: &Path) -> Result<Self> {
        let ports = fs::read(directory.join(PORTS)).context("there is no Phoenix")?;
        let (http, grpc) = serde_json::from_slice(&ports)?;
        Ok(Self { process: None, client: client(), http, grpc, directory: directory.to_owned() })
    }

    /// Lets other processes use it; the folder in which they find it.
    ///
    /// # Errors
    /// When nothing can be written there.
    pub(crate) fn share(&self) -> Result<&Path> {
        fs::write(self.directory.join(PORTS), serde_json::to_vec(&(self.http, self.grpc))?)?;
        Ok(&self.directory)
    }

    /// Ends the server at once, as a crash would.
    ///
    /// # Errors
    /// When that is not possible, or it is another process's.
    pub fn kill(&mut self) -> Result<()> {
        let Process { child, .. } = self.process.as_mut().context(OF_ANOTHER)?;
        child.kill()?;
        child.wait()?;
        Ok(())
    }

    /// Ends the server at once and starts it again at the same addresses, with the same database.
    ///
    /// # Errors
    /// When it does not become healthy, with the end of its log; or it is another process's.
    pub fn restart(&mut self) -> Result<()> {
        self.kill()?;
        let Process { child, python, database } = self.process.as_mut().context(OF_ANOTHER)?;
        *child = launch(python, database, &self.directory, self.http, self.grpc)?;
        self.wait_until_healthy()
    }

    /// The base URL of the user interface, the REST API and OTLP over HTTP.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}:{}", Ipv4Addr::LOCALHOST, self.http)
    }

    /// The URL of OTLP over gRPC.
    #[must_use]
    pub fn grpc_url(&self) -> String {
        format!("http://{}:{}", Ipv4Addr::LOCALHOST, self.grpc)
    }

    /// What the server answers to a GET of this path.
    ///
    /// # Errors
    /// When it does not answer, or not with success.
    pub fn get(&self, path: &str) -> Result<String, ureq::Error> {
        let request = self.client.get(format!("{}{path}", self.url()));
        request.call()?.into_body().with_config().limit(MAX_ANSWER).read_to_string()
    }

    /// What the server answers to a POST of this body.
    pub(super) fn post(&self, path: &str, body: &Value) -> Result<Value, ureq::Error> {
        let request = self.client.post(format!("{}{path}", self.url()));
        request.send_json(body)?.into_body().with_config().limit(MAX_ANSWER).read_json()
    }

    /// What the server has written so far.
    #[must_use]
    pub fn log(&self) -> String {
        fs::read_to_string(log_file(&self.directory)).unwrap_or_default()
    }

    /// Waits until the server ends by itself, which it should not.
    pub(super) fn wait(&mut self) -> Result<()> {
        let Process { child, .. } = self.process.as_mut().context(OF_ANOTHER)?;
        // `Child::wait` would close the pipe that keeps the server alive.
        let stdin = child.stdin.take();
        let status = child.wait()?;
        drop(stdin);
        bail!("Phoenix ended ({status}):\n{}", self.log())
    }

    fn wait_until_healthy(&mut self) -> Result<()> {
        let deadline = Instant::now() + START_DEADLINE;
        while self.get("/healthz").is_err() {
            let Process { child, .. } = self.process.as_mut().context(OF_ANOTHER)?;
            if let Some(status) = child.try_wait()? {
                bail!("Phoenix ended while starting ({status}):\n{}", self.log());
            }
            ensure!(
                Instant::now() < deadline,
                "Phoenix was not healthy after {} s:\n{}",
                START_DEADLINE.as_secs(),
                self.log()
            );
            thread::sleep(POLL);
        }
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let Some(Process { child, .. }) = &mut self.process else { return };
        // By its own id, and waited for; errors mean that it has ended already.
        let _ = child.kill();
        let _ = child.wait();
        if !thread::panicking() {
            let _ = fs::remove_dir_all(&self.directory);
        }
    }
}

/// The server is on loopback: whatever proxy the environment names is not for it.
fn client() -> Agent {
    Agent::config_builder().proxy(None).timeout_global(Some(REQUEST_DEADLINE)).build().into()
}

fn launch(python: &Path, database: &str, directory: &Path, http: u16, grpc: u16) -> Result<Child> {
    let log = File::create(log_file(directory))?;
    Command::new(python)
        .arg(workspace::root().join("xtask/phoenix/serve.py"))
        .env("PHOENIX_WORKING_DIR", directory)
        .env("PHOENIX_SQL_DATABASE_URL", database)
        .env("PHOENIX_HOST", Ipv4Addr::LOCALHOST.to_string())
        .env("PHOENIX_PORT", http.to_string())
        .env("PHOENIX_GRPC_PORT", grpc.to_string())
        // Nothing leaves this machine.
        .env("PHOENIX_TELEMETRY_ENABLED", "false")
        .env("PHOENIX_ALLOW_EXTERNAL_RESOURCES", "false")
        .env("PHOENIX_DISABLE_AGENT_ASSISTANT", "true")
        .env("PHOENIX_AGENTS_DISABLE_WEB_ACCESS", "true")
        .env("PHOENIX_AGENTS_DISABLE_GITHUB", "true")
        // Held open for as long as we live; see serve.py.
        .stdin(Stdio::piped())
        .stdout(log.try_clone()?)
        .stderr(log)
        .spawn()
        .context("Phoenix's Python did not start")
}

fn log_file(directory: &Path) -> PathBuf {
    directory.join("server.log")
}
