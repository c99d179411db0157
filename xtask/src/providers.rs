//! The providers' own Python SDKs and the reference's instrumentation of them, which the spans of calls are compared with.

use anyhow::Result;

use crate::phoenix::{Purpose, Venv};

const PROVIDERS: Purpose =
    Purpose { name: "providers", what: "SDKs of model providers (half a minute, 250 MB)" };

/// The environment that they are in, if an earlier [`prepare`] made it from the pins as they are now.
///
/// # Errors
/// When the target directory or the pins cannot be read.
pub fn find() -> Result<Option<Venv>> {
    Venv::find_for(PROVIDERS)
}

/// The environment that they are in, made first when it is missing or older than the pins.
///
/// # Errors
/// When there is no suitable Python, with what to install; or when the installation fails.
pub fn prepare() -> Result<Venv> {
    Venv::prepare_for(PROVIDERS)
}
