//! The first command of the README, and what it says that it prints.

use std::fs;

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

/// As a terminal shows it: first the answer, then the tree that is drawn when the agent is done.
fn run(arguments: &[&str]) -> String {
    let output = quickstart::command().args(arguments).output().expect("cargo runs");
    let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{stderr}");
    format!("{stderr}{stdout}")
}

#[test]
fn the_readme_shows_what_the_first_command_prints() {
    let readme = fs::read_to_string(workspace::root().join("README.md")).expect("there is a README");
    let (_, rest) = readme.split_once("```text\n").expect("with a block of text");
    let (shown, _) = rest.split_once("```").expect("that ends");
    assert_eq!(without_durations(&run(&[])).trim(), without_durations(shown).trim());
}

#[test]
fn the_tree_obeys_the_masking_variables() {
    let mut command = quickstart::command();
    command.env("OPENINFERENCE_HIDE_INPUTS", "true").env("OPENINFERENCE_HIDE_OUTPUTS", "true");
    let output = command.output().expect("cargo runs");
    let tree = String::from_utf8_lossy(&output.stderr);
    assert!(tree.contains("AGENT"), "{tree}");
    assert!(!tree.contains("Lisbon"), "{tree}");
}

#[test]
fn an_unreachable_collector_is_said_once_and_hurts_nothing() {
    // Closed again: connections to it are refused.
    let socket = std::net::TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    let port = socket.local_addr().expect("it is bound").port();
    drop(socket);
    let mut command = quickstart::command();
    let output = command.env("PHOENIX_COLLECTOR_ENDPOINT", format!("http://127.0.0.1:{port}")).output();
    let output = output.expect("cargo runs");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stderr}");
    let said: Vec<_> = stderr.lines().filter(|line| line.contains(&format!("127.0.0.1:{port}"))).collect();
    let [said] = said[..] else { panic!("once: {said:#?}") };
    assert!(said.contains('6'), "the number of spans: {said}");
}
