//! Programs of their own: what they print, and how they end.
//!
//! Each is a test that is ignored unless its parent runs it, by name, in a process with a clean environment.

use std::{
    env,
    process::{Command, Stdio},
};

use openinference_runtime::{init, semconv::SpanKind, span};

use crate::spans;

/// How a program ended.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) success: bool,
    pub(crate) stderr: String,
}

fn command(program: &str, variables: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env::current_exe().expect("this test's own path"));
    command.args(["--exact", &format!("child::{program}"), "--ignored", "--nocapture"]);
    for (name, _) in env::vars() {
        if ["OTEL_", "PHOENIX_", "OPENINFERENCE_"].iter().any(|prefix| name.starts_with(prefix)) {
            command.env_remove(name);
        }
    }
    command.envs(variables.iter().copied()).stdin(Stdio::null()).stdout(Stdio::null());
    command
}

pub(crate) fn run(program: &str, variables: &[(&str, &str)]) -> Ended {
    let output = command(program, variables).stderr(Stdio::piped()).output().expect("a process");
    Ended {
        success: output.status.success(),
        stderr: String::from_utf8(output.stderr).expect("text on stderr"),
    }
}

/// Runs a program whose stderr nobody reads.
pub(crate) fn run_unheard(program: &str, variables: &[(&str, &str)]) -> bool {
    let mut child = command(program, variables).stderr(Stdio::piped()).spawn().expect("a process");
    drop(child.stderr.take());
    child.wait().expect("an end").success()
}

#[test]
#[ignore = "a program of its own, run by other tests"]
fn three_spans() {
    let _telemetry = init().expect("telemetry");
    ["a", "b", "c"].into_iter().for_each(spans::ours);
}

/// Ends while it is in the middle of so many things.
#[test]
#[ignore = "a program of its own, run by other tests"]
fn spans_left_open() {
    let open: usize = env::var("TEST_OPEN").expect("a number").parse().expect("a number");
    let telemetry = init().expect("telemetry");
    spans::ours("ended");
    let open: Vec<_> = (0..open).map(|_| span(SpanKind::Chain, "open").start()).collect();
    drop(telemetry);
    drop(open);
}

#[test]
#[ignore = "a program of its own, run by other tests"]
fn three_spans_in_silence() {
    let _telemetry = openinference_runtime::Telemetry::builder().quiet(true).init().expect("telemetry");
    ["a", "b", "c"].into_iter().for_each(spans::ours);
}

#[test]
#[ignore = "a program of its own, run by other tests"]
fn guard_dropped_at_once() {
    let _ = init().expect("telemetry");
    spans::ours("a");
}

#[test]
#[ignore = "a program of its own, run by other tests"]
fn set_up_that_fails() {
    let error = init().expect_err("a variable that is not accepted");
    eprintln!("{error}");
}

#[test]
#[ignore = "a program of its own, run by other tests"]
fn exit_without_shutdown() {
    let telemetry = init().expect("telemetry");
    spans::ours("a");
    std::mem::forget(telemetry);
    std::process::exit(0);
}

/// Its provider is real, and global, in another version of the crate.
#[test]
#[ignore = "a program of its own, run by other tests"]
fn another_opentelemetry() {
    opentelemetry_before::global::set_tracer_provider(
        opentelemetry_sdk_before::trace::SdkTracerProvider::builder().build(),
    );
    let _telemetry = init().expect("telemetry");
    ["a", "b", "c"].into_iter().for_each(spans::ours);
}

/// Three spans with more attributes than a provider keeps that nobody told otherwise.
fn crowded(telemetry: openinference_runtime::telemetry::Builder) {
    let provider = opentelemetry_sdk::trace::SdkTracerProvider::builder().build();
    let _telemetry = telemetry.tracer_provider(provider).init().expect("telemetry");
    for _ in 0..3 {
        openinference_runtime::span(openinference_runtime::semconv::SpanKind::Chain, "many").in_scope(|| {
            (0..200).for_each(|n| openinference_runtime::current().attribute(format!("k{n}"), n));
        });
    }
}

#[test]
#[ignore = "a program of its own, run by other tests"]
fn many_attributes_on_a_provider_of_others() {
    crowded(openinference_runtime::Telemetry::builder());
}

#[test]
#[ignore = "a program of its own, run by other tests"]
fn many_attributes_in_silence() {
    crowded(openinference_runtime::Telemetry::builder().quiet(true));
}

/// Prints how many bytes its memory has grown by while it made half a gibibyte of spans that nobody takes.
#[test]
#[cfg(target_os = "linux")]
#[ignore = "a program of its own, run by other tests"]
fn spans_that_nobody_takes() {
    fn resident() -> usize {
        let status = std::fs::read_to_string("/proc/self/status").expect("a status");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("a size");
        line.trim().trim_end_matches(" kB").parse::<usize>().expect("a number") << 10
    }
    let telemetry = openinference_runtime::Telemetry::builder()
        .max_queue_bytes(16 << 20)
        .shutdown_timeout(std::time::Duration::ZERO)
        .init()
        .expect("telemetry");
    spans::heavy("first", 10 << 10);
    let before = resident();
    (0..50_000).for_each(|_| spans::heavy("more", 10 << 10));
    eprintln!("{}", resident().saturating_sub(before));
    std::mem::forget(telemetry);
}

#[test]
#[ignore = "a program of its own, run by other tests"]
fn three_spans_to_a_file() {
    let path = env::var("TEST_FILE").expect("a path");
    let _telemetry = openinference_runtime::Telemetry::builder().file(path).init().expect("telemetry");
    ["a", "b", "c"].into_iter().for_each(spans::ours);
}

#[test]
#[ignore = "a program of its own, run by other tests"]
fn three_spans_under_a_banner() {
    let _telemetry = openinference_runtime::Telemetry::builder().banner(true).init().expect("telemetry");
    ["a", "b", "c"].into_iter().for_each(spans::ours);
}
