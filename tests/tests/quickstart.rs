//! The first command of the README, and what it says that it prints.

use std::{
    fs,
    io::{self, Read},
    process::Command,
};

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
fn shown(mut command: Command) -> String {
    let (mut reader, writer) = io::pipe().expect("the system has pipes");
    command.stdout(writer.try_clone().expect("of any number of ends")).stderr(writer);
    let mut child = command.spawn().expect("cargo runs");
    // It holds the ends that have to be closed before the text is complete.
    drop(command);
    let mut text = String::new();
    reader.read_to_string(&mut text).expect("the example writes UTF-8");
    assert!(child.wait().expect("it is our child").success(), "{text}");
    text
}

#[test]
fn the_readme_shows_what_the_first_command_prints() {
    let readme = fs::read_to_string(workspace::root().join("README.md")).expect("there is a README");
    let (_, rest) = readme.split_once("```text\n").expect("with a block of text");
    let (claimed, _) = rest.split_once("```").expect("that ends");
    assert_eq!(without_durations(&shown(quickstart::command())), without_durations(claimed));
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
