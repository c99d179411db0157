//! Against a real Arize Phoenix. `cargo xtask live` installs one; without it these tests say that they are
//! skipped, and why.

use std::process::Output;

use anyhow::{Context, Result, ensure};
use openinference_tests::live::phoenix;
use openinference_tests::quickstart;
use xtask::phoenix::{Node, Server};

/// Runs the quickstart against the server and reads its trace back.
fn trace_of_the_quickstart(server: &Server, project: &str, question: &str, spans: usize) -> Result<Node> {
    let mut command = quickstart::command()?;
    command
        .arg(question)
        .env("PHOENIX_COLLECTOR_ENDPOINT", server.url())
        .env("PHOENIX_PROJECT_NAME", project);
    let Output { status, stderr, .. } = command.output()?;
    let stderr = String::from_utf8_lossy(&stderr);
    ensure!(status.success(), "the quickstart failed ({status}):\n{stderr}");
    let spans = server.spans(project, spans);
    let spans =
        spans.with_context(|| format!("the server's log:\n{}\nthe program's:\n{stderr}", server.log()))?;
    Node::tree(spans)
}

#[test]
fn every_attribute_of_the_quickstart_is_in_phoenix() -> Result<()> {
    let Some(server) = phoenix()? else { return Ok(()) };
    let trace =
        trace_of_the_quickstart(&server, "quickstart", "What should I pack for a weekend in Lisbon?", 6)?;

    let shape = "\
AGENT travel_agent OK
  RETRIEVER search_guide OK
    EMBEDDING CreateEmbeddings OK
  LLM chat OK
  TOOL get_weather OK
  LLM chat OK
";
    assert_eq!(trace.to_string(), shape);

    let [_, first, tool, second] = &trace.children[..] else { unreachable!("the shape says four") };
    assert_eq!(first.get("llm.input_messages.1.message.role"), "user");
    assert_eq!(
        first.get("llm.input_messages.1.message.content"),
        "What should I pack for a weekend in Lisbon?"
    );
    let call = "llm.output_messages.0.message.tool_calls.0.tool_call";
    assert_eq!(first.get(&format!("{call}.function.name")), "get_weather");
    assert_eq!(first.get(&format!("{call}.function.arguments")), r#"{"city":"Lisbon"}"#);
    assert_eq!(tool.get("input.value"), r#"{"city":"Lisbon"}"#);
    assert_eq!(second.get("llm.input_messages.3.message.role"), "tool");
    for model in [first, second] {
        let count = |name: &str| model.get(&format!("llm.token_count.{name}")).as_u64().unwrap_or_default();
        assert!(count("prompt") > 0 && count("completion") > 0, "{model:#?}");
        assert_eq!(count("total"), count("prompt") + count("completion"));
    }

    // And all the rest.
    insta::assert_json_snapshot!(trace.for_snapshot());
    Ok(())
}

#[test]
fn a_failed_tool_is_an_error_in_phoenix_and_the_agent_goes_on() -> Result<()> {
    let Some(server) = phoenix()? else { return Ok(()) };
    let trace = trace_of_the_quickstart(
        &server,
        "quickstart-failed",
        "What should I pack for a weekend in Atlantis?",
        6,
    )?;

    let tool = trace.children.iter().find(|child| child.kind == "TOOL").context("no tool")?;
    assert_eq!(tool.status, "ERROR");
    assert_eq!(tool.status_message, "ToolError: no forecast for Atlantis");
    let [exception] = &tool.events[..] else { panic!("one event: {:#?}", tool.events) };
    assert_eq!(exception.name, "exception");
    assert_eq!(exception.attributes["exception.message"], "no forecast for Atlantis");
    assert_eq!(trace.status, "OK");
    Ok(())
}
