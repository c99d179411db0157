//! Without the feature `trace`, annotated functions compile to what they were: the optimised code of each is compared with that
//! of the same function without annotation.

mod support;

use std::fs;

use xtask::workspace;

use self::support::{cargo_in, empty_crate, run};

const HEAD: &str = "
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll};

use openinference_runtime::{agent_span, chain_span, tool_span};
";

/// The functions, where every annotation is a line of its own.
const FUNCTIONS: &str = r#"
#[tool_span(name = name.trim(), attributes("a" = a, "b" = b.len()), on_result(|sum| "sum" = *sum), error_if = |e| *e > 3)]
#[unsafe(no_mangle)]
pub fn PREFIX_sum(name: &str, a: u64, b: Vec<u64>) -> Result<u64, u8> {
    if name.is_empty() {
        return Err(7);
    }
    Ok(b.iter().fold(a, |sum, each| sum.wrapping_mul(31) ^ each))
}

#[agent_span(session = question, input = &question, output = |answer| answer + 1)]
async fn PREFIX_async(question: String, other: impl Future<Output = u64>) -> u64 {
    other.await.wrapping_add(question.len() as u64)
}

#[unsafe(no_mangle)]
pub fn PREFIX_poll(cx: &mut Context<'_>, question: String, ready: u64) -> Poll<u64> {
    pin!(PREFIX_async(question, async move { ready ^ 5 })).poll(cx)
}

#[chain_span(stream, output = |each| each + 1, user = format!("{from}"))]
fn PREFIX_opaque(from: u32) -> impl Iterator<Item = u32> {
    (from..).map(|each| each ^ 3)
}

#[unsafe(no_mangle)]
pub fn PREFIX_each(from: u32) -> Option<u32> {
    PREFIX_opaque(from).nth(3)
}
"#;

fn source() -> String {
    let plain: Vec<_> = FUNCTIONS.lines().filter(|line| !line.contains("_span(")).collect();
    let (plain, annotated) =
        (plain.join("\n").replace("PREFIX", "plain"), FUNCTIONS.replace("PREFIX", "other"));
    format!("{HEAD}{plain}{annotated}")
}

/// What the compiler makes of the source.
fn assembly() -> String {
    let directory = empty_crate("left-out");
    fs::write(directory.join("src/lib.rs"), source()).expect("it can be written");
    let runtime = workspace::root().join("openinference-runtime");
    run(cargo_in(&directory)
        .args(["add", "--no-default-features", "--features", "macros", "--path"])
        .arg(runtime));
    let file = directory.join("left-out.s");
    let emit = format!("asm={}", file.display());
    let rustc = ["rustc", "--lib", "--", "-Copt-level=3", "-Cdebuginfo=0", "-Ccodegen-units=1", "--emit"];
    run(cargo_in(&directory).args(rustc).arg(emit));
    fs::read_to_string(file).expect("the compiler has written it")
}

/// The instructions of a function, without the names of labels; those of another function that it is found to be the same as.
fn instructions(assembly: &str, function: &str) -> Vec<String> {
    for same in [format!(".set {function}, "), format!("{function} = ")] {
        if let Some((_, other)) = assembly.split_once(&same) {
            let other = other.split_whitespace().next().unwrap_or_default();
            return instructions(assembly, other);
        }
    }
    let start = format!("\n{function}:\n");
    let (_, body) = assembly.split_once(&start).unwrap_or_else(|| panic!("no {function} in\n{assembly}"));
    let body = body.split(".cfi_endproc").next().unwrap_or_default();
    body.lines().map(str::trim).filter(|line| !line.starts_with('.')).map(without_labels).collect()
}

/// An instruction without the numbers of the places that it names and the hashes of functions.
fn without_labels(instruction: &str) -> String {
    let mut parts = instruction.split(".L");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text.push_str(part.trim_start_matches(|c: char| c.is_alphanumeric() || "._".contains(c)));
    }
    match text.split_once("17h") {
        Some((name, hash)) => {
            format!("{name}{}", hash.get(16..).unwrap_or_default()).replace("other_", "plain_")
        }
        None => text,
    }
}

#[test]
fn annotated_functions_compile_to_what_they_were() {
    let assembly = assembly();
    for function in ["sum", "poll", "each"] {
        let plain = instructions(&assembly, &format!("plain_{function}"));
        let annotated = instructions(&assembly, &format!("other_{function}"));
        assert!(plain.len() > 2, "{plain:?}");
        assert_eq!(plain, annotated, "{function}");
    }
}

/// Files of the runtime with public functions, and those that stand for them.
const FACADE: [(&[&str], &str); 5] = [
    (&["span/current.rs"], "disabled/span/handle.rs"),
    (&["span/manual.rs"], "disabled/span/builder.rs"),
    (&["context/mod.rs", "context/attributes.rs", "context/scope.rs"], "disabled/context.rs"),
    (&["propagation/mod.rs"], "disabled/propagation.rs"),
    (
        &[
            "telemetry/mod.rs",
            "telemetry/lifecycle/builder.rs",
            "telemetry/lifecycle/guard.rs",
            "telemetry/lifecycle/installation.rs",
        ],
        "disabled/telemetry.rs",
    ),
];

/// The public functions of a file that no other feature than `trace` hides.
fn public_functions(file: &str) -> Vec<String> {
    let path = workspace::root().join("openinference-runtime/src").join(file);
    let text = fs::read_to_string(path).expect("it is there");
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let is_public = |at: &usize| lines[*at].starts_with("pub fn ") || lines[*at].starts_with("pub const fn ");
    let always = |at: &usize| {
        !lines[..*at]
            .iter()
            .rev()
            .take_while(|line| line.starts_with("#["))
            .any(|line| line.starts_with("#[cfg"))
    };
    let name = |at: usize| lines[at].split("fn ").nth(1)?.split(['(', '<']).next().map(str::to_owned);
    (0..lines.len()).filter(is_public).filter(always).filter_map(name).collect()
}

#[test]
fn every_public_function_is_there_without_spans() {
    for (originals, facade) in FACADE {
        let text = workspace::root().join("openinference-runtime/src").join(facade);
        let text = fs::read_to_string(text).expect("it is there");
        for function in originals.iter().flat_map(|file| public_functions(file)) {
            // A setting that does nothing is only named.
            let named = ["(", "<"].iter().any(|after| text.contains(&format!("fn {function}{after}")));
            assert!(named || text.contains(&format!("        {function}: ")), "{facade} has no `{function}`");
        }
    }
}
