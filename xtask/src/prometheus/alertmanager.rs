//! An Alertmanager of our own.

use std::{fs, path::Path, process::Command};

use anyhow::{Context, Result};

use super::{Programs, daemon::Daemon};
use crate::child_guard::ChildGuard;

/// Debian's Alertmanager reads this at its start, wherever it is unpacked itself.
const TEMPLATE: &str = "/usr/share/prometheus/alertmanager/default.tmpl";

/// The program; where the package is not installed, in a name space in which the folder of its template is the unpacked one.
fn program(programs: &Programs) -> Command {
    let program = programs.program("prometheus-alertmanager");
    if Path::new(TEMPLATE).is_file() {
        return ChildGuard::command(program);
    }
    let mut command = ChildGuard::command("unshare");
    command.args(["--map-root-user", "--mount", "sh", "-c", "mount --bind \"$0\" /usr/share && exec \"$@\""]);
    command.arg(programs.folder.with_file_name("share")).arg(program);
    command
}

/// A running Alertmanager. It ends when this is dropped.
#[derive(Debug)]
pub struct Alertmanager(Daemon);

impl Alertmanager {
    /// Starts it with this configuration.
    ///
    /// # Errors
    /// When `amtool` objects to the configuration; when the server does not become ready, with what it wrote.
    pub fn start(programs: &Programs, config: &str) -> Result<Self> {
        let folder = programs.run()?;
        let file = folder.join("alertmanager.yml");
        fs::write(&file, config)?;
        programs.amtool(&["check-config", "alertmanager.yml"], &folder)?;
        let daemon = Daemon::start(folder.clone(), |listen| {
            let mut command = program(programs);
            command
                .arg(format!("--config.file={}", file.display()))
                .arg(format!("--storage.path={}", folder.join("data").display()))
                .arg(format!("--web.listen-address={listen}"))
                // It is alone.
                .arg("--cluster.listen-address=");
            command
        });
        daemon.context("Alertmanager").map(Self)
    }

    /// Where it takes alerts.
    #[must_use]
    pub fn url(&self) -> String {
        self.0.url()
    }
}
