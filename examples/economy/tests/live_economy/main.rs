//! The system as it runs: NATS, five services, a forwarder and Phoenix, each a process of its own.

mod failure;
mod trace;

use std::{path::Path, sync::OnceLock};

use anyhow::Result;
use xtask::{
    demo::{Stage, System},
    live,
    phoenix::{Node, Server},
};

/// All tests look into one Phoenix, each into a project of its own. It ends with this process.
fn phoenix() -> Result<Option<&'static Server>> {
    static PHOENIX: OnceLock<Option<Server>> = OnceLock::new();
    static STARTING: std::sync::Mutex<()> = std::sync::Mutex::new(());
    let _one_at_a_time = STARTING.lock();
    if PHOENIX.get().is_none() {
        let _ = PHOENIX.set(live::phoenix()?);
    }
    Ok(PHOENIX.get().and_then(Option::as_ref))
}

/// A stage with a NATS server and nothing else.
fn stage() -> Result<Option<Stage>> {
    let Some(nats) = live::nats_server()? else { return Ok(None) };
    let programs = Path::new(env!("CARGO_BIN_EXE_economy")).parent().expect("a program is in a folder");
    let mut stage = Stage::new(programs)?;
    stage.use_nats(nats);
    Ok(Some(stage))
}

/// A stage whose processes send their spans through a forwarder to Phoenix.
fn traced(project: &str) -> Result<Option<(Stage, &'static Server)>> {
    let (Some(mut stage), Some(phoenix)) = (stage()?, phoenix()?) else { return Ok(None) };
    let Some(forwarder) = live::forwarder(phoenix)? else { return Ok(None) };
    stage.use_forwarder(forwarder);
    stage.env("PHOENIX_PROJECT_NAME", project);
    Ok(Some((stage, phoenix)))
}

/// Starts the services, with a model that says what the script says, if there is one.
fn start(stage: &mut Stage, script: Option<&str>) -> Result<()> {
    if let Some(script) = script {
        stage.env("MODEL_SCRIPT", format!("{}/tests/scripts/{script}", env!("CARGO_MANIFEST_DIR")));
    }
    System::find("economy")?.start(stage)
}

fn run(stage: &Stage, scenario: &str) -> Result<String> {
    Ok(stage.run("economy", &["benchmark", "run", "--scenario", scenario])?.stdout)
}

/// Kind and name of each span, and how it ended if not well.
fn outline(node: &Node) -> String {
    fn write(node: &Node, depth: usize, lines: &mut Vec<String>) {
        let failed = if node.status == "ERROR" { " failed" } else { "" };
        lines.push(format!("{}{} {}{failed}", "  ".repeat(depth), node.kind, node.name));
        node.children.iter().for_each(|child| write(child, depth + 1, lines));
    }
    let mut lines = Vec::new();
    write(node, 0, &mut lines);
    lines.join("\n")
}
