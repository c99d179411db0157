//! The checks that a change must pass, in the order in which they fail fastest.

use anyhow::{Result, ensure};
use xtask::{
    aimock, compose, grafana, litellm,
    live::{LIVE_TESTS, SKIPPED_TESTS},
    live_tests::{self, Machine, Report, SkippedTests},
    nats, peers,
    phoenix::Venv,
    postgres, prometheus, providers, reference, rotel,
    workspace::Metadata,
};

use crate::{
    step::{self, Step},
    timings::Timings,
};

/// # Errors
/// The first step that failed, with the command that repeats it.
pub(crate) fn test(live: bool, timings: bool) -> Result<()> {
    let timings = timings.then(Timings::default);
    let mut steps = vec![
        Step::cargo("format", &["fmt", "--all", "--check"]),
        Step::cargo(
            "format of the benches' peers",
            &["fmt", "--manifest-path", "benches/peers/Cargo.toml", "--", "--check"],
        ),
        Step::cargo(
            "lints",
            &["clippy", "--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"],
        ),
    ];
    steps.extend(features("openinference-runtime")?);
    let without = ["clippy", "-p", "orchestrator", "--no-default-features", "--", "-D", "warnings"];
    let skipped = SkippedTests::none_yet()?;
    steps.extend([
        Step::cargo("an example without telemetry", &without),
        // The live tests have a step of their own, after everything that is quicker.
        Step::cargo("tests", &["test", "--workspace", "--all-targets", "--all-features", "--no-fail-fast"])
            .env(LIVE_TESTS, "off")
            .env(SKIPPED_TESTS, skipped.file())
            .timed(timings.as_ref()),
        trace_check(),
        // The same cases where spans are left out; the package alone, because a workspace's members share their features.
        Step::cargo(
            "left out",
            &["test", "-p", "openinference-ui-tests", "--no-default-features", "--test", "ui"],
        )
        .timed(timings.as_ref()),
        Step::cargo("doc tests", &["test", "--workspace", "--doc", "--all-features"]).timed(timings.as_ref()),
        Step::cargo("docs", &["doc", "--workspace", "--no-deps", "--all-features"])
            .env("RUSTDOCFLAGS", "-D warnings"),
    ]);
    steps.push(clients()?.timed(timings.as_ref()));
    if live {
        steps.extend(preparations());
        let timings = timings.clone();
        steps.push(Step::task("live tests", "cargo xtask live", move || {
            let report = run_live(&[], None, Machine::AsItIs, timings.as_ref())?;
            skipped.all_ran(&report)
        }));
    } else {
        steps.push(Step::task("skipped", "live tests that --no-live leaves out", move || {
            println!("{} live tests were skipped", skipped.names()?.len());
            Ok(())
        }));
    }
    let result = step::run(&steps);
    if let Some(timings) = timings {
        println!("\nThe slowest:\n{}", timings.longest());
    }
    result
}

/// # Errors
/// When something cannot be installed or a live test fails.
pub(crate) fn live(names: &[String], jobs: Option<usize>, machines: &[Machine]) -> Result<()> {
    let mut steps = preparations();
    let (names, machines) = (names.to_vec(), machines.to_vec());
    steps.push(Step::task("live tests", "each in a process of its own", move || {
        // What fails on one machine says nothing of the next.
        let failed: Vec<_> =
            machines.iter().filter_map(|&machine| run_live(&names, jobs, machine, None).err()).collect();
        failed.into_iter().next().map_or(Ok(()), Err)
    }));
    step::run(&steps)
}

fn run_live(
    names: &[String],
    jobs: Option<usize>,
    machine: Machine,
    timings: Option<&Timings>,
) -> Result<Report> {
    println!("{machine}");
    let report = live_tests::run(names, jobs, machine)?;
    if let Some(timings) = timings {
        report.times().for_each(|(test, time)| timings.add(test, time));
    }
    println!("{}", report.summary());
    ensure!(report.is_good(), "live tests failed; repeat one with\n\n    cargo xtask live NAME");
    Ok(report)
}

/// Seconds; after them nothing new happens.
const LONGEST_CHAOS: u64 = 120;

/// # Errors
/// When spans are lost uncounted, memory grows beyond its bound, or a program is harmed.
pub(crate) fn soak(seconds: u64) -> Result<()> {
    let of = |test, variable, seconds: u64| {
        let arguments =
            ["test", "--release", "-p", "openinference-tests", "--test", test, "--", "--nocapture"];
        Step::cargo(test, &arguments).env(variable, seconds.to_string())
    };
    step::run(&[
        of("soak", "OPENINFERENCE_SOAK_SECONDS", seconds),
        of("chaos", "OPENINFERENCE_CHAOS_SECONDS", seconds.min(LONGEST_CHAOS)),
    ])
}

