//! An Alertmanager of our own.

use std::{fs, process::Command};

use anyhow::{Context, Result};

use super::{Programs, daemon::Daemon};

/// A running Alertmanager. It ends when this is dropped.
#[derive(Debug)]
pub struct Alertmanager(Daemon);

impl Alertmanager {
    /// Starts it with this configuration.
    ///
    /// # Errors
    /// When it does not become ready, with what it wrote.
    pub fn start(programs: &Programs, config: &str) -> Result<Self> {
        let folder = programs.run()?;
        let file = folder.join("alertmanager.yml");
        fs::write(&file, config)?;
        let daemon = Daemon::start(folder.clone(), |listen| {
            let mut command = Command::new(programs.program("prometheus-alertmanager"));
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
