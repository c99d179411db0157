//! Tests that need a program which is not part of the repository: `cargo xtask live` installs them all. Without, the
//! tests say that they are skipped, and why.

use std::env;

use crate::{
    aimock, compose, grafana, litellm, nats,
    npm::Installed,
    peers,
    phoenix::{self, LIVE_TESTS, Venv},
    postgres, prometheus, providers, reference, rotel,
};
use anyhow::{Context, Result};

/// A NATS server of the test's own; `None`, with the reason on stderr, where the test is to be skipped.
///
/// # Errors
/// When the program is required and missing, or does not start.
pub fn nats_server() -> Result<Option<nats::Server>> {
    let Some(program) = wanted("nats-server", nats::find)? else { return Ok(None) };
    nats::Server::start(&program).map(Some)
}

/// A Phoenix of the test's own; `None`, with the reason on stderr, where the test is to be skipped.
///
/// # Errors
/// When it is required and missing, or does not start.
pub fn phoenix() -> Result<Option<phoenix::Server>> {
    let Some(venv) = wanted("Arize Phoenix below the target directory", Venv::find)? else { return Ok(None) };
    phoenix::Server::start(&venv).map(Some)
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

fn wanted<T>(name: &str, find: impl FnOnce() -> Result<Option<T>>) -> Result<Option<T>> {
    let skip = |reason: String| {
        eprintln!("SKIPPED: {reason}; `cargo xtask live` runs this test");
        Ok(None)
    };
    match env::var(LIVE_TESTS).as_deref() {
        Ok("off") => skip(format!("{LIVE_TESTS}=off")),
        Ok("required") => find()?.with_context(|| format!("there is no {name}")).map(Some),
        _ => match find()? {
            Some(found) => Ok(Some(found)),
            None => skip(format!("there is no {name}")),
        },
    }
}
