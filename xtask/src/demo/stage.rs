//! Where a system runs: the servers that it needs, its processes, and the variables that they find each other by.

use std::{
    fs,
    net::{Ipv4Addr, TcpStream},
    path::{Path, PathBuf},
    process::{self, Command},
    sync::atomic::{AtomicU32, Ordering},
    thread,
};

use anyhow::{Context, Result, bail};

use super::{Finished, Process, Running};
use crate::{
    child_guard::ChildGuard,
    nats, ports, rotel,
    workspace::{self, Metadata},
};

/// Someone may take a port between our look and its bind.
const ATTEMPTS: u32 = 3;

/// A stage. Everything on it ends when it is dropped, last started first.
#[derive(Debug)]
pub struct Stage {
    processes: Vec<Process>,
    forwarder: Option<rotel::Forwarder>,
    nats: Option<nats::Server>,
    programs: PathBuf,
    logs: PathBuf,
    environment: Vec<(String, String)>,
    models: Models,
}

/// Which models the processes may talk to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Models {
    /// Scripted ones alone, for tests.
    Scripted,
    /// The one that the environment names, if it does.
    OfEnvironment,
}

impl Stage {
    /// An empty stage, for the programs in this folder.
    ///
    /// # Errors
    /// When there is no place for the logs.
    pub fn new(programs: impl Into<PathBuf>) -> Result<Self> {
        static RUNS: AtomicU32 = AtomicU32::new(0);
        let run = format!("{}-{}", process::id(), RUNS.fetch_add(1, Ordering::Relaxed));
        let logs = Metadata::read()?.target_dir()?.join("demo/runs").join(run);
        fs::create_dir_all(&logs)?;
        let data = logs.join("data").to_string_lossy().into_owned();
        Ok(Self {
            processes: Vec::new(),
            forwarder: None,
            nats: None,
            programs: programs.into(),
            logs,
            // What services keep is gone with the stage.
            environment: vec![("DATA_DIRECTORY".to_owned(), data)],
            models: Models::Scripted,
        })
    }

    /// Sets a variable for the processes that are started from now on.
    pub fn env(&mut self, key: &str, value: impl Into<String>) {
        self.environment.push((key.to_owned(), value.into()));
    }

    /// Lets the processes talk over this server.
    pub fn use_nats(&mut self, server: nats::Server) {
        self.env("NATS_URL", server.url().to_owned());
        self.nats = Some(server);
    }

    /// Lets the processes send their spans to this forwarder.
    pub fn use_forwarder(&mut self, forwarder: rotel::Forwarder) {
        self.env("OTEL_EXPORTER_OTLP_ENDPOINT", forwarder.url());
        self.forwarder = Some(forwarder);
    }

    /// Lets the processes talk to these models.
    pub(super) fn use_models(&mut self, models: Models) {
        self.models = models;
    }

    /// Starts a service and waits until it can be asked.
    ///
    /// # Errors
    /// When it ends before, with what it wrote.
    pub fn start(&mut self, program: &str, arguments: &[&str]) -> Result<()> {
        let mut command = self.set(Command::new(self.programs.join(program)));
        command.args(arguments);
        let process = Process::start(program, command, &self.log(program))?;
        if let Some(url) = process.url() {
            self.env(&url_variable(program), url.to_owned());
        }
        self.processes.push(process);
        Ok(())
    }

    /// Starts a service that has its metrics on a page of their own, and says where: a base URL.
    ///
    /// # Errors
    /// When it ends before, with what it wrote; when there is no page.
    pub fn start_with_metrics(&mut self, program: &str, arguments: &[&str]) -> Result<String> {
        const PORT: &str = "OTEL_EXPORTER_PROMETHEUS_PORT";
        for _ in 0..ATTEMPTS {
            let port = ports::free()?;
            self.env(PORT, port.to_string());
            self.start(program, arguments)?;
            // What is started next has none, or one of its own.
            self.env(PORT, "0");
            if TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok() {
                return Ok(format!("http://{}:{port}", Ipv4Addr::LOCALHOST));
            }
            self.kill(program)?;
        }
        bail!("{program} has no page: {}", self.what_they_wrote())
    }

    /// Starts a service that was killed where it was: those that know it by its address need not start again.
    ///
    /// # Errors
    /// When it was never there, or ends before it can be asked, with what it wrote.
    pub fn start_again(&mut self, program: &str, arguments: &[&str]) -> Result<()> {
        let url = self.url(program).with_context(|| format!("{program} has had no address"))?;
        let address = url.trim_start_matches("http://").to_owned();
        let mut command = self.set(Command::new(self.programs.join(program)));
        command.args(arguments).env("LISTEN", address);
        self.processes.push(Process::start(program, command, &self.log(program))?);
        Ok(())
    }

