//! The README, done as it says: its `cargo add` lines in an empty crate, then its example.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use xtask::workspace;

/// The first block of this language that holds `with`.
fn block(readme: &str, language: &str, with: &str) -> String {
    let fence = format!("```{language}\n");
    let blocks = readme.split(&fence).skip(1).filter_map(|rest| rest.split_once("```"));
    blocks.map(|(block, _)| block).find(|block| block.contains(with)).expect("the README has it").to_owned()
}

/// An empty crate that is no member of this workspace, with its lock file, so that nothing is downloaded anew.
fn empty_crate() -> PathBuf {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("readme");
    // The profile is the workspace's: what it has built of the dependencies is used again.
    let manifest = "\
[package]
name = \"readme\"
version = \"0.0.0\"
edition = \"2024\"

[workspace]

[profile.dev]
debug = \"line-tables-only\"
";
    fs::create_dir_all(directory.join("src")).expect("the target directory can be written to");
    fs::write(directory.join("Cargo.toml"), manifest).expect("so can this");
    fs::copy(workspace::root().join("Cargo.lock"), directory.join("Cargo.lock")).expect("and this");
    directory
}

fn run(command: &mut Command) -> Output {
    let output = command.output().expect("cargo runs");
    assert!(output.status.success(), "{command:?}\n{}", String::from_utf8_lossy(&output.stderr));
    output
}

#[test]
fn the_example_runs_in_an_empty_crate_and_draws_its_tree() {
    let readme = fs::read_to_string(workspace::root().join("README.md")).expect("there is a README");
    let directory = empty_crate();
    let target =
        workspace::Metadata::read().and_then(|metadata| metadata.target_dir()).expect("cargo knows it");
    let cargo = || {
        let mut cargo = workspace::cargo();
        cargo.current_dir(&directory).env("CARGO_NET_OFFLINE", "true").env("CARGO_TARGET_DIR", &target);
        cargo
    };
    fs::write(directory.join("src/main.rs"), block(&readme, "rust", "fn main")).expect("it can be written");
    for line in block(&readme, "sh", "cargo add").lines() {
        let mut words = line.split_whitespace();
        assert_eq!(words.next(), Some("cargo"), "{line}");
        let mut add = cargo();
        add.args(words);
        if line.contains("openinference-runtime") {
            // What is not published yet.
            add.arg("--path").arg(workspace::root().join("openinference-runtime"));
        }
        run(&mut add);
    }

    let mut program = cargo();
    workspace::unconfigured(&mut program).args(["run", "--quiet"]).env("OTEL_TRACES_EXPORTER", "console");
    let output = run(&mut program);
    assert_eq!(String::from_utf8_lossy(&output.stdout), "A light jacket.\n");
    let tree = String::from_utf8_lossy(&output.stderr);
    let kinds: Vec<_> = tree
        .lines()
        .filter_map(|line| line.split_whitespace().find(|word| ["AGENT", "TOOL", "LLM"].contains(word)))
        .collect();
    assert_eq!(kinds, ["AGENT", "TOOL", "LLM"], "{tree}");
    assert!(tree.contains("gpt-4o-mini") && tree.contains("23+4 tokens"), "{tree}");
}
