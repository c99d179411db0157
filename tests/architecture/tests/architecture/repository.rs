//! The repository that the tests stand in.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use openinference_architecture::{Crate, Features};

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

pub(crate) fn architecture() -> Result<String> {
    fs::read_to_string(root()?.join("ARCHITECTURE.md")).context("ARCHITECTURE.md")
}
