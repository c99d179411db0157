//! Without telemetry, with a dead collector, and with parts of the system gone.

use std::{
    net::{Ipv4Addr, TcpListener},
    time::{Duration, Instant},
};

use anyhow::Result;

use super::{outline, run, stage, start, traced};

/// Of an attempt that was cut off (7) and of one that was not (9), beside what surrounds them (4).
const SPANS_OF_BOTH: usize = 20;

const RUN: [&str; 4] = ["benchmark", "run", "--scenario", "er_001"];

#[test]
fn the_system_does_the_same_without_telemetry() -> Result<()> {
    let Some(mut stage) = stage()? else { return Ok(()) };
    stage.env("OTEL_SDK_DISABLED", "true");
    start(&mut stage, None)?;
    let said = run(&stage, "er_001")?;
    assert!(said.contains("balance   75 credits") && !said.contains("trace"), "{said}");
    stage.stop()
}

#[test]
fn a_dead_collector_is_said_and_changes_nothing() -> Result<()> {
    let Some(mut stage) = stage()? else { return Ok(()) };
    // Closed again at once: connections to it are refused.
    let collector = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
    stage.env("OTEL_EXPORTER_OTLP_ENDPOINT", format!("http://{collector}"));
    start(&mut stage, None)?;
    let finished = stage.run("economy", &RUN)?;
    assert!(finished.stdout.contains("balance   75 credits"), "{}", finished.stdout);
    assert!(finished.stderr.contains(&collector.to_string()), "{}", finished.stderr);
    stage.stop()?;
    let services = stage.what_they_wrote();
    assert!(services.matches(&collector.to_string()).count() == 5, "{services}");
    Ok(())
}

#[test]
fn who_is_missing_is_named_and_nothing_hangs() -> Result<()> {
    let Some(mut stage) = stage()? else { return Ok(()) };
    start(&mut stage, None)?;
    let without = |stage: &mut super::Stage, service: &str, complaint: &str| {
        stage.kill(service)?;
        let finished = stage.try_run("economy", &RUN)?;
        assert!(!finished.success, "{}", finished.stdout);
        assert!(finished.stderr.contains(complaint), "{}", finished.stderr);
        anyhow::Ok(())
    };
    without(&mut stage, "genesis", "nobody serves genesis.spawn")?;
    // What has come back can be used again.
    stage.start("genesis", &[])?;
    without(&mut stage, "economy", "nobody serves economy.open")?;
    stage.start("economy", &["serve"])?;
    stage.run("economy", &RUN)?;
    without(&mut stage, "llm_proxy", "llm_proxy is not there")?;
    without(&mut stage, "mcp_gateway", "mcp_gateway is not there")?;
    stage.kill_nats();
    let finished = stage.try_run("economy", &RUN)?;
    assert!(finished.stderr.contains("no NATS server at"), "{}", finished.stderr);
    Ok(())
}

#[test]
fn the_services_go_on_when_nats_comes_back() -> Result<()> {
    let Some((mut stage, phoenix)) = traced("economy-nats")? else { return Ok(()) };
    start(&mut stage, None)?;
    run(&stage, "er_001")?;
    stage.restart_nats()?;
    // The services notice by themselves; until then, nobody is there.
    let deadline = Instant::now() + Duration::from_secs(60);
    while !stage.try_run("economy", &RUN)?.success {
        assert!(Instant::now() < deadline, "{}", stage.what_they_wrote());
    }
    stage.stop()?;
    let trees = phoenix.trees("economy-nats")?;
    // What was kept from before: both runs were paid, and the second is as complete as the first.
    let whole: Vec<_> = trees.iter().filter(|tree| tree.status == "OK").map(outline).collect();
    assert_eq!(whole.len(), 2);
    assert_eq!(whole[0], whole[1]);
    Ok(())
}

#[test]
fn the_task_of_an_agent_that_died_is_given_to_another_in_the_same_trace() -> Result<()> {
    let Some((mut stage, phoenix)) = traced("economy-crash")? else { return Ok(()) };
    stage.env("OTEL_BSP_SCHEDULE_DELAY", "100");
    start(&mut stage, Some("stuck.json"))?;
    let benchmark = stage.begin("economy", &["benchmark", "run", "--scenario", "er_002"])?;
    // When its first step is over, the agent waits for a model that takes its time.
    phoenix.wait_for_span("economy-crash", "step")?;
    stage.kill("agent")?;
    stage.start("agent", &[])?;
    let said = benchmark.finish()?.succeeded()?.stdout;
    assert!(said.contains("attempts  2"), "{said}");
    stage.stop()?;

    let attempt = phoenix.wait_for_span("economy-crash", "agent_loop")?;
    assert_eq!(attempt["attributes"]["economy.attempt"], 2);
    let trace = attempt["context"]["trace_id"].as_str().unwrap_or_default();
    assert!(said.contains(trace), "{said}");
    // The two spans that were open are lost with the agent; all others are there, what it had called among them.
    let spans = phoenix.spans_of_trace("economy-crash", trace, SPANS_OF_BOTH)?;
    let count = |name: &str| spans.iter().filter(|span| span["name"] == name).count();
    assert_eq!([count("agent_loop"), count("Gateway::check_balance"), count("balance_handler")], [1, 2, 3]);
    Ok(())
}
