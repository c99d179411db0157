//! The service as it runs, without a backend.

use std::{
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::Path,
    sync::mpsc,
    thread,
    time::Duration,
};

use anyhow::{Context as _, Result};
use mats::service::{PATH, Report};
use serde_json::json;
use xtask::demo::{Running, Stage, System};

fn stage() -> Result<Stage> {
    Stage::new(Path::new(env!("CARGO_BIN_EXE_mats")).parent().expect("a program is in a folder"))
}

fn ask(stage: &Stage) -> Result<String> {
    let finished = stage.run("mats", &["ask", "The checkout is down"])?;
    assert!(finished.stdout.starts_with("The stock service is down"), "{}", finished.stdout);
    Ok(finished.stdout)
}

#[test]
fn the_service_does_the_same_without_telemetry() -> Result<()> {
    let mut stage = stage()?;
    stage.env("OTEL_SDK_DISABLED", "true");
    System::find("mats")?.start(&mut stage)?;
    assert!(!ask(&stage)?.contains("trace"));
    stage.stop()
}

#[test]
fn a_dead_collector_is_said_and_changes_nothing() -> Result<()> {
    let mut stage = stage()?;
    // Closed again at once: connections to it are refused.
    let collector = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.to_string();
    stage.env("PHOENIX_COLLECTOR_ENDPOINT", format!("http://{collector}/v1/traces"));
    System::find("mats")?.start(&mut stage)?;
    assert!(ask(&stage)?.contains("trace"));
    stage.stop()?;
    assert!(stage.what_they_wrote().contains(&collector), "{}", stage.what_they_wrote());
    Ok(())
}

#[test]
fn who_asks_a_service_that_is_not_there_is_told_so() -> Result<()> {
    let mut stage = stage()?;
    System::find("mats")?.start(&mut stage)?;
    stage.kill("mats")?;
    let finished = stage.try_run("mats", &["ask", "The checkout is down"])?;
    assert!(!finished.success && finished.stderr.contains("the service is not there"), "{}", finished.stderr);
    Ok(())
}

#[tokio::test]
async fn each_request_is_a_trace_and_one_that_names_a_trace_is_part_of_it() -> Result<()> {
    let mut stage = stage()?;
    stage.env("OTEL_EXPORT_CONSOLE", "true");
    System::find("mats")?.start(&mut stage)?;
    let url = format!("{}{PATH}", stage.url("mats").context("it is there")?);
    let mut traces = Vec::new();
    for parent in [None, None, Some("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")] {
        let mut request =
            reqwest::Client::new().post(&url).json(&json!({ "problem": "The checkout is down" }));
        if let Some(parent) = parent {
            request = request.header("traceparent", parent);
        }
        let report: Report = request.send().await?.error_for_status()?.json().await?;
        traces.push(report.trace_id.context("a trace")?);
    }
    assert_ne!(traces[0], traces[1]);
    assert_eq!(traces[2], "0af7651916cd43dd8448eb211c80319c");
    stage.stop()?;
    assert_eq!(stage.what_they_wrote().matches("AGENT orchestrator").count(), 3);
    Ok(())
}

/// A service in the middle of an answer, who waits for it, and what it waits for: its model has been asked, and says nothing
/// for as long as the connection is kept.
fn in_the_middle() -> Result<(Stage, Running, TcpStream)> {
    let model = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let mut stage = stage()?;
    stage.env("GOOGLE_GEMINI_BASE_URL", format!("http://{}", model.local_addr()?));
    stage.env("OTEL_EXPORT_CONSOLE", "true");
    System::find("mats")?.start(&mut stage)?;
    let asking = stage.begin("mats", &["ask", "The checkout is down"])?;
    let (asked, is_asked) = mpsc::channel();
    thread::spawn(move || asked.send(model.accept()));
    let (connection, _) = is_asked.recv_timeout(Duration::from_secs(60))??;
    Ok((stage, asking, connection))
}

/// Who waited is told, and the next is answered by the same service at the same address.
fn is_told_and_the_next_is_answered(mut stage: Stage, asking: Running) -> Result<()> {
    let finished = asking.finish()?;
    assert!(!finished.success && finished.stderr.contains("the service is not there"), "{}", finished.stderr);
    stage.env("GOOGLE_GEMINI_BASE_URL", "");
    stage.start_again("mats", &["serve"])?;
    ask(&stage)?;
    stage.stop()
}

#[cfg(unix)]
#[test]
fn a_service_that_is_told_to_end_says_what_it_was_at() -> Result<()> {
    let (mut stage, asking, _model) = in_the_middle()?;
    stage.terminate("mats")?;
    let tree = stage.what_they_wrote();
    for span in ["AGENT orchestrator", "LLM generate_content"] {
        assert!(tree.contains(span), "{tree}");
    }
    assert_eq!(tree.matches("error cancelled").count(), 2, "{tree}");
    assert!(!tree.contains("still open"), "{tree}");
    is_told_and_the_next_is_answered(stage, asking)
}

#[test]
fn a_service_that_dies_takes_its_open_spans_with_it_and_nothing_else() -> Result<()> {
    let (mut stage, asking, _model) = in_the_middle()?;
    stage.kill("mats")?;
    let tree = stage.what_they_wrote();
    assert!(!tree.contains("orchestrator"), "{tree}");
    is_told_and_the_next_is_answered(stage, asking)
}
