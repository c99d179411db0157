//! Without telemetry, with a dead collector, and with parts of the system gone.

use std::{
    net::{Ipv4Addr, TcpListener},
    time::{Duration, Instant},
};

use anyhow::Result;

use super::{Node, outline, run, stage, start, trace::BOUGHT, traced};

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
    // What was kept from before: both runs were paid, and the second is as complete as the first.
    let is_whole = |trace: &&Node| outline(trace) == BOUGHT;
    let trees = phoenix.trees_when("economy-nats", |traces| traces.iter().filter(is_whole).count() == 2)?;
    assert_eq!(trees.iter().filter(|trace| trace.status == "OK").count(), 2);
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

#[test]
fn a_part_that_died_is_named_in_the_trace_and_used_again_when_it_is_back() -> Result<()> {
    let Some((mut stage, phoenix)) = traced("economy-gone")? else { return Ok(()) };
    start(&mut stage, None)?;
    for part in ["mcp_gateway", "llm_proxy"] {
        stage.kill(part)?;
        assert!(!stage.try_run("economy", &RUN)?.success);
        // Where the agent knows it to be. The whole run comes last: what dies takes with it what it had not sent yet.
        stage.start_again(part, &[])?;
    }
    run(&stage, "er_001")?;
    stage.stop()?;
    // How many spans died with the parts is not known; the two that failed had all their attempts before the whole one.
    let attempts = |trace: &Node| trace.all().into_iter().filter(|span| span.kind == "AGENT").count();
    let trees = phoenix.trees_when("economy-gone", |traces| {
        traces.iter().map(attempts).eq([3, 3, 1]) && traces.last().is_some_and(|last| outline(last) == BOUGHT)
    })?;
    let [without_tools, without_model, _] = &trees[..] else { unreachable!("three were waited for") };
    for (trace, part) in [(without_tools, "mcp_gateway"), (without_model, "llm_proxy")] {
        assert_eq!((&*trace.name, &*trace.status), ("benchmark", "ERROR"));
        for attempt in trace.all().into_iter().filter(|span| span.kind == "AGENT") {
            let why = &attempt.status_message;
            assert!(attempt.status == "ERROR" && why.contains(&format!("{part} is not there")), "{why}");
        }
    }
    Ok(())
}

#[cfg(unix)]
#[test]
fn an_agent_that_is_told_to_end_says_what_it_was_at_and_another_takes_over() -> Result<()> {
    let Some((mut stage, phoenix)) = traced("economy-term")? else { return Ok(()) };
    stage.env("OTEL_BSP_SCHEDULE_DELAY", "100");
    start(&mut stage, Some("stuck.json"))?;
    let benchmark = stage.begin("economy", &["benchmark", "run", "--scenario", "er_002"])?;
    // When its first step is over, the agent waits for a model that takes its time.
    phoenix.wait_for_span("economy-term", "step")?;
    stage.terminate("agent")?;
    assert!(!stage.what_they_wrote().contains("still open"), "{}", stage.what_they_wrote());
    stage.start("agent", &[])?;
    let said = benchmark.finish()?.succeeded()?.stdout;
    assert!(said.contains("attempts  2"), "{said}");
    stage.stop()?;

    // Unlike after a crash, the spans of the attempt that was cut off are there, and say so.
    let trees = phoenix.trees("economy-term", SPANS_OF_BOTH + 2)?;
    let [trace] = &trees[..] else { panic!("{} traces", trees.len()) };
    let spans = trace.all();
    let attempts: Vec<_> = spans.iter().filter(|span| span.name == "agent_loop").collect();
    let of_attempts: Vec<_> = attempts
        .iter()
        .map(|span| (span.get("economy.attempt").as_i64(), &*span.status, &*span.status_message))
        .collect();
    assert_eq!(of_attempts, [(Some(1), "ERROR", "cancelled"), (Some(2), "OK", "")]);
    Ok(())
}
