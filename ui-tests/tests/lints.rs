//! The attributes add no lint to the user's code and silence none: `tests/lints` is checked with them and without them,
//! by the compiler and by clippy, with every group on, and the same is said of it.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use serde::Deserialize;
use xtask::workspace;

/// A line of cargo's output, as far as it is read here.
#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    message: Option<Diagnostic>,
}

#[derive(Deserialize)]
struct Diagnostic {
    message: String,
    level: String,
    code: Option<Code>,
    spans: Vec<Span>,
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

#[derive(Deserialize)]
struct Span {
    file_name: String,
    line_start: usize,
    column_start: usize,
    is_primary: bool,
    expansion: Option<Box<Expansion>>,
}

#[derive(Deserialize)]
struct Expansion {
    span: Span,
}

/// Where it is in the user's code: the outermost place.
fn place(span: &Span) -> String {
    match &span.expansion {
        Some(expansion) if !Path::new(&span.file_name).starts_with("src") => place(&expansion.span),
        _ => format!("{}:{}:{}", span.file_name, span.line_start, span.column_start),
    }
}

/// What is said of the crate.
fn said(subcommand: &str, features: &str) -> BTreeSet<String> {
    let directory = workspace::root().join("tests/lints");
    let target =
        workspace::Metadata::read().and_then(|metadata| metadata.target_dir()).expect("cargo knows it");
    let mut cargo: Command = workspace::cargo();
    cargo.args([subcommand, "--lib", "--message-format", "json", "--offline", "--features", features]);
    let output = cargo.current_dir(directory).env("CARGO_TARGET_DIR", target).output().expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8(output.stdout).expect("cargo speaks UTF-8");
    let diagnostics = lines.lines().filter_map(|line| serde_json::from_str::<Line>(line).ok()?.message);
    let ours = diagnostics.filter_map(|diagnostic| {
        let span = diagnostic.spans.iter().find(|span| span.is_primary)?;
        let code = diagnostic.code.map(|code| code.code)?;
        Some(format!("{} {}: {code}: {}", place(span), diagnostic.level, diagnostic.message))
    });
    ours.collect()
}

fn same(subcommand: &str) {
    let (plain, annotated) = (said(subcommand, ""), said(subcommand, "annotated"));
    // The crate is untidy on purpose: where nothing was said, nothing was looked at.
    assert!(plain.len() > 10, "{plain:#?}");
    let added: Vec<_> = annotated.difference(&plain).collect();
    let silenced: Vec<_> = plain.difference(&annotated).collect();
    assert!(added.is_empty() && silenced.is_empty(), "added: {added:#?}\nsilenced: {silenced:#?}");
}

#[test]
fn the_compiler_says_the_same_with_and_without() {
    same("check");
}

#[test]
fn clippy_says_the_same_with_and_without() {
    same("clippy");
}
