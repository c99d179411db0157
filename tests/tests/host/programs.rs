//! Programs that do what nobody thinks of, each in a process of its own.

mod environment;
mod messages;
mod reentry;
mod set_up;
mod values;

use std::process::{self, Command, Output};
use std::time::Duration;
use std::{env, thread};

use anyhow::{Context as _, Result, ensure};
use openinference_runtime::telemetry::Builder;
use openinference_runtime::{Telemetry, tool_span};

/// What takes longer hangs.
const PATIENCE: Duration = Duration::from_secs(60);

fn run(program: &str, prepare: impl FnOnce(&mut Command)) -> Result<Output> {
    let mut command = Command::new(env::current_exe()?);
    command.args(["--exact", &format!("programs::{program}"), "--ignored", "--nocapture"]);
    prepare(&mut command);
    let ended = command.output().context("a process")?;
    ensure!(ended.status.success(), "{program}: {ended:?}");
    Ok(ended)
}

/// Ends a program that hangs.
fn watch() {
    thread::spawn(|| {
        thread::sleep(PATIENCE);
        eprintln!("it hangs");
        process::exit(99)
    });
}

fn builder() -> Builder {
    Telemetry::builder().environment::<&str, &str>([]).file("/dev/null").quiet(true)
}

#[tool_span]
fn work(number: usize) -> usize {
    number + 1
}
