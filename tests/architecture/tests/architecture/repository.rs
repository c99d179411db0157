//! The repository that the tests stand in.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use openinference_architecture::{Crate, Features};

/// The published crates, with the choices of features between which their modules differ.
pub(crate) const CRATES: [(&str, &[Features]); 3] = [
    ("openinference-semconv", &[Features::All]),
    ("openinference-macros", &[Features::All]),
    ("openinference-check", &[Features::All]),
];

pub(crate) fn root() -> Result<PathBuf> {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    Ok(here.ancestors().nth(2).context("no repository")?.to_owned())
}

pub(crate) fn read(name: &str, features: Features) -> Result<Crate> {
    Crate::read(&root()?.join(name).join("src"), features)
}
