//! What a real Prometheus reads from the system, and whom an Alertmanager tells when something is wrong with it.

mod alerts;
mod boards;
mod business;

use std::path::Path;

use anyhow::Result;
use xtask::{
    demo::{Stage, System},
    workspace,
};

const QUESTION: &str = "Which waterproof jacket should we promote?";
/// With `load.json`, a question on which a tool, a model and an agent fail.
const HATS: &str = "Which hats should we promote?";
/// With `load.json`, a question that takes seconds.
const SLOWLY: &str = "What is there? Slowly, slowly.";

/// The services with their metrics, with models that say what the script says, if there is one; `prepared` first.
fn measured(script: Option<&str>, prepared: impl FnOnce(&mut Stage)) -> Result<Stage> {
    let mut stage =
        Stage::new(Path::new(env!("CARGO_BIN_EXE_a2a_shop")).parent().expect("a program is in a folder"))?;
    stage.env("OTEL_METRICS_EXPORTER", "prometheus");
    // The runtime's own page is on a port of its own; the services show the same on theirs.
    stage.env("OTEL_EXPORTER_PROMETHEUS_PORT", "0");
    if let Some(script) = script {
        stage.env("MODEL_SCRIPT", format!("{}/tests/scripts/{script}", env!("CARGO_MANIFEST_DIR")));
    }
    prepared(&mut stage);
    System::find("a2a_shop")?.start(&mut stage)?;
    Ok(stage)
}

fn deploy(file: &str) -> Result<String> {
    Ok(std::fs::read_to_string(workspace::root().join("deploy").join(file))?)
}
