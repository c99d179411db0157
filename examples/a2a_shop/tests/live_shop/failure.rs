//! Where a failure is seen; and without telemetry, with a dead collector, with parts of the system gone.

use std::net::{Ipv4Addr, TcpListener};

use anyhow::Result;

use super::{QUESTION, ask, only, outline, stage, start, trace::ASKED, traced, why};

pub(crate) const FAILED_TOOL: &str = "\
CHAIN question
  TOOL ask_sales
    AGENT sales agent
      CHAIN step
        LLM chat
        TOOL ask_inventory
          AGENT inventory agent
            CHAIN step
              LLM chat
              TOOL check_inventory failed
            CHAIN step
              LLM chat
      CHAIN step
        LLM chat";

#[test]
fn a_tool_that_fails_is_an_error_there_and_nowhere_above() -> Result<()> {
    let Some((mut stage, phoenix)) = traced("shop-tool")? else { return Ok(()) };
    start(&mut stage, Some("failing_tool.json"))?;
    let said = ask(&stage)?;
    assert!(said.contains("Nobody knows: error: there is no product RJ-9"), "{said}");
    stage.stop()?;
    let trace = only(phoenix, "shop-tool", FAILED_TOOL)?;
    assert_eq!(why(&trace, "check_inventory"), "there is no product RJ-9");
    Ok(())
}

#[test]
fn an_agent_that_fails_is_an_error_up_to_the_one_that_does_without_it() -> Result<()> {
    let Some((mut stage, phoenix)) = traced("shop-agent")? else { return Ok(()) };
    start(&mut stage, Some("failing_agent.json"))?;
    let said = ask(&stage)?;
    assert!(
        said.contains("I do without: error: product failed: the model answered 529: overloaded"),
        "{said}"
    );
    stage.stop()?;
    let failed = "\
CHAIN question
  TOOL ask_sales
    AGENT sales agent
      CHAIN step
        LLM chat
        TOOL ask_product failed
          AGENT product agent failed
            CHAIN step failed
              LLM messages failed
      CHAIN step
        LLM chat";
    let trace = only(phoenix, "shop-agent", failed)?;
    assert!(why(&trace, "messages").contains("529: overloaded"), "{}", why(&trace, "messages"));
    assert!(why(&trace, "ask_product").contains("product failed"), "{}", why(&trace, "ask_product"));
    Ok(())
}

#[test]
fn an_agent_that_is_late_is_an_error_of_the_call_and_is_cancelled() -> Result<()> {
    let Some((mut stage, phoenix)) = traced("shop-late")? else { return Ok(()) };
    for service in ["shop_tools", "inventory", "product"] {
        if service == "inventory" {
            let scripts = format!("{}/tests/scripts", env!("CARGO_MANIFEST_DIR"));
            stage.env("MODEL_SCRIPT", format!("{scripts}/late_agent.json"));
        }
        stage.start(service, &[])?;
    }
    // Of sales alone: whoever asks it has patience. Long enough that inventory has asked its model, which never answers.
    stage.env("A2A_TIMEOUT_MS", "3000");
    stage.start("sales", &[])?;
    stage.env("A2A_TIMEOUT_MS", "");
    let said = ask(&stage)?;
    assert!(said.contains("I do without: error: inventory has not answered within 3s"), "{said}");
    stage.stop()?;
    let late = "\
CHAIN question
  TOOL ask_sales
    AGENT sales agent
      CHAIN step
        LLM chat
        TOOL ask_inventory failed
          AGENT inventory agent failed
            CHAIN step failed
              LLM chat failed
      CHAIN step
        LLM chat";
    let trace = only(phoenix, "shop-late", late)?;
    assert!(why(&trace, "ask_inventory").contains("within 3s"), "{}", why(&trace, "ask_inventory"));
    assert!(why(&trace, "inventory agent").contains("cancelled"), "{}", why(&trace, "inventory agent"));
    Ok(())
}

#[test]
fn a_failure_that_nobody_handles_is_one_of_all_above_it() -> Result<()> {
    let Some((mut stage, phoenix)) = traced("shop-escape")? else { return Ok(()) };
    start(&mut stage, Some("failing_sales.json"))?;
    let finished = stage.try_run("a2a_shop", &["ask", QUESTION])?;
    assert!(!finished.success, "{}", finished.stdout);
    assert!(
        finished.stderr.contains("sales failed: the model answered 401: no such key"),
        "{}",
        finished.stderr
    );
    stage.stop()?;
    let escaped = "\
CHAIN question failed
  TOOL ask_sales failed
    AGENT sales agent failed
      CHAIN step failed
        LLM chat failed";
    only(phoenix, "shop-escape", escaped).map(drop)
}

