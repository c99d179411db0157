//! The shape of the repository: what stands at the top, who depends on whom, and how light the core is.

use std::{collections::BTreeSet, fs, process::Command};

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use xtask::workspace;

/// Packages that are published, with those of this workspace that each may depend on.
const PUBLISHED: [(&str, &[&str]); 4] = [
    ("openinference-semconv", &[]),
    ("openinference-macros", &["openinference-semconv"]),
    ("openinference-runtime", &["openinference-macros", "openinference-semconv"]),
    ("openinference-check", &["openinference-runtime"]),
];

/// Folders beside those of the published packages.
const FOLDERS: [&str; 7] = ["benches", "deploy", "docs", "examples", "tests", "ui-tests", "xtask"];

/// Packages that the core takes with its default features, itself among them. Fewer is better; more needs a reason.
const CORE: &[&str] = &[
    "base64",
    "futures-core",
    "futures-sink",
    "itoa",
    "memchr",
    "openinference-macros",
    "openinference-runtime",
    "openinference-semconv",
    "opentelemetry",
    "pin-project-lite",
    "proc-macro2",
    "quote",
    "serde",
    "serde_core",
    "serde_json",
    "syn",
    "thiserror",
    "thiserror-impl",
    "unicode-ident",
    "zmij",
];

fn metadata() -> Result<Value> {
    let output = workspace::cargo().args(["metadata", "--no-deps", "--format-version=1"]).output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// What a package is built of: the names of its dependencies, those of its tests left out.
fn dependencies(package: &Value) -> BTreeSet<&str> {
    let all = package["dependencies"].as_array().into_iter().flatten();
    let built = all.filter(|dependency| dependency["kind"] != "dev");
    built.filter_map(|dependency| dependency["name"].as_str()).collect()
}

#[test]
fn the_top_has_the_folders_of_the_layout_and_no_others() -> Result<()> {
    let mut expected: BTreeSet<String> = FOLDERS.map(str::to_owned).into();
    expected.extend(PUBLISHED.iter().map(|(name, _)| (*name).to_owned()));
    let tracked = Command::new("git")
        .args(["ls-tree", "-d", "--name-only", "HEAD"])
        .current_dir(workspace::root())
        .output()
        .ok()
        .filter(|output| output.status.success());
    let found: BTreeSet<String> = match tracked {
        Some(output) => String::from_utf8(output.stdout)?.lines().map(str::to_owned).collect(),
        // Without a repository around it, as in an archive, everything is.
        None => fs::read_dir(workspace::root())?
            .filter_map(|entry| Some(entry.ok()?).filter(|entry| entry.path().is_dir()))
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .filter(|name| name != "target")
            .collect(),
    };
    let found: BTreeSet<String> = found.into_iter().filter(|name| !name.starts_with('.')).collect();
    assert_eq!(found, expected);
    Ok(())
}

#[test]
fn dependencies_point_one_way() -> Result<()> {
    let metadata = metadata()?;
    let packages = metadata["packages"].as_array().context("packages")?;
    let names: BTreeSet<&str> = packages.iter().filter_map(|package| package["name"].as_str()).collect();
    for (name, may) in PUBLISHED {
        let package = packages.iter().find(|package| package["name"] == name).context(name)?;
        let ours: BTreeSet<&str> = dependencies(package).intersection(&names).copied().collect();
        assert!(ours.is_subset(&may.iter().copied().collect()), "{name} depends on {ours:?}");
    }
    for package in packages {
        let name = package["name"].as_str().unwrap_or_default();
        let published = PUBLISHED.iter().any(|(known, _)| *known == name);
        let publish = package["publish"].is_null();
        assert_eq!(published, publish, "{name} says `publish = false`, or is one of the published packages");
    }
    Ok(())
}

#[test]
fn the_table_of_the_conventions_depends_on_nothing_and_the_macros_on_their_parsers_alone() -> Result<()> {
    let metadata = metadata()?;
    let packages = metadata["packages"].as_array().context("packages")?;
    let of = |name: &str| {
        packages.iter().find(|package| package["name"] == name).map(dependencies).context(name.to_owned())
    };
    assert_eq!(of("openinference-semconv")?, BTreeSet::new());
    assert_eq!(
        of("openinference-macros")?,
        BTreeSet::from(["openinference-semconv", "proc-macro2", "quote", "syn"])
    );
    Ok(())
}

#[test]
fn the_core_takes_no_package_more() -> Result<()> {
    let mut tree = workspace::cargo();
    tree.args(["tree", "--locked", "--package", "openinference-runtime", "--edges", "normal,build"]);
    let output = tree.args(["--prefix", "none", "--format", "{p}"]).output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout)?;
    let taken: BTreeSet<&str> = text.lines().filter_map(|line| line.split(' ').next()).collect();
    let known: BTreeSet<&str> = CORE.iter().copied().collect();
    let more: Vec<&&str> = taken.difference(&known).filter(|name| !name.is_empty()).collect();
    assert!(more.is_empty(), "the core takes {more:?} too");
    Ok(())
}
