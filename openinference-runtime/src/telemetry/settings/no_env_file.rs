//! Without an exporter there is nothing that a `.env.phoenix` could say.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// Never found.
#[derive(Clone, Debug)]
pub(super) struct EnvFile {
    pub(super) path: PathBuf,
    pub(super) variables: BTreeMap<String, String>,
    pub(super) warnings: Vec<String>,
}

impl EnvFile {
    pub(super) fn discover(_: &Path) -> Option<Self> {
        None
    }
}
