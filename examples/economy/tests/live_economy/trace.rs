//! What Phoenix has of it.

use anyhow::{Result, ensure};
use xtask::phoenix::{Node, Server};

use super::{outline, run, start, traced};

/// The one trace of a project, which has to look like this.
fn only(phoenix: &Server, project: &str, expected: &str) -> Result<Node> {
    let mut trees = phoenix.trees(project, expected.lines().count())?;
    ensure!(trees.len() == 1, "{} traces", trees.len());
    assert_eq!(outline(&trees[0]), expected);
    Ok(trees.remove(0))
}

pub(crate) const BOUGHT: &str = "\
CHAIN benchmark
  CHAIN spawn_handler
    CHAIN open_handler
    AGENT agent_loop
      CHAIN step
        CHAIN llm_handler
          LLM chat
        TOOL Gateway::check_balance
          CHAIN balance_handler
      CHAIN step
        CHAIN llm_handler
          LLM chat
        TOOL Gateway::transfer
          CHAIN transfer_handler
      CHAIN step
        CHAIN llm_handler
          LLM chat
  CHAIN balance_handler";

#[test]
fn one_trace_runs_from_the_first_request_to_the_model_and_the_tools() -> Result<()> {
    let Some((mut stage, phoenix)) = traced("economy-er-001")? else { return Ok(()) };
    start(&mut stage, None)?;
    let said = run(&stage, "er_001")?;
    stage.stop()?;
    let trace = only(phoenix, "economy-er-001", BOUGHT)?;
    assert!(said.contains(&trace.trace_id), "{said}");
    assert!(said.contains("balance   75 credits"), "{said}");

    let spans = trace.all();
    let models: Vec<_> = spans.iter().filter(|span| span.kind == "LLM").collect();
    for model in &models {
        assert_eq!(model.get("llm.model_name"), "gpt-4o-mini");
        assert_eq!(model.get("llm.input_messages.0.message.role"), "system");
        assert_eq!(model.get("llm.input_messages.1.message.role"), "user");
        assert_eq!(model.get("llm.output_messages.0.message.role"), "assistant");
        let count = |name: &str| model.get(&format!("llm.token_count.{name}")).as_u64().unwrap_or_default();
        assert!(count("prompt") > 0 && count("completion") > 0, "{model:#?}");
        assert_eq!(count("total"), count("prompt") + count("completion"));
    }
    let goal = models[0].get("llm.input_messages.1.message.content").as_str();
    assert!(goal.is_some_and(|goal| goal.starts_with("Buy 5 units of compute")), "{goal:?}");
    let called = models[0].get("llm.output_messages.0.message.tool_calls.0.tool_call.function.name");
    assert_eq!(called, "check_balance");
    assert_eq!(models[1].get("llm.input_messages.3.message.role"), "tool");
    let answer = models[2].get("llm.output_messages.0.message.content").as_str();
    assert!(answer.is_some_and(|answer| answer.starts_with("Bought 5 units")), "{answer:?}");

    let tools: Vec<_> = spans.iter().filter(|span| span.kind == "TOOL").collect();
    let is = |tool: &Node| ["tool.name", "input.value", "output.value"].map(|key| tool.get(key).clone());
    assert_eq!(
        is(tools[0]),
        ["check_balance", r#"{"account":"trader"}"#, r#"{"account":"trader","credits":100}"#]
    );
    assert_eq!(
        is(tools[1]),
        [
            "transfer",
            r#"{"from":"trader","to":"supplier","amount":25}"#,
            r#"{"account":"trader","credits":75}"#
        ]
    );
    Ok(())
}

#[test]
fn what_the_model_says_decides_what_happens() -> Result<()> {
    let Some((mut stage, phoenix)) = traced("economy-scripts")? else { return Ok(()) };
    start(&mut stage, Some("wrong_tools.json"))?;
    run(&stage, "er_002")?;
    stage.stop()?;
    let steps = "\
CHAIN benchmark
  CHAIN spawn_handler
    CHAIN open_handler
    AGENT agent_loop
      CHAIN step
        CHAIN llm_handler
          LLM chat
        TOOL Gateway::transfer failed
          CHAIN transfer_handler failed
        TOOL Gateway::check_balance failed
          CHAIN balance_handler failed
      CHAIN step
        CHAIN llm_handler
          LLM chat
  CHAIN balance_handler";
    let trace = only(phoenix, "economy-scripts", steps)?;
    let spans = trace.all();
    let why = |name: &str| spans.iter().find(|span| span.name == name).map(|span| &*span.status_message);
    assert_eq!(why("Gateway::transfer"), Some("nothing was paid: beggar has 10 credits, not 25"));
    assert_eq!(why("Gateway::check_balance"), Some("there is no account nobody"));
    Ok(())
}

#[test]
fn a_redelivered_task_is_a_second_attempt_in_the_same_trace() -> Result<()> {
    let Some((mut stage, phoenix)) = traced("economy-redelivery")? else { return Ok(()) };
    start(&mut stage, Some("second_attempt.json"))?;
    let said = run(&stage, "er_002")?;
    assert!(said.contains("attempts  2"), "{said}");
    stage.stop()?;
    let steps = "\
CHAIN benchmark
  CHAIN spawn_handler
    CHAIN open_handler
    AGENT agent_loop failed
      CHAIN step
        CHAIN llm_handler
          LLM chat
        TOOL Gateway::check_balance
          CHAIN balance_handler
      CHAIN step failed
        CHAIN llm_handler failed
          LLM chat failed
    AGENT agent_loop
      CHAIN step
        CHAIN llm_handler
          LLM chat
        TOOL Gateway::check_balance
          CHAIN balance_handler
      CHAIN step
        CHAIN llm_handler
          LLM chat
  CHAIN balance_handler";
    let trace = only(phoenix, "economy-redelivery", steps)?;
    let attempts = trace.all().into_iter().filter(|span| span.kind == "AGENT");
    let attempts: Vec<_> = attempts.map(|span| span.get("economy.attempt").clone()).collect();
    assert_eq!(attempts, [1, 2]);
    Ok(())
}
