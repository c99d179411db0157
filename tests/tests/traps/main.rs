//! `traps.tsv` says which test holds which promise to a program that is instrumented. A test that does not exist any more,
//! or is never run, is a mistake, and so is a place that is no more.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};

const TRAPS: &str = include_str!("traps.tsv");

fn repository() -> Result<PathBuf> {
    Ok(Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("a folder up")?.to_owned())
}

/// The columns of the table's lines.
fn traps() -> Result<Vec<[&'static str; 3]>> {
    let lines = TRAPS.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines
        .map(|line| {
            let columns: Vec<_> = line.split('\t').collect();
            columns.try_into().map_err(|_| anyhow::anyhow!("three columns, please: {line}"))
        })
        .collect()
}

#[test]
fn every_trap_stands_once_and_has_a_test_that_is_run() -> Result<()> {
    let mut seen = BTreeSet::new();
    for [trap, _, test] in traps()? {
        ensure!(seen.insert(trap), "`{trap}` stands twice");
        let (file, name) = test.split_once("::").with_context(|| format!("no test is named: {trap}"))?;
        let text = fs::read_to_string(repository()?.join(file)).with_context(|| format!("{trap}: {file}"))?;
        let (before, _) = text
            .split_once(&format!("fn {name}("))
            .with_context(|| format!("{trap}: no `{name}` in {file}"))?;
        // Its attributes stand between it and the end of what comes before it.
        let attributes = before.rsplit("\n\n").next().unwrap_or(before);
        ensure!(attributes.contains("test]"), "{trap}: `{name}` is no test");
        ensure!(!attributes.contains("#[ignore"), "{trap}: `{name}` is not run");
    }
    Ok(())
}

#[test]
fn every_place_that_is_named_exists() -> Result<()> {
    let source = repository()?.join("openinference-runtime/src");
    for [trap, against, _] in traps()? {
        let Some((_, place)) = against.strip_suffix(')').and_then(|against| against.rsplit_once('(')) else {
            continue;
        };
        ensure!(source.join(place).is_file(), "{trap}: there is no {place}");
    }
    Ok(())
}
