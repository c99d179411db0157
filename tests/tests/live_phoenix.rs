//! Against a real Arize Phoenix. `cargo xtask live` installs one; without it these tests say that they are
//! skipped, and why.

use std::env;

use anyhow::{Context, Result};
use xtask::phoenix::{LIVE_TESTS, Server, Venv};

/// A Phoenix of the test's own; `None`, with the reason on stderr, where it is to be skipped.
fn phoenix() -> Result<Option<Server>> {
    let skip = |reason: &str| {
        eprintln!("SKIPPED: {reason}; `cargo xtask live` runs this test");
        Ok(None)
    };
    match env::var(LIVE_TESTS).as_deref() {
        Ok("off") => skip(&format!("{LIVE_TESTS}=off")),
        Ok("required") => Ok(Some(Server::start(&Venv::find()?.context("no Phoenix is installed")?)?)),
        _ => match Venv::find()? {
            Some(venv) => Ok(Some(Server::start(&venv)?)),
            None => skip("no Arize Phoenix is installed below the target directory"),
        },
    }
}

#[test]
fn phoenix_starts_and_answers_over_rest() -> Result<()> {
    let Some(server) = phoenix()? else { return Ok(()) };
    let projects = reqwest::blocking::get(format!("{}/v1/projects", server.url()))?.error_for_status()?;
    let projects: serde_json::Value = projects.json()?;
    assert!(projects["data"].is_array(), "{projects}");
    Ok(())
}
