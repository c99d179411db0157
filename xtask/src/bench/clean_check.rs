//! What a clean `cargo check` of the core costs, its dependencies included, against `tracing` with its attributes.

use std::{collections::BTreeSet, fs};

use anyhow::{Context, Result, ensure};

use crate::figures::{
    processor::used_by_children,
    scratch::{Scratch, runtime},
};

use super::report::{Bar, Measured, Report};

/// Rounds, of which the middle one counts: a check from nothing takes long.
const ROUNDS: usize = 3;

/// A crate that depends on one of them.
struct Core {
    name: &'static str,
    scratch: Scratch,
    seconds: Vec<f64>,
}

impl Core {
    fn new(name: &'static str, dependency: &str) -> Result<Self> {
        let mut scratch = Scratch::new(&format!("clean-{name}"))?;
        scratch.write("with", dependency, "fn main() {}\n")?;
        Ok(Self { name, scratch, seconds: Vec::new() })
    }

    fn check(&mut self) -> Result<()> {
        let _ = fs::remove_dir_all(self.scratch.target());
        let before = used_by_children().context("this system does not tell the time of the processor")?;
        let output = self.scratch.cargo(&["check", "--quiet"])?;
        ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        self.seconds.push(used_by_children().unwrap_or_default() - before);
        Ok(())
    }

    /// How many packages it takes, itself left out.
    fn packages(&self) -> Result<usize> {
        let output = self.scratch.cargo(&["tree", "--edges", "normal,build", "--prefix", "none"])?;
        let text = String::from_utf8(output.stdout)?;
        let named = |line: &str| line.split(' ').take(2).collect::<Vec<_>>().join(" ");
        Ok(text
            .lines()
            .filter(|line| !line.is_empty())
            .map(named)
            .collect::<BTreeSet<_>>()
            .len()
            .saturating_sub(1))
    }

    fn median(&self) -> f64 {
        let mut sorted = self.seconds.clone();
        sorted.sort_by(f64::total_cmp);
        sorted.get(sorted.len() / 2).copied().unwrap_or_default()
    }
}

/// Measures it.
pub(super) fn measure() -> Result<Vec<Report>> {
    let mut cores = [
        Core::new("ours", &runtime())?,
        Core::new("tracing", "tracing = { version = \"0.1\", features = [\"attributes\"] }")?,
    ];
    // What has to be fetched is there before the clock runs.
    for core in &mut cores {
        core.check()?;
        core.seconds.clear();
    }
    for _ in 0..ROUNDS {
        cores.iter_mut().try_for_each(Core::check)?;
    }
    let report = |id: &str, what: &str, unit: &str, values: Vec<f64>, bars: Vec<Bar>| Report {
        id: id.to_owned(),
        what: what.to_owned(),
        each: "call".to_owned(),
        unit: unit.to_owned(),
        measured: cores
            .iter()
            .zip(values)
            .map(|(core, value)| Measured { name: core.name.to_owned(), value })
            .collect(),
        bars,
        allocations: None,
    };
    let seconds = cores.iter().map(Core::median).collect();
    let packages = cores.iter().map(|core| Ok(core.packages()? as f64)).collect::<Result<_>>()?;
    let bar = Bar { against: "tracing".to_owned(), at_most: 1.5 };
    Ok(vec![
        report("check", "clean `cargo check` of the core, CPU", "seconds", seconds, vec![bar]),
        report("packages", "packages of the core", "packages", packages, Vec::new()),
    ])
}
