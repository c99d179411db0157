//! LiteLLM's Python package, which says what calls cost.

use anyhow::Result;

use crate::phoenix::{Purpose, Venv};

const LITELLM: Purpose = Purpose { name: "litellm", what: "LiteLLM (half a minute, 350 MB)" };

/// The environment that it is in, if an earlier [`prepare`] made it from the pins as they are now.
///
/// # Errors
/// When the target directory or the pins cannot be read.
pub fn find() -> Result<Option<Venv>> {
    Venv::find_for(LITELLM)
}

/// The environment that it is in, made first when it is missing or older than the pins.
///
/// # Errors
/// When there is no suitable Python, with what to install; or when the installation fails.
pub fn prepare() -> Result<Venv> {
    Venv::prepare_for(LITELLM)
}
