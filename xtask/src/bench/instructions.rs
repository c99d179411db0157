//! Instructions of a call, by valgrind's callgrind, where there is one: the same on a busy machine as on an idle one.

use std::process::Command;

use anyhow::{Context, Result};

use super::programs::Programs;
use super::report::Report;

/// What does the calls (`benches/src/measure/candidate.rs`): what other threads do is not counted.
const WITHIN: &str = "--toggle-collect=*Run*times*";

/// Calls of a short and of a long run: what is done once is in both.
const SHORT: u64 = 200;
const LONG: u64 = 400;

/// A table of instructions of the rows of a scene.
pub(super) fn of_scene(programs: &Programs, scene: &str, rows: &[Report]) -> Result<String> {
    let mut text = String::new();
    for row in rows.iter().filter(|row| row.unit == "nanoseconds") {
        for candidate in &row.measured {
            let count = |times| instructions(programs.once(scene, &row.id, &candidate.name, times));
            let each = (count(LONG)? - count(SHORT)?) / (LONG - SHORT) as f64;
            text.push_str(&format!("| {} | {} | {each:.0} |\n", row.id, candidate.name));
        }
    }
    Ok(text)
}

fn instructions((program, arguments): (std::path::PathBuf, Vec<String>)) -> Result<f64> {
    let mut valgrind = Command::new("valgrind");
    valgrind
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null", WITHIN])
        .arg(program)
        .args(arguments);
    let output = valgrind.output().context("valgrind did not start; it counts instructions")?;
    let text = String::from_utf8_lossy(&output.stderr);
    let collected =
        text.lines().find_map(|line| line.split_once("Collected :")).map(|(_, count)| count.trim());
    Ok(collected.with_context(|| format!("no count in {text}"))?.parse()?)
}
