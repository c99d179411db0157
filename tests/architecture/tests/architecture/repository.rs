//! The repository that the tests stand in.

use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context as _, Result};
use openinference_architecture::{Crate, Edge, Features, edges};

/// The published crates, with the choices of features between which their modules differ.
pub(crate) const CRATES: [(&str, &[Features]); 4] = [
    ("openinference-semconv", &[Features::All]),
    ("openinference-macros", &[Features::All]),
    ("openinference-runtime", RUNTIME),
    ("openinference-check", &[Features::All]),
];

/// With spans, without prices, and without what turns `trace` on.
pub(crate) const RUNTIME: &[Features] = &[
    Features::All,
    Features::Without(&["cost"]),
    Features::Without(&[
        "trace",
        "sdk",
        "console",
        "otlp",
        "tls",
        "otlp-grpc",
        "file",
        "_wire",
        "_export",
        "regex-redactor",
        "testing",
        "compile-fail",
        "phoenix",
        "metrics",
        "otlp-metrics",
        "prometheus",
        "logs",
        "otlp-logs",
        "_otlp-signals",
        "process-metrics",
        "http",
        "tower",
        "reqwest",
        "nats",
        "jetstream",
        "bedrock",
        "mcp",
        "mcp-server",
    ]),
];

pub(crate) fn root() -> Result<PathBuf> {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    Ok(here.ancestors().nth(2).context("no repository")?.to_owned())
}

pub(crate) fn read(name: &str, features: Features) -> Result<Crate> {
    Crate::read(&root()?.join(name).join("src"), features)
}

/// Of a crate with a choice of features.
type Known = HashMap<(&'static str, Features), Arc<Vec<Edge>>>;

/// The edges of a crate, which are looked for once.
pub(crate) fn edges_of(name: &'static str, features: Features) -> Result<Arc<Vec<Edge>>> {
    static FOUND: Mutex<Option<Known>> = Mutex::new(None);
    let mut found = FOUND.lock().unwrap_or_else(PoisonError::into_inner);
    let found = found.get_or_insert_default();
    if let Some(edges) = found.get(&(name, features)) {
        return Ok(Arc::clone(edges));
    }
    let edges = Arc::new(edges(&read(name, features)?));
    found.insert((name, features), Arc::clone(&edges));
    Ok(edges)
}

pub(crate) fn architecture() -> Result<String> {
    fs::read_to_string(root()?.join("ARCHITECTURE.md")).context("ARCHITECTURE.md")
}
