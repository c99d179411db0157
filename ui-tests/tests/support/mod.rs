//! Crates that are no members of this workspace.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use xtask::workspace;

/// An empty crate of this name, with the workspace's lock file, so that nothing is downloaded anew.
pub(crate) fn empty_crate(name: &str) -> PathBuf {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    // The profile is the workspace's: what it has built of the dependencies is used again.
    let manifest = format!(
        "\
[package]
name = \"{name}\"
version = \"0.0.0\"
edition = \"2024\"

[workspace]

[profile.dev]
debug = \"line-tables-only\"
"
    );
    fs::create_dir_all(directory.join("src")).expect("the target directory can be written to");
    fs::write(directory.join("Cargo.toml"), manifest).expect("so can this");
    fs::copy(workspace::root().join("Cargo.lock"), directory.join("Cargo.lock")).expect("and this");
    directory
}

/// Cargo in such a crate, with the build directory of the workspace and what has been downloaded for it.
pub(crate) fn cargo_in(directory: &Path) -> Command {
    let target = workspace::Metadata::read().and_then(|metadata| metadata.target_dir());
    let mut cargo = workspace::cargo();
    cargo.current_dir(directory).env("CARGO_NET_OFFLINE", "true");
    cargo.env("CARGO_TARGET_DIR", target.expect("cargo knows it"));
    cargo
}

/// Runs it to its good end.
pub(crate) fn run(command: &mut Command) -> Output {
    let output = command.output().expect("cargo runs");
    assert!(output.status.success(), "{command:?}\n{}", String::from_utf8_lossy(&output.stderr));
    output
}
