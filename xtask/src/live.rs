//! Tests that need a program which is not part of the repository: `cargo xtask live` installs them all. Without, the
//! tests say that they are skipped, and why.

use std::{
    env,
    fs::OpenOptions,
    io::{self, Write as _},
    path::Path,
    thread,
};

use crate::{
    aimock,
    collector::Collector,
    compose, grafana, litellm, nats,
    npm::Installed,
    peers,
    phoenix::{self, Venv},
    postgres, prometheus, providers, reference, rotel,
};
use anyhow::{Context, Result};

/// Environment variable that says whether live tests run: `off`, `required` (a missing program is a failure), or unset:
/// they run when what they need is installed, and say so when not.
pub const LIVE_TESTS: &str = "OPENINFERENCE_LIVE_TESTS";
/// Environment variable with a file to which each test that is skipped adds a line: its package, program and name.
pub const SKIPPED_TESTS: &str = "OPENINFERENCE_SKIPPED_TESTS";
/// Environment variable with the folder of a Phoenix that tests share, where there is one.
pub const SHARED_PHOENIX: &str = "OPENINFERENCE_SHARED_PHOENIX";

/// How a test begins to say that it is skipped.
pub(crate) const SKIPPED: &str = "SKIPPED: ";
/// The same where nothing that is required is missing.
pub(crate) const SKIPPED_OPTIONAL: &str = "SKIPPED (optional): ";

/// A NATS server of the test's own; `None`, with the reason on stderr, where the test is to be skipped.
///
/// # Errors
/// When the program is required and missing, or does not start.
pub fn nats_server() -> Result<Option<nats::Server>> {
    let Some(program) = wanted("nats-server", nats::find)? else { return Ok(None) };
    nats::Server::start(&program).map(Some)
}

/// A Phoenix, which other tests may use too, in projects of their own; `None`, with the reason on stderr, where the test is
/// to be skipped.
///
/// # Errors
/// When it is required and missing, or does not start.
pub fn phoenix() -> Result<Option<phoenix::Server>> {
    let Some(venv) = wanted("Arize Phoenix below the target directory", Venv::find)? else { return Ok(None) };
    let server = match env::var_os(SHARED_PHOENIX) {
        Some(directory) => phoenix::Server::shared_in(Path::new(&directory)),
        None => phoenix::Server::start(&venv),
    };
    server.map(Some)
}

/// A Phoenix of the test's own whose database outlives it; `None`, with the reason on stderr, where the test is to be skipped.
///
/// # Errors
/// When it is required and missing, or does not start.
pub fn phoenix_on_disk() -> Result<Option<phoenix::Server>> {
    let Some(venv) = wanted("Arize Phoenix below the target directory", Venv::find)? else { return Ok(None) };
    phoenix::Server::start_on_disk(&venv).map(Some)
}

/// A Phoenix of the test's own on a PostgreSQL of the test's own; `None`, with the reason on stderr, where the test is to
/// be skipped.
///
/// # Errors
/// When one is required and missing, or does not start.
pub fn phoenix_on_postgres() -> Result<Option<(phoenix::Server, postgres::Server)>> {
    let Some(programs) = wanted("PostgreSQL", postgres::find)? else { return Ok(None) };
    let Some(venv) = wanted("Arize Phoenix below the target directory", Venv::find)? else { return Ok(None) };
    let postgres = postgres::Server::start(&programs)?;
    let phoenix = phoenix::Server::start_on(&venv, &postgres.url())?;
    Ok(Some((phoenix, postgres)))
}

/// The environment of the servers of other projects; `None`, with the reason on stderr, where the test is to be skipped.
///
/// # Errors
/// When it is required and missing.
pub fn peers() -> Result<Option<Venv>> {
    wanted("environment of MCP and A2A servers below the target directory", peers::find)
}

/// A forwarder of the test's own to a Phoenix; `None`, with the reason on stderr, where the test is to be skipped.
///
/// # Errors
/// When it is required and missing, or does not start.
pub fn forwarder(phoenix: &phoenix::Server) -> Result<Option<rotel::Forwarder>> {
    let Some(venv) = wanted("rotel below the target directory", rotel::find)? else { return Ok(None) };
    rotel::Forwarder::start(&venv, &phoenix.url()).map(Some)
}

/// A forwarder of the test's own, with a backend that shows its metrics; `None`, with the reason on stderr, where the test
/// is to be skipped.
///
/// # Errors
/// When it is required and missing, or does not start.
pub fn observed_forwarder() -> Result<Option<(rotel::Forwarder, rotel::Backend)>> {
    let Some(venv) = wanted("rotel below the target directory", rotel::find)? else { return Ok(None) };
    let backend = rotel::Backend::start()?;
    Ok(Some((rotel::Forwarder::start_observed(&venv, &backend)?, backend)))
}

