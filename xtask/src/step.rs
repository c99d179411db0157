//! One command after the other, each with its name, its time and, when it fails, how to repeat it.

use std::{
    fmt,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use xtask::workspace;

/// A cargo command with a name.
pub(crate) struct Step {
    name: String,
    arguments: Vec<String>,
    environment: Vec<(&'static str, &'static str)>,
}

impl Step {
    pub(crate) fn cargo(name: impl Into<String>, arguments: &[&str]) -> Self {
        let arguments = arguments.iter().map(|&each| each.to_owned()).collect();
        Self { name: name.into(), arguments, environment: Vec::new() }
    }

    pub(crate) fn env(mut self, key: &'static str, value: &'static str) -> Self {
        self.environment.push((key, value));
        self
    }

    fn run(&self) -> Result<()> {
        let status = workspace::cargo()
            .args(&self.arguments)
            .envs(self.environment.iter().copied())
            .status()
            .context("cargo did not start")?;
        if !status.success() {
            bail!("step `{}` failed ({status}); repeat it with\n\n    {self}", self.name);
        }
        Ok(())
    }
}

/// The step as one types it into a shell.
impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (key, value) in &self.environment {
            write!(f, "{key}='{value}' ")?;
        }
        write!(f, "cargo {}", self.arguments.join(" "))
    }
}

/// Runs steps and keeps their times.
#[derive(Default)]
pub(crate) struct Runner {
    times: Vec<(String, Duration)>,
}

impl Runner {
    /// # Errors
    /// When the step fails: its name and the command to repeat it.
    pub(crate) fn run(&mut self, step: &Step) -> Result<()> {
        self.time(&step.name, &step.to_string(), || step.run())
    }

    /// Times anything; `what` is shown beside the name.
    ///
    /// # Errors
    /// Those of `work`.
    pub(crate) fn time<T>(&mut self, name: &str, what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        println!("\n── {name}: {what}");
        let start = Instant::now();
        let result = work();
        let time = start.elapsed();
        let verdict = if result.is_ok() { "ok" } else { "FAILED" };
        println!("── {name}: {verdict} in {:.1} s", time.as_secs_f64());
        self.times.push((name.to_owned(), time));
        result
    }

    /// One line for each step and their sum.
    pub(crate) fn report(&self) {
        println!();
        for (name, time) in &self.times {
            println!("{:>8.1} s  {name}", time.as_secs_f64());
        }
        let total: Duration = self.times.iter().map(|(_, time)| *time).sum();
        println!("{:>8.1} s  all steps passed", total.as_secs_f64());
    }
}