/// # Errors
/// When a property does not hold, or a reader of payloads panics.
pub(crate) fn nightly(cases: u32, seconds: u64) -> Result<()> {
    let mut tests = vec!["test", "--release", "-p", "openinference-tests", "--no-fail-fast"];
    for test in ["any_payload", "bad_payload", "cut_answers", "masked_answers"] {
        tests.extend(["--test", test]);
    }
    let readers =
        ["test", "--release", "-p", "openinference-runtime", "--all-features", "--lib", "providers::"];
    let cases = cases.to_string();
    step::run(&[
        Step::cargo("properties of answers", &tests).env("PROPTEST_CASES", cases.clone()),
        Step::cargo("properties of readers", &readers).env("PROPTEST_CASES", cases),
        fuzzing(seconds),
    ])
}

/// # Errors
/// When a reader of payloads panics.
pub(crate) fn fuzz(seconds: u64) -> Result<()> {
    step::run(&[fuzzing(seconds)])
}

fn fuzzing(seconds: u64) -> Step {
    let test = "providers::tests::no_payload_and_no_body_makes_a_reader_panic";
    let arguments = [
        "test",
        "-p",
        "openinference-runtime",
        "--all-features",
        "--lib",
        "--",
        "--ignored",
        "--exact",
        test,
    ];
    Step::cargo("fuzz", &arguments).env("OPENINFERENCE_FUZZ_SECONDS", seconds.to_string())
}

/// # Errors
/// When calls are slower with a backend that hangs than without exporter.
pub(crate) fn hanging() -> Result<()> {
    let test = ["test", "--release", "-p", "openinference-tests", "--test", "hanging", "--", "--nocapture"];
    step::run(&[Step::cargo("hanging", &test)])
}

/// What the live tests need beside Rust, installed below the target directory.
fn preparations() -> Vec<Step> {
    vec![
        Step::task("phoenix", "a Python environment", || Venv::prepare().map(drop)),
        Step::task("peers", "MCP and A2A servers", || peers::prepare().map(drop)),
        Step::task("nats", "a nats-server, if there is none", || nats::prepare().map(drop)),
        Step::task("postgres", "PostgreSQL, if there is none", || postgres::prepare().map(drop)),
        Step::task("rotel", "an OTLP forwarder", || rotel::prepare().map(drop)),
        Step::task("providers", "SDKs of model providers", || providers::prepare().map(drop)),
        Step::task("aimock", "a scripted server of models", || aimock::prepare().map(drop)),
        Step::task("litellm", "LiteLLM", || litellm::prepare().map(drop)),
        Step::task("reference", "OpenInference for Python", || reference::prepare().map(drop)),
        Step::task("prometheus", "Prometheus and Alertmanager", || prometheus::prepare().map(drop)),
        Step::task("compose", "a checker of compose files", || compose::prepare().map(drop)),
        Step::task("compose client", "a client of compose, if there is none", || {
            compose::Client::prepare().map(drop)
        }),
        Step::task("grafana", "Grafana's types of dashboards", || grafana::prepare().map(drop)),
    ]
}

/// The traces that the example's tests hold it to, checked as a user's CI checks them: a warning fails too.
fn trace_check() -> Step {
    let command = ["run", "--quiet", "-p", "openinference-check", "--", "--fail-on", "warning"];
    Step::cargo(
        "traces",
        &[&command[..], &["examples/tested-agent/tests/golden/rome_and_oslo.jsonl"]].concat(),
    )
}

/// The tests with the clients of others, a workspace that shares no features of its crates with this one.
fn clients() -> Result<Step> {
    let target = Metadata::read()?.target_dir()?.join("clients");
    let target = target.to_string_lossy();
    Ok(Step::cargo(
        "clients",
        &["test", "--manifest-path", "tests/clients/Cargo.toml", "--target-dir", &target],
    ))
}

/// Each feature of a package alone and none at all, as `cargo hack --each-feature --no-dev-deps` would:
/// members of a workspace unify their features, so the other steps never see these sets.
fn features(package: &str) -> Result<Vec<Step>> {
    let metadata = Metadata::read()?;
    let none = ["clippy", "-p", package, "--lib", "--no-default-features"];
    let deny = ["--", "-D", "warnings"];
    let mut steps = vec![Step::cargo("no features", &[&none[..], &deny].concat())];
    // A leading underscore marks what only other features turn on.
    for feature in metadata.features(package)?.into_iter().filter(|feature| !feature.starts_with('_')) {
        let arguments = [&none[..], &["--features", feature], &deny].concat();
        steps.push(Step::cargo(format!("feature {feature}"), &arguments));
    }
    Ok(steps)
}