/// The environment of LiteLLM; `None`, with the reason on stderr, where the test is to be skipped.
///
/// # Errors
/// When it is required and missing.
pub fn litellm() -> Result<Option<Venv>> {
    wanted("LiteLLM below the target directory", litellm::find)
}

/// The environment of the reference implementation; `None`, with the reason on stderr, where the test is to be skipped.
///
/// # Errors
/// When it is required and missing.
pub fn reference() -> Result<Option<Venv>> {
    wanted("OpenInference for Python below the target directory", reference::find)
}

/// The environment of the checker of compose files; `None`, with the reason on stderr, where the test is to be skipped.
///
/// # Errors
/// When it is required and missing.
pub fn compose() -> Result<Option<Venv>> {
    wanted("checker of compose files below the target directory", compose::find)
}

/// The client of compose; `None`, with the reason on stderr, where the test is to be skipped.
///
/// # Errors
/// When it is required and missing.
pub fn compose_client() -> Result<Option<compose::Client>> {
    wanted("client of compose", compose::Client::find)
}

/// Grafana's types of dashboards; `None`, with the reason on stderr, where the test is to be skipped.
///
/// # Errors
/// When they are required and missing.
pub fn grafana() -> Result<Option<Installed>> {
    wanted("schema package of Grafana below the target directory", grafana::find)
}

/// A scripted server of models, the test's own; `None`, with the reason on stderr, where the test is to be skipped.
///
/// # Errors
/// When it is required and missing, or does not start.
pub fn aimock() -> Result<Option<aimock::Server>> {
    let Some(installed) = wanted("aimock below the target directory", aimock::find)? else { return Ok(None) };
    aimock::Server::start(&installed).map(Some)
}

/// The environment of the providers' SDKs; `None`, with the reason on stderr, where the test is to be skipped.
///
/// # Errors
/// When it is required and missing.
pub fn providers() -> Result<Option<Venv>> {
    wanted("environment of the providers' SDKs below the target directory", providers::find)
}

/// Prometheus and what belongs to it; `None`, with the reason on stderr, where the test is to be skipped.
///
/// # Errors
/// When it is required and missing.
pub fn prometheus() -> Result<Option<prometheus::Programs>> {
    wanted("Prometheus below the target directory", prometheus::find)
}

/// The OpenTelemetry collector, which nothing here can install; `None`, with the reason on stderr, where there is none.
#[must_use]
pub fn collector() -> Option<Collector> {
    let found = Collector::find();
    if found.is_none() {
        let reason = "there is no otelcol-contrib on the path; the workflow has the pinned image";
        say(format!("{SKIPPED_OPTIONAL}{reason}"));
    }
    found
}

fn wanted<T>(name: &str, find: impl FnOnce() -> Result<Option<T>>) -> Result<Option<T>> {
    match env::var(LIVE_TESTS).as_deref() {
        Ok("off") => skip(&format!("{LIVE_TESTS}=off")).map(|()| None),
        Ok("required") => find()?.with_context(|| format!("there is no {name}")).map(Some),
        _ => match find()? {
            Some(found) => Ok(Some(found)),
            None => skip(&format!("there is no {name}")).map(|()| None),
        },
    }
}

/// Says that the test that runs is skipped, and adds it to the list of those.
fn skip(reason: &str) -> Result<()> {
    let test = running_test();
    say(format!("{SKIPPED}{test}: {reason}; `cargo xtask live` runs this test"));
    if let Some(file) = env::var_os(SKIPPED_TESTS) {
        let mut file = OpenOptions::new().create(true).append(true).open(file)?;
        // One write: other tests add lines at the same time.
        file.write_all(format!("{test}\n").as_bytes())?;
    }
    Ok(())
}

/// Past the test harness, which shows what `eprintln!` writes only where a test fails.
fn say(line: String) {
    let _ = io::stderr().write_all((line + "\n").as_bytes());
}

/// Package, program and name of the test that runs on this thread: `a2a_shop::live_shop::trace::..`.
fn running_test() -> String {
    let package = env::var("CARGO_PKG_NAME").unwrap_or_default();
    let program = env::current_exe().unwrap_or_default();
    let program = program.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    // Cargo adds a hash.
    let program = program.rsplit_once('-').map_or(&*program, |(name, _)| name);
    let thread = thread::current();
    format!("{package}::{program}::{}", thread.name().unwrap_or_default())
}
