//! A process that forks: the child has the telemetry of its parent, but none of its threads.
#![cfg(unix)]

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::{Duration, Instant};
use std::{env, process, thread};

use anyhow::{Result, ensure};
use fork::Fork;
use openinference_runtime::config::TraceConfig;
use openinference_runtime::{Telemetry, agent_span, tool_span};
use openinference_tests::own_program;
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
    own_program::run("program", |command| {
        command.env(URL, sink.url());
    })?;
    let requests = sink.requests::<ExportTraceServiceRequest>("/v1/traces")?;
    let spans = requests.iter().flat_map(|one| &one.resource_spans).flat_map(|one| &one.scope_spans);
    let names: Vec<_> = spans.flat_map(|one| &one.spans).map(|span| span.name.as_str()).collect();
    assert_eq!(names, ["before", "after"]);
    Ok(())
}

#[agent_span]
fn agent() {
    in_the_child();
}

/// Children that are forked while other threads are in the middle of spans, of everything that is made of spans, and of its
/// export: whatever is locked at that moment stays locked in them.
#[test]
#[ignore = "a program of its own, run by another test"]
fn busy_program() -> Result<()> {
    const CHILDREN: usize = 300;
    let url = env::var(URL)?;
    let telemetry = Telemetry::builder()
        .environment([
            ("OTEL_EXPORTER_OTLP_ENDPOINT", url.as_str()),
            ("OTEL_METRICS_EXPORTER", "otlp"),
            ("OTEL_METRIC_EXPORT_INTERVAL", "10"),
            ("OTEL_BSP_SCHEDULE_DELAY", "10"),
        ])
        .trace_config(TraceConfig::default())
        .console_writer(std::io::sink())
        .quiet(true)
        .init()?;
    let is_over = AtomicBool::new(false);
    thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                while !is_over.load(Relaxed) {
                    agent();
                }
            });
        }
        let all_end = (0..CHILDREN).try_for_each(|_| match fork::fork()? {
            Fork::Child => {
                (0..10).for_each(|_| agent());
                process::exit(0)
            }
            Fork::Parent(child) => {
                let status = fork::waitpid(child)?;
                ensure!(fork::WEXITSTATUS(status) == 0, "a child ended with {status}");
                Ok(())
            }
        });
        is_over.store(true, Relaxed);
        all_end
    })?;
    telemetry.shutdown(TOO_LONG);
    Ok(())
}

#[test]
fn a_child_waits_for_no_lock_of_its_parents_threads() -> Result<()> {
    let sink = Sink::start()?;
    own_program::run("busy_program", |command| {
        command.env(URL, sink.url());
    })?;
    Ok(())
}
