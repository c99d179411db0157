//! The command: arguments, standard input, exit status.

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use openinference_runtime::testing::{Rule, SECRET_PATTERNS};

use crate::files::{export, span};

fn check(args: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_openinference-check"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    child.stdin.take().expect("piped").write_all(input.as_bytes()).expect("it reads its input");
    child.wait_with_output().expect("it ends")
}

fn code(args: &[&str], input: &str) -> Option<i32> {
    check(args, input).status.code()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn the_exit_status_says_what_was_found() {
    let clean = export(&[span(1, 0, "AGENT", "a", "")]);
    let warning = export(&[span(1, 0, "TOOL", "t", "")]);
    let error = export(&[span(1, 0, "LLM", "chat", "")]);
    assert_eq!(code(&["-"], &clean), Some(0));
    assert_eq!(code(&["-"], &warning), Some(0));
    assert_eq!(code(&["-", "--fail-on", "warning"], &warning), Some(1));
    assert_eq!(code(&["-"], &error), Some(1));
    assert_eq!(code(&["-", "--fail-on", "never"], &error), Some(0));
    assert_eq!(
        code(&["-", "--allow", "OI201", "--allow", "recommended-key:llm.**", "--fail-on", "warning"], &error),
        Some(0)
    );
    assert_eq!(code(&["-"], "{"), Some(2));
    assert_eq!(code(&["-", "--fail-on", "never"], "{"), Some(2), "a file that cannot be read is never right");
    assert_eq!(code(&["no-such-file.jsonl"], ""), Some(2));
}

#[test]
fn a_wrong_command_line_is_explained() {
    let unknown = check(&["-", "--allow", "OI999"], "");
    assert_eq!(unknown.status.code(), Some(2));
    assert!(text(&unknown.stderr).contains("no rule is called `OI999`"), "{}", text(&unknown.stderr));
    let secret = check(&["-", "--secret", "badge"], "");
    assert_eq!(secret.status.code(), Some(2));
    assert!(text(&secret.stderr).contains("write NAME=REGEX"), "{}", text(&secret.stderr));
    let nothing = check(&[], "");
    assert_eq!(nothing.status.code(), Some(2));
    assert!(text(&nothing.stderr).contains("<FILE>"), "{}", text(&nothing.stderr));
}

#[test]
fn secrets_of_ones_own_are_looked_for() {
    let spans = export(&[span(1, 0, "AGENT", "badge B-1234", "")]);
    assert_eq!(code(&["-"], &spans), Some(0));
    let found = check(&["-", "--secret", "badge=B-[0-9]{4}"], &spans);
    assert_eq!(found.status.code(), Some(1));
    assert!(text(&found.stdout).contains("error[OI701] the name of the span holds what looks like: badge"));
}

#[test]
fn the_report_goes_to_a_file_where_one_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("report.json");
    let output = check(&["-", "--format", "json", "--output", &file.display().to_string()], &export(&[]));
    assert_eq!((output.status.code(), output.stdout.len()), (Some(0), 0));
    let report: serde_json::Value =
        serde_json::from_slice(&std::fs::read(file).expect("it is written")).expect("it is JSON");
    assert_eq!(report["spans"], 0);
    assert_eq!(code(&["-", "--output", "no/such/folder/report.json"], &export(&[])), Some(2));
}

#[test]
fn rules_and_secrets_are_listed() {
    let rules = text(&check(&["--rules"], "").stdout);
    assert_eq!(rules.lines().count(), Rule::ALL.len());
    assert!(rules.starts_with("OI101 missing-kind             error    no span kind\n"), "{rules}");
    assert_eq!(text(&check(&["--secrets"], "").stdout).lines().count(), SECRET_PATTERNS.len());
}
