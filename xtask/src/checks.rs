//! The checks that a change must pass, in the order in which they fail fastest.

use anyhow::Result;
use xtask::{
    phoenix::{LIVE_TESTS, Venv},
    workspace::Metadata,
};

use crate::step::{Runner, Step};

/// Whether the tests that need a real Phoenix run.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Live {
    Yes,
    No,
}

/// # Errors
/// The first step that failed, with the command that repeats it.
pub(crate) fn test(live: Live) -> Result<()> {
    let mut runner = Runner::default();
    runner.run(&Step::cargo("format", &["fmt", "--all", "--check"]))?;
    let clippy = ["clippy", "--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"];
    runner.run(&Step::cargo("lints", &clippy))?;
    // The live tests have a step of their own, after everything that is quicker.
    let tests = Step::cargo("tests", &["test", "--workspace", "--all-targets", "--all-features"]);
    runner.run(&tests.env(LIVE_TESTS, "off"))?;
    runner.run(&Step::cargo("doc tests", &["test", "--workspace", "--doc", "--all-features"]))?;
    let docs = Step::cargo("docs", &["doc", "--workspace", "--no-deps", "--all-features"]);
    runner.run(&docs.env("RUSTDOCFLAGS", "-D warnings"))?;
    for step in features("openinference-runtime")? {
        runner.run(&step)?;
    }
    if live == Live::Yes {
        run_live(&mut runner)?;
    }
    runner.report();
    Ok(())
}

/// # Errors
/// When Phoenix cannot be installed or a live test fails.
pub(crate) fn live() -> Result<()> {
    let mut runner = Runner::default();
    run_live(&mut runner)?;
    runner.report();
    Ok(())
}

fn run_live(runner: &mut Runner) -> Result<()> {
    runner.time("phoenix", "a Python environment below the target directory", Venv::prepare)?;
    let tests = Step::cargo("live tests", &["test", "-p", "openinference-tests", "--test", "live_phoenix"]);
    runner.run(&tests.env(LIVE_TESTS, "required"))
}

/// Each feature of a package alone and none at all, as `cargo hack --each-feature --no-dev-deps` would:
/// members of a workspace unify their features, so the other steps never see these sets.
fn features(package: &str) -> Result<Vec<Step>> {
    let metadata = Metadata::read()?;
    let none = ["clippy", "-p", package, "--lib", "--no-default-features"];
    let deny = ["--", "-D", "warnings"];
    let mut steps = vec![Step::cargo("no features", &[&none[..], &deny].concat())];
    for feature in metadata.features(package)? {
        let arguments = [&none[..], &["--features", feature], &deny].concat();
        steps.push(Step::cargo(format!("feature {feature}"), &arguments));
    }
    Ok(steps)
}
