//! The trace as a Phoenix on PostgreSQL has it.

use std::path::Path;

use anyhow::{Context as _, Result};
use xtask::{
    demo::{Stage, System},
    live,
    phoenix::Server,
};

const TREE: &str = "\
AGENT orchestrator OK
  LLM generate_content OK
  AGENT log_specialist OK
    LLM generate_content OK
    TOOL search_log OK
    LLM generate_content OK
  LLM generate_content OK
  AGENT network_specialist OK
    LLM generate_content OK
    TOOL check_port OK
    LLM generate_content OK
  LLM generate_content OK
";

const OTHER_TREE: &str = "\
AGENT orchestrator OK
  LLM generate_content OK
  AGENT log_specialist OK
    LLM generate_content OK
    TOOL search_log ERROR
    LLM generate_content OK
  LLM generate_content OK
";

/// The variables that a service has in the system's own environment, which are both understood.
const BOTH: [&str; 2] = ["PHOENIX_COLLECTOR_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT"];

/// Starts the service with these variables, and puts the usual problem to it.
fn ask(phoenix: &Server, project: &str, variables: &[&str], script: Option<&str>) -> Result<String> {
    let mut stage = Stage::new(Path::new(env!("CARGO_BIN_EXE_mats")).parent().context("in a folder")?)?;
    stage.env("PHOENIX_PROJECT_NAME", project);
    // The first with the path of OTLP over HTTP, the second without one, at the port of gRPC.
    let urls = [format!("{}/v1/traces", phoenix.url()), phoenix.grpc_url()];
    for (variable, url) in BOTH.iter().zip(urls).filter(|(variable, _)| variables.contains(variable)) {
        stage.env(variable, url);
    }
    // Phoenix's own port of gRPC is the usual one elsewhere.
    let (_, port) = phoenix
        .grpc_url()
        .rsplit_once(':')
        .map(|(host, port)| (host.to_owned(), port.to_owned()))
        .context("a port")?;
    stage.env("PHOENIX_GRPC_PORT", port);
    if let Some(script) = script {
        stage.env("MODEL_SCRIPT", format!("{}/tests/scripts/{script}", env!("CARGO_MANIFEST_DIR")));
    }
    System::find("mats")?.start(&mut stage)?;
    let said = stage.run("mats", &["ask", "The checkout is down"])?.stdout;
    stage.stop()?;
    Ok(said)
}

#[test]
fn traces_outlive_a_restart_of_phoenix() -> Result<()> {
    let Some((mut phoenix, _postgres)) = live::phoenix_on_postgres()? else { return Ok(()) };
    let said = ask(&phoenix, "mats", &BOTH, None)?;
    let trees = phoenix.trees("mats", TREE.lines().count())?;
    let [tree] = &trees[..] else { panic!("{} traces", trees.len()) };
    assert_eq!(tree.to_string(), TREE);
    assert!(said.contains(&tree.trace_id), "{said}");
    let spans = tree.all();
    let model = spans[1];
    assert_eq!([model.get("llm.model_name"), model.get("llm.provider")], ["gemini-2.5-pro", "google"]);
    assert_eq!(model.get("llm.input_messages.1.message.content"), "The checkout is down");
    assert_eq!(
        model.get("llm.output_messages.0.message.tool_calls.0.tool_call.function.name"),
        "log_specialist"
    );
    let count = |name: &str| model.get(&format!("llm.token_count.{name}")).as_u64().unwrap_or_default();
    assert!(count("prompt") > 0 && count("total") == count("prompt") + count("completion"), "{model:#?}");
    assert_eq!(spans[7].get("agent.name"), "network_specialist");

    let before = phoenix.spans("mats", spans.len())?;
    phoenix.restart()?;
    assert_eq!(phoenix.spans("mats", spans.len())?, before);

    // And it takes more; each variable alone is enough, and the model decides what happens.
    ask(&phoenix, "mats-grpc", &BOTH[1..], Some("unknown_service.json"))?;
    ask(&phoenix, "mats-http", &BOTH[..1], Some("unknown_service.json"))?;
    for project in ["mats-grpc", "mats-http"] {
        let trees = phoenix.trees(project, OTHER_TREE.lines().count())?;
        assert_eq!(trees.iter().map(ToString::to_string).collect::<Vec<_>>(), [OTHER_TREE], "{project}");
    }
    Ok(())
}
