//! OpenInference's own Python package, the reference implementation.

use anyhow::Result;

use crate::phoenix::{Purpose, Venv};

const REFERENCE: Purpose =
    Purpose { name: "reference", what: "OpenInference's Python package (a few seconds, 20 MB)" };

/// The environment that it is in, if an earlier [`prepare`] made it from the pins as they are now.
///
/// # Errors
/// When the target directory or the pins cannot be read.
pub fn find() -> Result<Option<Venv>> {
    Venv::find_for(REFERENCE)
}

/// The environment that it is in, made first when it is missing or older than the pins.
///
/// # Errors
/// When there is no suitable Python, with what to install; or when the installation fails.
pub fn prepare() -> Result<Venv> {
    Venv::prepare_for(REFERENCE)
}
