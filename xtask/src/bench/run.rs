//! The command.

use anyhow::Result;
use clap::Args;

use super::programs::{Features, Programs};
use super::report::Report;
use super::table::Table;
use super::{clean_check, document, growth, instructions};

/// Rounds of a table that is written down, and of one for in between.
const ROUNDS: usize = 61;
const QUICK_ROUNDS: usize = 15;

/// The scene that is drawn.
const GROWTH: &str = "growth";

/// What is measured.
#[derive(Args, Debug)]
pub(crate) struct Options {
    /// Without other crates, with the default features alone, and in less than a minute; nothing is written
    #[arg(long)]
    quick: bool,
    /// Instructions too, counted by valgrind
    #[arg(long)]
    instructions: bool,
    /// Rows of the table; all where none is named, and then the table is written to `docs/benchmarks.md`
    rows: Vec<String>,
}

/// Measures, and prints the table. One of all rows is written to `docs/benchmarks.md`, with pictures of what grows.
///
/// # Errors
/// When a program does not build or fails.
pub(crate) fn run(options: &Options) -> Result<()> {
    let every: &[Features] =
        if options.quick { &[Features::Default] } else { &[Features::Default, Features::All] };
    let mut tables = Vec::new();
    let mut grown = Vec::new();
    for features in every {
        let programs = Programs::build(*features, !options.quick)?;
        let mut table = Table::default();
        for scene in programs.scenes()? {
            // Once is enough for a picture.
            if scene == GROWTH {
                if !options.quick && *features == Features::Default {
                    grown.extend(programs.time(&scene, QUICK_ROUNDS, &options.rows)?);
                }
                continue;
            }
            let times = measure(options, &programs, &scene, &mut table)?;
            if options.instructions {
                println!("{}", instructions::of_scene(&programs, &scene, &times)?);
            }
        }
        if !options.quick && options.rows.is_empty() && *features == Features::Default {
            table.times.extend(clean_check::measure()?);
        }
        println!("\nWith {}\n\n{}", features.name(), table.markdown());
        tables.push((features.name(), table.markdown()));
    }
    if !options.quick && options.rows.is_empty() {
        document::write(&tables, &growth::draw(&grown)?)?;
    }
    Ok(())
}

/// Adds a scene to a table.
fn measure(options: &Options, programs: &Programs, scene: &str, table: &mut Table) -> Result<Vec<Report>> {
    let rounds = if options.quick { QUICK_ROUNDS } else { ROUNDS };
    let times = programs.time(scene, rounds, &options.rows)?;
    table.times.extend(times.iter().cloned());
    for report in programs.allocations(scene, &options.rows)? {
        // What is not counted in allocations has a row of its own.
        if report.unit == "allocations" { &mut table.allocations } else { &mut table.times }.push(report);
    }
    Ok(times)
}
