//! What reads compose files: a checker of files by JSON schemas, which knows that of the compose specification, and the
//! client of compose, which needs no engine to say what it makes of a file.

mod client;

use anyhow::Result;

pub use self::client::Client;
use crate::phoenix::{Purpose, Venv};

const COMPOSE: Purpose = Purpose { name: "compose", what: "check-jsonschema (a few seconds, 20 MB)" };

/// The environment that it is in, if an earlier [`prepare`] made it from the pins as they are now.
///
/// # Errors
/// When the target directory or the pins cannot be read.
pub fn find() -> Result<Option<Venv>> {
    Venv::find_for(COMPOSE)
}

/// The environment that it is in, made first when it is missing or older than the pins.
///
/// # Errors
/// When there is no suitable Python, with what to install; or when the installation fails.
pub fn prepare() -> Result<Venv> {
    Venv::prepare_for(COMPOSE)
}
