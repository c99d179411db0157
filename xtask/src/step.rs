//! One step after the other, each with its name, its time and, when it fails, how to repeat it.

use std::{
    cmp::Ordering,
    fmt,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use xtask::workspace;

use crate::timings::Timings;

/// How long one test program may take, in seconds, on any machine: one that hangs fails, and the others are still run.
const LONGEST_TEST_PROGRAM: u32 = 1_200;

/// A piece of work with a name.
pub(crate) struct Step {
    name: String,
    work: Work,
}

enum Work {
    Cargo { arguments: Vec<String>, environment: Vec<(&'static str, String)>, timings: Option<Timings> },
    Task { what: &'static str, run: Box<dyn Fn() -> Result<()>> },
}

impl Step {
    pub(crate) fn cargo(name: impl Into<String>, arguments: &[&str]) -> Self {
        let arguments = arguments.iter().map(|&each| each.to_owned()).collect();
        Self { name: name.into(), work: Work::Cargo { arguments, environment: Vec::new(), timings: None } }
    }

    /// Work that is not a cargo command; `what` is shown beside the name.
    pub(crate) fn task(
        name: impl Into<String>,
        what: &'static str,
        run: impl Fn() -> Result<()> + 'static,
    ) -> Self {
        Self { name: name.into(), work: Work::Task { what, run: Box::new(run) } }
    }

    /// Notes how long each test program of a cargo command takes, where that is asked for.
    pub(crate) fn timed(mut self, by: Option<&Timings>) -> Self {
        if let Work::Cargo { timings, .. } = &mut self.work {
            *timings = by.cloned();
        }
        self
    }

    /// Sets a variable for a cargo command; other work has none.
    pub(crate) fn env(mut self, key: &'static str, value: impl Into<String>) -> Self {
        if let Work::Cargo { environment, .. } = &mut self.work {
            environment.push((key, value.into()));
        }
        self
    }

    fn run(&self) -> Result<()> {
        match &self.work {
            Work::Task { run, .. } => run().with_context(|| format!("step `{}` failed", self.name)),
            Work::Cargo { arguments, environment, timings } => {
                let environment = environment.iter().map(|(key, value)| (key, value));
                let mut command = workspace::cargo();
                if arguments.first().is_some_and(|first| first == "test") {
                    command.args(["--config", &bounded_runner()]);
                }
                command.args(arguments).envs(environment);
                let status = match timings {
                    Some(timings) => timings.watch(&mut command),
                    None => command.status(),
                };
                let status = status.context("cargo did not start")?;
                if !status.success() {
                    bail!("step `{}` failed ({status}); repeat it with\n\n    {self}", self.name);
                }
                Ok(())
            }
        }
    }
}

/// Where the system has a command that ends another after a time; elsewhere a test program that hangs is noticed by people.
fn bounded_runner() -> String {
    format!(
        r#"target.'cfg(target_os = "linux")'.runner = ["timeout", "--kill-after=10", "{LONGEST_TEST_PROGRAM}"]"#
    )
}

/// The step as one types it into a shell.
impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.work {
            Work::Task { what, .. } => f.write_str(what),
            Work::Cargo { arguments, environment, .. } => {
                for (key, value) in environment {
                    write!(f, "{key}='{value}' ")?;
                }
                write!(f, "cargo {}", arguments.join(" "))
            }
        }
    }
}

/// Runs the steps up to the first that fails, and ends with one line for each of them.
///
/// # Errors
/// What the failed step said, with the command that repeats it.
pub(crate) fn run(steps: &[Step]) -> Result<()> {
    let mut times = Vec::new();
    let mut result = Ok(());
    for step in steps {
        println!("\n── {}: {step}", step.name);
        let start = Instant::now();
        result = step.run();
        let time = start.elapsed();
        println!(
            "── {}: {} in {:.1} s",
            step.name,
            if result.is_ok() { "ok" } else { "FAILED" },
            time.as_secs_f64()
        );
        times.push(time);
        if result.is_err() {
            break;
        }
    }
    report(steps, &times, result.is_ok());
    result
}

fn report(steps: &[Step], times: &[Duration], passed: bool) {
    println!();
    for (index, step) in steps.iter().enumerate() {
        let verdict = match (index + 1).cmp(&times.len()) {
            Ordering::Less => "ok",
            Ordering::Equal if passed => "ok",
            Ordering::Equal => "FAILED",
            Ordering::Greater => "not run",
        };
        let time = times.get(index).map(|time| format!("{:.1} s", time.as_secs_f64()));
        println!("{:>9}  {verdict:<7}  {}", time.unwrap_or_default(), step.name);
    }
    let total: Duration = times.iter().sum();
    let verdict = if passed { "passed" } else { "FAILED" };
    println!("{:>7.1} s  {verdict}", total.as_secs_f64());
}
