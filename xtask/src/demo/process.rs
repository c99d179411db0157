//! The processes of a system.

use std::{
    fs::{self, OpenOptions},
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};

use crate::child_guard::ChildGuard;

/// What a service says as soon as it can be asked, with its URL behind it.
const READY: &str = "ready";
/// A service has five seconds to send what it still has.
const STOP_DEADLINE: Duration = Duration::from_secs(15);
const POLL: Duration = Duration::from_millis(10);

/// A running service. It ends when this is dropped, or its starter ends.
#[derive(Debug)]
pub struct Process {
    name: String,
    child: Child,
    url: Option<String>,
    log: PathBuf,
}

impl Process {
    /// Starts a service, with what it writes to stderr in a file, and waits until it says that it is ready.
    ///
    /// # Errors
    /// When it ends before, with what it wrote.
    pub fn start(name: &str, mut command: Command, log: &Path) -> Result<Self> {
        // It ends with its standard input: see the examples' `service` module.
        command.env("STOP_WITH_STDIN", "1").stdin(Stdio::piped()).stdout(Stdio::piped());
        // One that was killed before it may have written there.
        let log_file = OpenOptions::new().create(true).append(true).open(log)?;
        let mut child = command.stderr(log_file).spawn().with_context(|| format!("{name} did not start"))?;
        let output = child.stdout.take().context("its output is a pipe")?;
        let mut process = Self { name: name.to_owned(), child, url: None, log: log.to_owned() };
        let mut output = BufReader::new(output);
        let mut line = String::new();
        output.read_line(&mut line)?;
        let Some(url) = line.strip_prefix(READY) else {
            bail!("{name} ended ({}):\n{line}{}", process.child.wait()?, process.written());
        };
        process.url = Some(url.trim().to_owned()).filter(|url| !url.is_empty());
        // A full pipe would stop it.
        thread::spawn(move || output.lines().map_while(Result::ok).for_each(drop));
        Ok(process)
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Where it answers, where it does over HTTP.
    #[must_use]
    pub fn url(&self) -> Option<&str> {
        self.url.as_deref()
    }

    /// Tells it to end, and waits.
    ///
    /// # Errors
    /// When it does not, or fails.
    pub fn stop(mut self) -> Result<()> {
        drop(self.child.stdin.take());
        self.wait()
    }

    /// Tells it to end as whoever runs containers does, by SIGTERM, and waits.
    ///
    /// # Errors
    /// When it does not, or fails.
    #[cfg(unix)]
    pub fn terminate(mut self) -> Result<()> {
        let process = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(process, rustix::process::Signal::TERM)?;
        self.wait()
    }

    fn wait(&mut self) -> Result<()> {
        let deadline = Instant::now() + STOP_DEADLINE;
        loop {
            if let Some(status) = self.child.try_wait()? {
                ensure!(status.success(), "{} failed ({status}):\n{}", self.name, self.written());
                return Ok(());
            }
            ensure!(Instant::now() < deadline, "{} does not end:\n{}", self.name, self.written());
            thread::sleep(POLL);
        }
    }

    fn written(&self) -> String {
        fs::read_to_string(&self.log).unwrap_or_default()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // By its own id, and waited for; errors mean that it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A program on its way to its end. It ends when this is dropped.
#[derive(Debug)]
pub struct Running {
    name: String,
    program: ChildGuard,
}

impl Running {
    /// The command is one of a [`ChildGuard`].
    pub(super) fn start(name: &str, command: &mut Command) -> Result<Self> {
        let program = ChildGuard::spawn(command.stdout(Stdio::piped()).stderr(Stdio::piped()));
        Ok(Self { name: name.to_owned(), program: program.with_context(|| format!("{name} did not start"))? })
    }

    /// Waits for its end.
    ///
    /// # Errors
    /// When what it wrote cannot be read.
    pub fn finish(self) -> Result<Finished> {
        let output = self.program.output()?;
        Ok(Finished {
            name: self.name,
            success: output.status.success(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        })
    }
}

/// What a program that has ended wrote.
#[derive(Debug)]
pub struct Finished {
    name: String,
    /// Whether it ended as it should.
    pub success: bool,
    /// Its standard output.
    pub stdout: String,
    /// Its standard error.
    pub stderr: String,
}

impl Finished {
    /// This one, if it ended as it should.
    ///
    /// # Errors
    /// What it wrote, if it did not.
    pub fn succeeded(self) -> Result<Self> {
        ensure!(self.success, "{} failed:\n{}{}", self.name, self.stdout, self.stderr);
        Ok(self)
    }
}
