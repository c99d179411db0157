//! The system as it runs: four services, agents and servers of other projects, a forwarder and Phoenix, each a process of
//! its own.

mod failure;
mod filters;
mod trace;

use std::{path::Path, sync::OnceLock};

use anyhow::{Result, ensure};
use xtask::{
    demo::{Stage, System},
    live,
    phoenix::{Node, Server},
};

const QUESTION: &str = "Which waterproof jacket should we promote?";

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

/// A stage with nothing on it.
fn stage() -> Result<Stage> {
    Stage::new(Path::new(env!("CARGO_BIN_EXE_a2a_shop")).parent().expect("a program is in a folder"))
}

/// A stage whose processes send their spans through a forwarder to Phoenix.
fn traced(project: &str) -> Result<Option<(Stage, &'static Server)>> {
    let Some(phoenix) = phoenix()? else { return Ok(None) };
    let Some(forwarder) = live::forwarder(phoenix)? else { return Ok(None) };
    let mut stage = stage()?;
    stage.use_forwarder(forwarder);
    stage.env("PHOENIX_PROJECT_NAME", project);
    Ok(Some((stage, phoenix)))
}

/// Starts the services, with models that say what the script says, if there is one.
fn start(stage: &mut Stage, script: Option<&str>) -> Result<()> {
    if let Some(script) = script {
        stage.env("MODEL_SCRIPT", format!("{}/tests/scripts/{script}", env!("CARGO_MANIFEST_DIR")));
    }
    System::find("a2a_shop")?.start(stage)
}

fn ask(stage: &Stage) -> Result<String> {
    Ok(stage.run("a2a_shop", &["ask", QUESTION])?.stdout)
}

/// The one trace of a project, which has to look like this.
fn only(phoenix: &Server, project: &str, expected: &str) -> Result<Node> {
    let mut trees = phoenix.trees(project, expected.lines().count())?;
    ensure!(trees.len() == 1, "{} traces", trees.len());
    assert_eq!(outline(&trees[0]), expected);
    Ok(trees.remove(0))
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

/// Why the span of this name failed.
fn why(trace: &Node, name: &str) -> String {
    let found = trace.all().into_iter().find(|span| span.name == name);
    found.map(|span| span.status_message.clone()).unwrap_or_default()
}
