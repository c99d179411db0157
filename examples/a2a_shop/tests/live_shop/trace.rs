//! What Phoenix has of it.

use anyhow::Result;
use xtask::{live, peers, phoenix::Node};

use super::{ask, only, outline, phoenix, stage, start, traced};

pub(crate) const ASKED: &str = "\
CHAIN question
  TOOL ask_sales
    AGENT sales agent
      CHAIN step
        LLM chat
        TOOL analyze_sales
        TOOL ask_product
          AGENT product agent
            CHAIN step
              LLM messages
              TOOL search_products
            CHAIN step
              LLM messages
      CHAIN step
        LLM chat
        TOOL ask_inventory
          AGENT inventory agent
            CHAIN step
              LLM chat
              TOOL check_inventory
            CHAIN step
              LLM chat
      CHAIN step
        LLM chat";

#[test]
fn one_trace_runs_through_all_agents_their_models_and_their_tools() -> Result<()> {
    let Some((mut stage, phoenix)) = traced("shop")? else { return Ok(()) };
    start(&mut stage, None)?;
    let said = ask(&stage)?;
    assert!(said.contains("Promote the Storm jacket") && said.contains(r#""pieces":12"#), "{said}");
    stage.stop()?;
    let trace = only(phoenix, "shop", ASKED)?;
    assert!(said.contains(&trace.trace_id), "{said}");

    let spans = trace.all();
    let named =
        |name: &str| -> Vec<&Node> { spans.iter().filter(|span| span.name == name).copied().collect() };
    for agent in ["sales", "product", "inventory"] {
        let run = named(&format!("{agent} agent"))[0];
        assert_eq!(run.get("agent.name"), agent);
        assert_eq!(run.get("session.id"), "shop", "{agent} is asked in the same conversation");
    }
    for (name, model, provider, count) in
        [("chat", "gpt-4o-mini", "openai", 5), ("messages", "claude-haiku-4-5", "anthropic", 2)]
    {
        let calls = named(name);
        assert_eq!(calls.len(), count);
        for call in calls {
            assert_eq!(call.get("llm.model_name"), model);
            assert_eq!(call.get("llm.provider"), provider);
            assert_eq!(call.get("llm.input_messages.0.message.role"), "system");
            assert_eq!(call.get("llm.input_messages.1.message.role"), "user");
            assert_eq!(call.get("llm.output_messages.0.message.role"), "assistant");
            let count =
                |name: &str| call.get(&format!("llm.token_count.{name}")).as_u64().unwrap_or_default();
            assert!(count("prompt") > 0 && count("completion") > 0, "{call:#?}");
        }
    }
    let called = "llm.output_messages.0.message.tool_calls.0.tool_call.function";
    let first = named("messages")[0];
    assert_eq!(first.get(&format!("{called}.name")), "search_products");
    assert_eq!(first.get(&format!("{called}.arguments")), r#"{"query":"waterproof jacket"}"#);
    let is =
        |name: &str| ["tool.name", "input.value", "output.value"].map(|key| named(name)[0].get(key).clone());
    assert_eq!(
        is("check_inventory"),
        ["check_inventory", r#"{"sku":"RJ-2"}"#, r#"{"sku":"RJ-2","pieces":12}"#]
    );
    assert_eq!(named("ask_product")[0].get("a2a.agent"), "product");
    Ok(())
}

const WITH_OTHERS: &str = "\
CHAIN question
  TOOL ask_sales
    AGENT sales agent
      CHAIN step
        LLM chat
        TOOL ask_weather
          AGENT answer
        TOOL tools/call weather
          TOOL look up
      CHAIN step
        LLM chat";

#[test]
fn agents_and_tools_of_other_projects_are_part_of_the_trace() -> Result<()> {
    let (Some(venv), Some((mut stage, phoenix))) = (live::peers()?, traced("shop-peers")?) else {
        return Ok(());
    };
    let weather = peers::Server::a2a(&venv, &phoenix.url(), "shop-peers")?;
    let tools = peers::Server::mcp(&venv, &phoenix.url(), "shop-peers")?;
    stage.env("A2A_PEERS", weather.url());
    stage.env("MCP_SERVERS", tools.url());
    start(&mut stage, Some("peers.json"))?;
    let said = ask(&stage)?;
    assert!(said.contains("sunny in Bern"), "{said}");
    stage.stop()?;
    // The other projects' servers have spans for further requests, such as the list of tools: traces of their own.
    let is_whole = |trace: &&Node| outline(trace) == WITH_OTHERS;
    let traces = phoenix.trees_when("shop-peers", |traces| traces.iter().any(|trace| is_whole(&trace)))?;
    assert_eq!(traces.iter().filter(|trace| trace.name == "question").count(), 1);
    let trace = traces.iter().find(is_whole).expect("it was waited for");
    // The agent answers with what the metadata of its message says: the same trace as its headers.
    let asked = trace.all().into_iter().find(|span| span.name == "ask_weather").expect("it is there");
    assert!(
        asked.get("output.value").as_str().is_some_and(|told| told.contains(&trace.trace_id)),
        "{asked:#?}"
    );
    Ok(())
}

const SHORT: &str = "\
CHAIN question
  TOOL ask_sales
    AGENT sales agent
      CHAIN step
        LLM chat";

#[test]
fn what_the_models_say_decides_what_happens() -> Result<()> {
    let Some((mut stage, phoenix)) = traced("shop-short")? else { return Ok(()) };
    start(&mut stage, Some("short.json"))?;
    ask(&stage)?;
    stage.stop()?;
    only(phoenix, "shop-short", SHORT).map(drop)
}

#[test]
fn the_project_is_a2a_multi_agent_unless_the_environment_says_otherwise() -> Result<()> {
    let Some(phoenix) = phoenix()? else { return Ok(()) };
    let mut stage = stage()?;
    stage.env("OTEL_EXPORTER_OTLP_ENDPOINT", phoenix.url());
    start(&mut stage, Some("short.json"))?;
    ask(&stage)?;
    stage.stop()?;
    only(phoenix, "a2a-multi-agent", SHORT).map(drop)
}
