//! The README, done as it says: its `cargo add` lines in an empty crate, then its example.

mod support;

use std::fs;

use xtask::workspace;

use self::support::{cargo_in, empty_crate, run};

/// The first block of this language that holds `with`.
fn block(readme: &str, language: &str, with: &str) -> String {
    let fence = format!("```{language}\n");
    let blocks = readme.split(&fence).skip(1).filter_map(|rest| rest.split_once("```"));
    blocks.map(|(block, _)| block).find(|block| block.contains(with)).expect("the README has it").to_owned()
}

#[test]
fn the_example_runs_in_an_empty_crate_and_draws_its_tree() {
    let readme = fs::read_to_string(workspace::root().join("README.md")).expect("there is a README");
    let directory = empty_crate("readme");
    let cargo = || cargo_in(&directory);
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
