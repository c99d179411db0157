//! Every variable that the OpenTelemetry crates below us read is read by our settings first, which check it; and all are
//! documented.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

/// Variables of code that is not on our way, and whose code that is.
const NOT_ON_OUR_WAY: [(&str, &str); 1] = [(
    "OTEL_BSP_MAX_CONCURRENT_EXPORTS",
    "the SDK's batch processor with an async runtime, in whose place ours stands",
)];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// What is built for other systems need not be on this machine.
fn host() -> Result<String> {
    let output = Command::new("rustc").arg("-vV").current_dir(root()).output()?;
    let text = String::from_utf8(output.stdout)?;
    let host = text.lines().find_map(|line| line.strip_prefix("host: ")).context("a host")?;
    Ok(host.to_owned())
}

/// The folders of the sources of the OpenTelemetry crates that the runtime is built on.
fn sources() -> Result<Vec<PathBuf>> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--offline", "--locked", "--format-version", "1", "--filter-platform", &host()?])
        .current_dir(root())
        .output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout)?;
    let packages = metadata["packages"].as_array().context("packages")?;
    let ours = packages.iter().find(|one| one["name"] == "openinference-runtime").context("the runtime")?;
    let dependencies: Vec<(&str, &str)> = ours["dependencies"]
        .as_array()
        .context("dependencies")?
        .iter()
        .filter(|one| one["kind"].is_null())
        .filter_map(|one| Some((one["name"].as_str()?, one["req"].as_str()?.trim_start_matches('^'))))
        .filter(|(name, _)| name.starts_with("opentelemetry"))
        .collect();
    ensure!(dependencies.len() >= 5, "{dependencies:?}");
    packages
        .iter()
        .filter(|one| {
            let version = one["version"].as_str().unwrap_or_default();
            dependencies.iter().any(|(name, wanted)| one["name"] == *name && version.starts_with(wanted))
        })
        .map(|one| {
            let manifest = one["manifest_path"].as_str().context("a path")?;
            Ok(Path::new(manifest).with_file_name("src"))
        })
        .collect()
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files(&path, found)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    Ok(())
}

/// Names in quotes: comments and error messages have theirs in other company.
fn variables(text: &str) -> BTreeSet<String> {
    let is_name = |text: &&str| {
        text.starts_with("OTEL_")
            && !text.ends_with('_')
            && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
    };
    text.split('"').filter(is_name).map(str::to_owned).collect()
}

fn variables_below(folder: &Path) -> Result<BTreeSet<String>> {
    let mut found = Vec::new();
    files(folder, &mut found)?;
    let mut all = BTreeSet::new();
    for file in found {
        all.extend(variables(&fs::read_to_string(file)?));
    }
    Ok(all)
}

#[test]
fn every_variable_that_the_sdk_reads_is_read_and_checked_by_our_settings() -> Result<()> {
    let settings = variables_below(&root().join("openinference-runtime/src"))?;
    let mut unread = BTreeSet::new();
    for folder in sources()? {
        let theirs = variables_below(&folder)?;
        unread.extend(theirs.into_iter().filter(|name| {
            !settings.contains(name) && !NOT_ON_OUR_WAY.iter().any(|(known, _)| known == name)
        }));
    }
    assert_eq!(unread, BTreeSet::new());
    Ok(())
}

#[test]
fn every_variable_that_is_read_is_documented() -> Result<()> {
    let documentation = fs::read_to_string(root().join("docs/configuration.md"))?;
    let read = variables_below(&root().join("openinference-runtime/src/telemetry/settings"))?;
    ensure!(read.len() > 40, "{read:?}");
    let missing: Vec<_> =
        read.into_iter().filter(|name| !documentation.contains(&format!("`{name}`"))).collect();
    assert_eq!(missing, Vec::<String>::new());
    Ok(())
}