    /// Where a service answers, or did before it was killed, where it does over HTTP.
    #[must_use]
    pub fn url(&self, program: &str) -> Option<&str> {
        let variable = url_variable(program);
        let (_, url) = self.environment.iter().rev().find(|(key, _)| *key == variable)?;
        Some(url)
    }

    /// Runs a program to its end.
    ///
    /// # Errors
    /// When it fails, with what it and the services wrote.
    pub fn run(&self, program: &str, arguments: &[&str]) -> Result<Finished> {
        let finished = self.try_run(program, arguments)?;
        finished.succeeded().with_context(|| self.what_they_wrote())
    }

    /// Runs a program to its end, whatever that is.
    ///
    /// # Errors
    /// When it does not start.
    pub fn try_run(&self, program: &str, arguments: &[&str]) -> Result<Finished> {
        self.begin(program, arguments)?.finish()
    }

    /// Lets a program run while something else happens.
    ///
    /// # Errors
    /// When it does not start.
    pub fn begin(&self, program: &str, arguments: &[&str]) -> Result<Running> {
        let mut command = self.set(ChildGuard::command(self.programs.join(program)));
        Running::start(program, command.args(arguments))
    }

    /// The services that run.
    #[must_use]
    pub fn processes(&self) -> &[Process] {
        &self.processes
    }

    /// Name and base URL of each service that answers over HTTP.
    #[must_use]
    pub fn urls(&self) -> Vec<(String, String)> {
        let url = |process: &Process| Some((process.name().to_owned(), process.url()?.to_owned()));
        self.processes.iter().filter_map(url).collect()
    }

    /// Ends a service at once, as a crash would.
    ///
    /// # Errors
    /// When there is none of this name.
    pub fn kill(&mut self, program: &str) -> Result<()> {
        self.take(program).map(drop)
    }

    /// Tells a service to end as whoever runs containers does, and waits until it has.
    ///
    /// # Errors
    /// When there is none of this name, it does not end, or fails.
    #[cfg(unix)]
    pub fn terminate(&mut self, program: &str) -> Result<()> {
        self.take(program)?.terminate()
    }

    fn take(&mut self, program: &str) -> Result<Process> {
        let is_it = |process: &Process| process.name() == program;
        let index = self.processes.iter().position(is_it).with_context(|| format!("no {program} runs"))?;
        Ok(self.processes.remove(index))
    }

    /// Ends the forwarder of the processes' spans, as a crash would.
    ///
    /// # Errors
    /// When there is none.
    pub fn kill_forwarder(&mut self) -> Result<()> {
        self.forwarder.as_mut().context("there is no forwarder")?.kill();
        Ok(())
    }

    /// Starts the forwarder again where it was.
    ///
    /// # Errors
    /// When there is none, or it does not start.
    pub fn restart_forwarder(&mut self) -> Result<()> {
        self.forwarder.as_mut().context("there is no forwarder")?.restart()
    }

    /// Ends the server that the processes talk over, as a crash would.
    pub fn kill_nats(&mut self) {
        self.nats = None;
    }

    /// Ends the server that the processes talk over, as a crash would, and starts it again where it was.
    ///
    /// # Errors
    /// When there is none, or it does not start.
    pub fn restart_nats(&mut self) -> Result<()> {
        self.nats.as_mut().context("there is no NATS server")?.restart()
    }

    /// Lets the services end in good order, last started first: each sends what it still has.
    ///
    /// # Errors
    /// When one does not, or fails.
    pub fn stop(&mut self) -> Result<()> {
        while let Some(process) = self.processes.pop() {
            process.stop().with_context(|| self.what_they_wrote())?;
        }
        Ok(())
    }

    fn log(&self, program: &str) -> PathBuf {
        self.logs.join(format!("{program}.log"))
    }

    /// What the services have written to stderr so far.
    #[must_use]
    pub fn what_they_wrote(&self) -> String {
        let logs = fs::read_dir(&self.logs).into_iter().flatten().filter_map(Result::ok);
        let log = |path: &Path| {
            let name = path.file_stem()?.to_string_lossy().into_owned();
            let text = fs::read_to_string(path).ok().filter(|text| !text.is_empty())?;
            Some(format!("{name}:\n{text}"))
        };
        logs.filter_map(|entry| log(&entry.path())).collect::<Vec<_>>().join("\n")
    }

    /// The command, with the variables of this stage and none of whoever set it up.
    fn set(&self, mut command: Command) -> Command {
        match self.models {
            Models::Scripted => workspace::unconfigured(&mut command),
            Models::OfEnvironment => workspace::without_telemetry(&mut command),
        };
        command.envs(self.environment.iter().cloned());
        command
    }
}

/// The variable that a service's address is in.
fn url_variable(program: &str) -> String {
    format!("{}_URL", program.to_uppercase())
}

impl Drop for Stage {
    fn drop(&mut self) {
        while self.processes.pop().is_some() {}
        if !thread::panicking() {
            let _ = fs::remove_dir_all(&self.logs);
        }
    }
}
