//! `cargo xtask figures`: what annotations cost when a program is compiled, and what they add to its futures.
//!
//! Each figure has a bar. Those that are the same in every run are tests too (`ui-tests/pass/semantics/size.rs` and
//! `depth.rs`), so that a change that is worse fails; times are only measured here.

mod depth;
pub(crate) mod processor;
pub(crate) mod scratch;
mod size;
mod time;

use anyhow::{Result, ensure};

/// A measured figure and what it may be at worst.
pub(crate) struct Figure {
    what: String,
    measured: String,
    bar: String,
    met: bool,
}

/// Measures all of them, or only what takes no time measurement, and prints a table.
///
/// # Errors
/// When something does not compile that should, or a bar is not met.
pub(crate) fn report() -> Result<()> {
    let mut figures = size::measure()?;
    figures.extend(depth::measure()?);
    figures.extend(time::measure()?);
    println!("\n| what | measured | bar | |\n| --- | --- | --- | --- |");
    for Figure { what, measured, bar, met } in &figures {
        println!("| {what} | {measured} | {bar} | {} |", if *met { "met" } else { "MISSED" });
    }
    let missed = figures.iter().filter(|figure| !figure.met).count();
    ensure!(missed == 0, "{missed} bars are missed");
    Ok(())
}