#[test]
fn the_system_does_the_same_without_telemetry() -> Result<()> {
    let mut stage = stage()?;
    stage.env("OTEL_SDK_DISABLED", "true");
    start(&mut stage, None)?;
    let said = ask(&stage)?;
    assert!(said.contains("Promote the Storm jacket") && !said.contains("trace"), "{said}");
    stage.stop()
}

#[test]
fn a_dead_collector_is_said_and_changes_nothing() -> Result<()> {
    let mut stage = stage()?;
    // Closed again at once: connections to it are refused.
    let collector = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
    stage.env("OTEL_EXPORTER_OTLP_ENDPOINT", format!("http://{collector}"));
    start(&mut stage, None)?;
    let finished = stage.run("a2a_shop", &["ask", QUESTION])?;
    assert!(finished.stdout.contains("Promote the Storm jacket"), "{}", finished.stdout);
    assert!(finished.stderr.contains(&collector.to_string()), "{}", finished.stderr);
    stage.stop()?;
    let services = stage.what_they_wrote();
    assert_eq!(services.matches(&collector.to_string()).count(), 4, "{services}");
    Ok(())
}

#[test]
fn who_is_missing_is_named_and_nothing_hangs() -> Result<()> {
    let mut stage = stage()?;
    start(&mut stage, None)?;
    stage.kill("product")?;
    // An agent that is gone is done without, as one that fails.
    let said = ask(&stage)?;
    assert!(said.contains("Promote the Storm jacket"), "{said}");
    stage.kill("shop_tools")?;
    let finished = stage.try_run("a2a_shop", &["ask", QUESTION])?;
    assert!(finished.stderr.contains("sales failed: no MCP server at"), "{}", finished.stderr);
    stage.kill("sales")?;
    let finished = stage.try_run("a2a_shop", &["ask", QUESTION])?;
    assert!(finished.stderr.contains("does not answer"), "{}", finished.stderr);
    Ok(())
}

#[test]
fn who_died_is_missing_in_the_trace_alone_and_asked_again_when_it_is_back() -> Result<()> {
    let Some((mut stage, phoenix)) = traced("shop-gone")? else { return Ok(()) };
    start(&mut stage, None)?;
    stage.kill("shop_tools")?;
    assert!(!stage.try_run("a2a_shop", &["ask", QUESTION])?.success);
    // Where the others know it to be.
    stage.start_again("shop_tools", &[])?;
    stage.kill("product")?;
    ask(&stage)?;
    stage.start_again("product", &[])?;
    ask(&stage)?;
    stage.stop()?;
    // Everything but what was to be done by the agent, and the error where it was asked.
    let asking = "        TOOL ask_product";
    let (before, rest) = ASKED.split_once(asking).expect("it is asked");
    let (_, after) = rest.split_once("\n      CHAIN step").expect("there is a step after it");
    let no_product = format!("{before}{asking} failed\n      CHAIN step{after}");
    let no_tools = "\
CHAIN question failed
  TOOL ask_sales failed
    AGENT sales agent failed";
    let expected = [no_tools, &no_product, ASKED];
    let trees = phoenix.trees("shop-gone", expected.map(|trace| trace.lines().count()).iter().sum())?;
    assert_eq!(trees.iter().map(outline).collect::<Vec<_>>(), expected);
    let [without_tools, without_product, _] = &trees[..] else { unreachable!("they are as expected") };
    assert!(why(without_product, "ask_product").contains("product does not answer"));
    assert!(why(without_tools, "sales agent").contains("no MCP server at"));
    Ok(())
}

#[test]
fn an_agent_that_dies_while_it_answers_is_an_error_of_whoever_asked() -> Result<()> {
    let Some((mut stage, phoenix)) = traced("shop-crash")? else { return Ok(()) };
    stage.env("OTEL_BSP_SCHEDULE_DELAY", "100");
    start(&mut stage, Some("stuck_agent.json"))?;
    let asking = stage.begin("a2a_shop", &["ask", QUESTION])?;
    // What it has called is over; now it waits for its model.
    phoenix.wait_for_span("shop-crash", "search_products")?;
    stage.kill("product")?;
    let said = asking.finish()?.succeeded()?.stdout;
    assert!(said.contains("I do without: error: product does not answer"), "{said}");
    stage.stop()?;
    let asked = phoenix.wait_for_span("shop-crash", "ask_product")?;
    assert_eq!(asked["status_code"], "ERROR");
    let question = phoenix.wait_for_span("shop-crash", "question")?;
    assert_eq!(question["status_code"], "OK");
    // What it had open died with it; what was called by it is in the trace all the same.
    let tool = phoenix.wait_for_span("shop-crash", "search_products")?;
    assert_eq!(tool["context"]["trace_id"], question["context"]["trace_id"]);
    Ok(())
}
