//! Programs that do what nobody thinks of, each in a process of its own.

mod environment;
mod messages;
mod reentry;
mod set_up;
mod values;

use std::process::{Command, Output};
use std::time::Duration;

use anyhow::Result;
use openinference_runtime::telemetry::Builder;
use openinference_runtime::{Telemetry, tool_span};
use openinference_tests::own_program;

/// Longer than anything here takes.
const PATIENCE: Duration = Duration::from_secs(60);

fn run(program: &str, prepare: impl FnOnce(&mut Command)) -> Result<Output> {
    own_program::run(&format!("programs::{program}"), prepare)
}

fn builder() -> Builder {
    Telemetry::builder().environment::<&str, &str>([]).file("/dev/null").quiet(true)
}

#[tool_span]
fn work(number: usize) -> usize {
    number + 1
}
