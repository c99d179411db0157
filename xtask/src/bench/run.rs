//! The command.

use anyhow::Result;

use super::programs::{Features, Programs};
use super::table::Table;

/// Rounds of a table that is written down, and of one for in between.
const ROUNDS: usize = 61;
const QUICK_ROUNDS: usize = 15;

/// Measures rows, all if there are none, and prints their table. With `quick`, without other crates, and in less than a minute.
///
/// # Errors
/// When a program does not build or fails.
pub(crate) fn run(quick: bool, rows: &[&str]) -> Result<()> {
    let rounds = if quick { QUICK_ROUNDS } else { ROUNDS };
    let every: &[Features] = if quick { &[Features::Default] } else { &[Features::Default, Features::All] };
    for features in every {
        let table = measure(*features, rounds, rows)?;
        println!("\n{}\n\n{}", features.name(), table.markdown());
    }
    Ok(())
}

fn measure(features: Features, rounds: usize, rows: &[&str]) -> Result<Table> {
    let programs = Programs::build(features, false)?;
    let mut table = Table::default();
    for scene in programs.scenes()? {
        table.times.extend(programs.time(&scene, rounds, rows)?);
        table.allocations.extend(programs.allocations(&scene, rows)?);
    }
    Ok(table)
}
