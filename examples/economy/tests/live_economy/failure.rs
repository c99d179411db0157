//! Without telemetry, with a dead collector, and with parts of the system gone.

use std::net::{Ipv4Addr, TcpListener};

use anyhow::Result;

use super::{run, stage, start};

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
    without(&mut stage, "mcp_gateway", "mcp_gateway is not there")?;
    // What has come back can be used again.
    stage.start("mcp_gateway", &[])?;
    without(&mut stage, "genesis", "nobody serves genesis.spawn")?;
    stage.start("genesis", &[])?;
    without(&mut stage, "economy", "nobody serves economy.open")?;
    stage.kill_nats();
    let finished = stage.try_run("economy", &RUN)?;
    assert!(finished.stderr.contains("no NATS server at"), "{}", finished.stderr);
    Ok(())
}
