//! The programs that measure: built once for each set of features, and run scene by scene.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, ensure};
use xtask::workspace::{self, without_telemetry};

use super::report::Report;

/// What of the runtime is compiled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Features {
    /// The default features, and `otlp`, without which nothing is exported.
    Default,
    /// Everything.
    All,
}

impl Features {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Default => "default features",
            Self::All => "all features",
        }
    }
}

/// The programs of `benches`, or those of `benches/peers`, which have other crates' spans too.
#[derive(Debug)]
pub(super) struct Programs {
    folder: PathBuf,
}

impl Programs {
    /// Builds them.
    pub(super) fn build(features: Features, with_peers: bool) -> Result<Self> {
        let root = workspace::root();
        let manifest = if with_peers { "benches/peers/Cargo.toml" } else { "benches/Cargo.toml" };
        // Each has a folder of its own: what is built with other features would be built again and again.
        let target = root.join("target/bench").join(match (with_peers, features) {
            (false, Features::Default) => "own",
            (false, Features::All) => "own-all",
            (true, Features::Default) => "peers",
            (true, Features::All) => "peers-all",
        });
        let mut build = workspace::cargo();
        build.args(["build", "--release", "--bins", "--manifest-path"]).arg(root.join(manifest));
        build.arg("--target-dir").arg(&target);
        if features == Features::All {
            build.args(["--features", "all"]);
        }
        let status = build.status().context("cargo did not start")?;
        ensure!(status.success(), "{manifest} does not build");
        Ok(Self { folder: target.join("release") })
    }

    /// Nanoseconds of the rows of a scene; of all rows, where there are none.
    pub(super) fn time(&self, scene: &str, rounds: usize, rows: &[String]) -> Result<Vec<Report>> {
        reports(Command::new(self.program("time")).arg(scene).arg(rounds.to_string()).args(rows))
    }

    /// Allocations of the rows of a scene.
    pub(super) fn allocations(&self, scene: &str, rows: &[String]) -> Result<Vec<Report>> {
        reports(Command::new(self.program("allocations")).arg(scene).args(rows))
    }

    /// The program that does what one candidate of a row does, so many times, and its arguments.
    pub(super) fn once(&self, scene: &str, row: &str, candidate: &str, times: u64) -> (PathBuf, Vec<String>) {
        let arguments = ["once", scene, row, candidate, &times.to_string()].map(str::to_owned);
        (self.program("time"), arguments.into())
    }

    /// The scenes that there are.
    pub(super) fn scenes(&self) -> Result<Vec<String>> {
        let output = Command::new(self.program("time")).arg("scenes").output()?;
        Ok(String::from_utf8(output.stdout)?.lines().map(str::to_owned).collect())
    }

    fn program(&self, name: &str) -> PathBuf {
        Path::new(&self.folder).join(name).with_extension(std::env::consts::EXE_EXTENSION)
    }
}

fn reports(command: &mut Command) -> Result<Vec<Report>> {
    let output = without_telemetry(command).stderr(Stdio::inherit()).output()?;
    ensure!(output.status.success(), "{command:?}: {}", output.status);
    let lines = output.stdout.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    lines.map(|line| Ok(serde_json::from_slice(line)?)).collect()
}
