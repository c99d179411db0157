//! Servers of other projects: the Model Context Protocol and the Agent2Agent protocol by their official Python SDKs.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, ensure};

use crate::phoenix::{Purpose, Venv};
use crate::workspace;

const PEERS: Purpose = Purpose { name: "peers", what: "MCP and A2A servers (half a minute, 100 MB)" };

/// The environment that they run in, if an earlier [`prepare`] made it from the pins as they are now.
///
/// # Errors
/// When the target directory or the pins cannot be read.
pub fn find() -> Result<Option<Venv>> {
    Venv::find_for(PEERS)
}

/// The environment that they run in, made first when it is missing or older than the pins.
///
/// # Errors
/// When there is no suitable Python, with what to install; or when the installation fails.
pub fn prepare() -> Result<Venv> {
    Venv::prepare_for(PEERS)
}

/// The command of one of the servers, which exports its spans to a project of a Phoenix.
#[must_use]
pub fn command(venv: &Venv, script: &str, phoenix: &str, project: &str) -> Command {
    let mut command = Command::new(venv.python());
    command.arg(workspace::root().join("xtask/peers").join(script));
    command.env("PHOENIX_COLLECTOR_ENDPOINT", phoenix).env("PHOENIX_PROJECT_NAME", project);
    command
}

/// A running server on loopback. It ends when this is dropped, or its starter ends.
#[derive(Debug)]
pub struct Server {
    child: Child,
    url: String,
}

impl Server {
    /// Starts an agent of the Agent2Agent protocol on a port that the system chooses and waits until it listens.
    ///
    /// # Errors
    /// When it ends before.
    pub fn a2a(venv: &Venv, phoenix: &str, project: &str) -> Result<Self> {
        Self::start(&mut command(venv, "a2a_server.py", phoenix, project))
    }

    /// Starts a server of the Model Context Protocol over HTTP in the same way.
    ///
    /// # Errors
    /// When it ends before.
    pub fn mcp(venv: &Venv, phoenix: &str, project: &str) -> Result<Self> {
        Self::start(command(venv, "mcp_server.py", phoenix, project).arg("http"))
    }

    fn start(command: &mut Command) -> Result<Self> {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let output = child.stdout.take().context("its output is a pipe")?;
        let mut server = Self { child, url: String::new() };
        BufReader::new(output).read_line(&mut server.url)?;
        server.url.truncate(server.url.trim_end().len());
        ensure!(!server.url.is_empty(), "the server ended: {command:?}");
        Ok(server)
    }

    /// Where it answers.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // By its own id, and waited for; errors mean that it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
