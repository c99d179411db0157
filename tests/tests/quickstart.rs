//! The first command of the README, and what it says that it prints.

use std::{
    fs,
    io::{self, Read},
    net::{Ipv4Addr, TcpListener},
    process::Command,
};

use anyhow::{Context, Result};
use openinference_tests::quickstart;
use xtask::workspace;

/// Durations differ from run to run.
fn without_durations(text: &str) -> String {
    let is_duration = |word: &str| {
        let number = word.trim_end_matches(|c: char| c.is_alphabetic());
        ["µs", "ms", "s"].contains(&&word[number.len()..]) && number.parse::<f64>().is_ok()
    };
    let line = |line: &str| {
        let words: Vec<_> = line.split(' ').map(|word| if is_duration(word) { "_" } else { word }).collect();
        words.join(" ").trim_end().to_owned()
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// What a terminal shows: both outputs, in the order in which they are written.
fn shown(mut command: Command) -> Result<String> {
    let (mut reader, writer) = io::pipe()?;
    let mut child = command.stdout(writer.try_clone()?).stderr(writer).spawn()?;
    // It holds the ends that have to be closed before the text is complete.
    drop(command);
    let mut text = String::new();
    reader.read_to_string(&mut text)?;
    assert!(child.wait()?.success(), "{text}");
    Ok(text)
}

#[test]
fn the_readme_shows_what_the_first_command_prints() -> Result<()> {
    let readme = fs::read_to_string(workspace::root().join("README.md"))?;
    let (_, rest) = readme.split_once("```text\n").context("no block of text in the README")?;
    let (claimed, _) = rest.split_once("```").context("it does not end")?;
    assert_eq!(without_durations(&shown(quickstart::command()?)?), without_durations(claimed));
    Ok(())
}

/// Packages that somebody compiles who tries it.
const MOST_PACKAGES: usize = 135;

#[test]
fn the_first_command_builds_few_packages_and_calls_no_c_compiler() -> Result<()> {
    let packages = quickstart::packages()?;
    assert!(packages.len() <= MOST_PACKAGES, "{}: {packages:#?}", packages.len());
    Ok(())
}

#[test]
fn the_tree_obeys_the_masking_variables() -> Result<()> {
    let mut command = quickstart::command()?;
    for what in ["INPUTS", "OUTPUTS", "EMBEDDINGS_TEXT"] {
        command.env(format!("OPENINFERENCE_HIDE_{what}"), "true");
    }
    let output = command.output()?;
    let tree = String::from_utf8_lossy(&output.stderr);
    assert!(tree.contains("AGENT"), "{tree}");
    // None of the variables hides the documents that a search found; the builder does.
    let mut shown = tree.lines().filter(|line| !line.contains(" documents: "));
    assert!(!shown.any(|line| line.contains("Lisbon")), "{tree}");
    Ok(())
}

#[test]
fn an_unreachable_collector_is_said_once_and_hurts_nothing() -> Result<()> {
    // Closed again at once: connections to it are refused.
    let collector = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.to_string();
    let mut command = quickstart::command()?;
    let output = command.env("PHOENIX_COLLECTOR_ENDPOINT", format!("http://{collector}")).output()?;
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stderr}");
    let said: Vec<_> = stderr.lines().filter(|line| line.contains(&collector)).collect();
    let [said] = said[..] else { panic!("once: {stderr}") };
    assert!(said.replace(&collector, "").contains("6 spans"), "{said}");
    Ok(())
}
