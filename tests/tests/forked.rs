//! A process that forks: the child has the telemetry of its parent, but none of its threads.
#![cfg(unix)]

use std::process::Command;
use std::time::{Duration, Instant};
use std::{env, process};

use anyhow::{Context as _, Result, ensure};
use fork::Fork;
use openinference_runtime::config::TraceConfig;
use openinference_runtime::{Telemetry, tool_span};
use openinference_tests::sink::Sink;
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;

const URL: &str = "TEST_URL";

/// Longer than any bound here, shorter than what waits for ever.
const TOO_LONG: Duration = Duration::from_secs(20);

#[tool_span]
fn before() {}

#[tool_span]
fn in_the_child() {}

#[tool_span]
fn after() {}

/// The child makes spans, flushes, looks at its counts and ends in order.
fn child(telemetry: Telemetry) -> ! {
    let start = Instant::now();
    (0..100).for_each(|_| in_the_child());
    telemetry.flush(TOO_LONG);
    let _ = telemetry.counts();
    drop(telemetry);
    process::exit(if start.elapsed() < TOO_LONG { 0 } else { 1 })
}

#[test]
#[ignore = "a program of its own, run by another test"]
fn program() -> Result<()> {
    let url = env::var(URL)?;
    // Spans wait, so that the child has some of its parent's in its queue.
    let telemetry = Telemetry::builder()
        .environment([("OTEL_EXPORTER_OTLP_ENDPOINT", url.as_str()), ("OTEL_BSP_SCHEDULE_DELAY", "600000")])
        .trace_config(TraceConfig::default())
        .quiet(true)
        .init()?;
    before();
    match fork::fork()? {
        Fork::Child => child(telemetry),
        Fork::Parent(child) => {
            after();
            let status = fork::waitpid(child)?;
            ensure!(fork::WEXITSTATUS(status) == 0, "the child ended with {status}");
        }
    }
    ensure!(telemetry.shutdown(TOO_LONG), "the parent delivers");
    Ok(())
}

#[test]
fn a_forked_child_neither_hangs_nor_sends_what_is_its_parents() -> Result<()> {
    let sink = Sink::start()?;
    let ended = Command::new(env::current_exe()?)
        .args(["--exact", "program", "--ignored", "--nocapture"])
        .env(URL, sink.url())
        .output()
        .context("a process")?;
    assert!(ended.status.success(), "{ended:?}");
    let requests = sink.requests::<ExportTraceServiceRequest>("/v1/traces")?;
    let spans = requests.iter().flat_map(|one| &one.resource_spans).flat_map(|one| &one.scope_spans);
    let names: Vec<_> = spans.flat_map(|one| &one.spans).map(|span| span.name.as_str()).collect();
    assert_eq!(names, ["before", "after"]);
    Ok(())
}
