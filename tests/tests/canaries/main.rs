//! Whether anything leaves a program that its settings hide: texts are planted in every place where a program gives something to
//! telemetry, and looked for in the bytes of everything that leaves it, under every setting.

mod canary;
mod document;
mod errors;
mod program;
mod settings;
mod table;
mod unread;
mod ways;

use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::{Result, ensure};

use crate::canary::Promise;
use crate::table::Table;

/// Set-up is about the whole process: one at a time.
fn turn() -> MutexGuard<'static, ()> {
    static TURNS: Mutex<()> = Mutex::new(());
    TURNS.lock().unwrap_or_else(PoisonError::into_inner)
}

#[test]
fn nothing_leaves_that_a_setting_hides() -> Result<()> {
    let _turn = turn();
    let table = Table::run()?;
    let leaks = table.leaks();
    ensure!(
        leaks.is_empty(),
        "{} of {} cells leak:\n{}",
        leaks.len(),
        table.cells(),
        leaks.iter().map(|leak| format!("  {leak}\n")).collect::<String>()
    );
    // What is never seen is not measured.
    let unseen: Vec<_> = table
        .rows()
        .filter(|row| row.promise != Promise::Never && !row.leaves_under("none"))
        .map(|row| row.place)
        .collect();
    ensure!(unseen.is_empty(), "never seen, although nothing hides it: {unseen:?}");
    let lost: Vec<_> = table
        .rows()
        .filter(|row| {
            row.promise == Promise::Kept && !(row.leaves_under("structure") && row.leaves_under("nothing"))
        })
        .map(|row| row.place)
        .collect();
    ensure!(lost.is_empty(), "hidden, although it is structure: {lost:?}");
    document::hold(&table)
}
