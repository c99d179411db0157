//! `docs/benchmarks.md`.

use std::{fs, process::Command, thread};

use anyhow::Result;
use xtask::workspace;

use super::date::today;

/// Writes it.
pub(super) fn write(tables: &[(&str, String)], pictures: &str) -> Result<()> {
    let mut text = format!(
        "# What spans cost\n\n\
         Written by `cargo xtask bench` on {} ({}, {} cores, {}). All candidates of a row take turns in the same run, \
         hundreds of times; a value is the median of the rounds, in time of the processor where nothing else is said. \
         Other numbers than these ratios say more about the machine. Allocations are exact, and \
         [asserted](../benches/tests/allocations.rs); spans by hand have the [same attributes](../benches/tests/content.rs).\n\n\
         By hand is OpenTelemetry's API as a careful user writes it: a kept tracer, static keys, lists of the right size. \
         Everything runs with masking on. Other crates are the newest that this toolchain builds, without the attributes \
         that they add of themselves; `openinference-instrumentation` stands on OpenTelemetry 0.31, `logfire` on 0.32.\n",
        today(),
        processor(),
        thread::available_parallelism().map_or(1, usize::from),
        compiler(),
    );
    for (name, table) in tables {
        text.push_str(&format!("\n## With {name}\n\n{table}"));
    }
    if !pictures.is_empty() {
        text.push_str(&format!("\n## How it grows\n\n{}\n", pictures.trim_end()));
    }
    Ok(fs::write(workspace::root().join("docs/benchmarks.md"), text)?)
}

fn processor() -> String {
    let text = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = text.lines().find_map(|line| line.strip_prefix("model name")?.split_once(':'));
    name.map_or_else(|| std::env::consts::ARCH.to_owned(), |(_, name)| name.trim().to_owned())
}

fn compiler() -> String {
    let output = Command::new("rustc").arg("--version").current_dir(workspace::root()).output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    text.split(" (").next().unwrap_or_default().trim().to_owned()
}
