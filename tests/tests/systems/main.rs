//! What the example systems have to do, and the tests that hold it: `requirements.tsv`.

mod documents;
mod workflow;

use std::{collections::BTreeSet, fs};

use anyhow::{Context as _, Result};
use xtask::{demo::SYSTEMS, workspace};

const REQUIREMENTS: &str = include_str!("requirements.tsv");

/// For what all of them have to do.
const ALL: &str = "all";

/// What every system has to do, whatever it is for.
const EACH: [&str; 4] = [
    "another script, another tree",
    "the same without telemetry",
    "the same with a dead endpoint",
    "spans arrive later or are counted where Phoenix or the forwarder is gone",
];

struct Requirement {
    system: &'static str,
    what: &'static str,
    test: &'static str,
}

fn requirements() -> Vec<Requirement> {
    let lines = REQUIREMENTS.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    let requirement = |line: &'static str| {
        let columns: Vec<_> = line.split('\t').collect();
        let [system, what, test] = columns[..] else { panic!("three columns, please: {line}") };
        Requirement { system, what, test }
    };
    lines.map(requirement).collect()
}

/// Whether the repository has that test.
fn find(test: &str) -> Result<()> {
    let (file, name) = test.split_once("::").unwrap_or((test, ""));
    let path = workspace::root().join(file);
    let text = fs::read_to_string(&path).with_context(|| file.to_owned())?;
    if name.is_empty() {
        let message = path.with_extension("stderr");
        anyhow::ensure!(message.exists(), "it has no message, so it is no compile test");
        return Ok(());
    }
    let (before, _) = text.split_once(&format!("fn {name}(")).context("there is no such function")?;
    // Between the attribute and the function are other attributes, and `async`.
    let attributes = before.rsplit("\n\n").next().unwrap_or_default();
    anyhow::ensure!(attributes.contains("test]") || attributes.contains("test("), "it is no test");
    Ok(())
}

#[test]
fn every_requirement_has_a_test_that_exists() {
    let missing: Vec<_> = requirements()
        .into_iter()
        .filter_map(|Requirement { system, what, test }| {
            find(test).err().map(|error| format!("{system}: {what}: {test}: {error:#}"))
        })
        .collect();
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn every_requirement_is_of_a_system_and_stands_once() {
    let mut seen = BTreeSet::new();
    for Requirement { system, what, .. } in requirements() {
        let known = system == ALL || SYSTEMS.iter().any(|one| one.name == system);
        assert!(known, "there is no system {system}");
        assert!(seen.insert((system, what)), "{system} has `{what}` twice");
    }
}

#[test]
fn every_system_follows_its_model_and_does_without_telemetry_and_its_backend() {
    let requirements = requirements();
    for system in SYSTEMS {
        for what in EACH {
            let is_it = |one: &Requirement| one.system == system.name && one.what == what;
            assert!(requirements.iter().any(is_it), "{}: {what}", system.name);
        }
    }
}

#[test]
fn every_test_of_a_running_system_holds_a_requirement() -> Result<()> {
    let requirements = requirements();
    let mut without = Vec::new();
    for system in SYSTEMS {
        let folder = workspace::root().join("examples").join(system.name).join("tests");
        let mut folders = vec![folder];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder)? {
                let path = entry?.path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|extension| extension == "rs") {
                    let file = path.strip_prefix(workspace::root())?.to_string_lossy().replace('\\', "/");
                    let text = fs::read_to_string(&path)?;
                    let tests = text.split("test]\n").skip(1).filter_map(|rest| {
                        rest.split_once("fn ")?.1.split_once('(').map(|(name, _)| format!("{file}::{name}"))
                    });
                    without.extend(tests.filter(|test| !requirements.iter().any(|one| one.test == test)));
                }
            }
        }
    }
    assert!(without.is_empty(), "{without:#?}");
    Ok(())
}
