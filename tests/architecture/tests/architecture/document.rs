//! What `ARCHITECTURE.md` names exists.

use std::fs;

use anyhow::{Result, ensure};

use crate::repository::{architecture, root};

/// Everything in backticks, outside of blocks.
fn code(markdown: &str) -> impl Iterator<Item = &str> {
    markdown.lines().flat_map(|line| line.split('`').skip(1).step_by(2))
}

fn is_path(code: &str) -> bool {
    code.contains('/') && code.ends_with(".rs") && !code.contains(' ')
}

#[test]
fn every_path_that_is_named_exists() -> Result<()> {
    let (root, text) = (root()?, architecture()?);
    let mut paths = 0;
    for path in code(&text).filter(|code| is_path(code)) {
        let in_runtime = root.join("openinference-runtime/src").join(path);
        ensure!(root.join(path).is_file() || in_runtime.is_file(), "there is no {path}");
        paths += 1;
    }
    ensure!(paths > 30, "only {paths} paths are named");
    Ok(())
}

#[test]
fn every_invariant_names_a_test_that_is_there() -> Result<()> {
    let (root, text) = (root()?, architecture()?);
    let below = text.split_once("\n## Invariants\n").map_or("", |(_, below)| below);
    let rows =
        below.lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
    let mut invariants = 0;
    for row in rows.skip(2) {
        let held: Vec<&str> = code(row.rsplit('|').nth(1).unwrap_or_default()).collect();
        let [test, file] = held[..] else { anyhow::bail!("no test and file in {row}") };
        let source = fs::read_to_string(root.join(file))?;
        ensure!(source.contains(&format!("fn {test}(")), "{file} has no test {test}");
        invariants += 1;
    }
    ensure!(invariants > 5, "only {invariants} invariants");
    Ok(())
}
