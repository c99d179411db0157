//! Tests that need a program which is not part of the repository.

use std::{env, path::PathBuf};

use anyhow::{Context, Result};
use xtask::{litellm, nats, phoenix::LIVE_TESTS};

/// A NATS server of the test's own; `None`, with the reason on stderr, where the test is to be skipped.
///
/// # Errors
/// When the program is required and missing, or does not start.
pub fn nats_server() -> Result<Option<nats::Server>> {
    started("nats-server", nats::find(), |program| nats::Server::start(&program))
}

/// A Python that has LiteLLM; `None`, with the reason on stderr, where the test is to be skipped.
///
/// # Errors
/// When the package is required and missing.
pub fn litellm_python() -> Result<Option<PathBuf>> {
    started("LiteLLM", litellm::find(), Ok)
}

fn started<T>(
    name: &str,
    found: Result<Option<PathBuf>>,
    start: impl FnOnce(PathBuf) -> Result<T>,
) -> Result<Option<T>> {
    let skip = |reason: String| {
        eprintln!("SKIPPED: {reason}; `cargo xtask live` runs this test");
        Ok(None)
    };
    match env::var(LIVE_TESTS).as_deref() {
        Ok("off") => skip(format!("{LIVE_TESTS}=off")),
        Ok("required") => start(found?.with_context(|| format!("there is no {name}"))?).map(Some),
        _ => match found? {
            Some(program) => start(program).map(Some),
            None => skip(format!("there is no {name}")),
        },
    }
}
