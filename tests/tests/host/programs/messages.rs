//! What a program is told at its end.

use anyhow::{Result, ensure};
use openinference_runtime::Telemetry;
use openinference_runtime::telemetry::Builder;
use openinference_tests::sink::Sink;
use opentelemetry_sdk::trace::{InMemorySpanExporter, SimpleSpanProcessor};
use tracing_subscriber::layer::SubscriberExt as _;

use super::{run, work};

const TOO_EARLY: &str = "shut down before any";

fn told(program: &str) -> Result<String> {
    let ended = run(&format!("messages::{program}"), |_| ())?;
    Ok(String::from_utf8_lossy(&ended.stderr).into_owned())
}

fn sending_everything(sink: &Sink) -> Builder {
    Telemetry::builder().environment([
        ("OTEL_EXPORTER_OTLP_ENDPOINT", sink.url()),
        ("OTEL_LOGS_EXPORTER", "otlp".to_owned()),
        ("OTEL_METRICS_EXPORTER", "otlp".to_owned()),
    ])
}

#[test]
fn a_program_with_log_records_or_metrics_alone_has_not_ended_too_early() -> Result<()> {
    assert_eq!(told("logs_alone")?, "");
    assert_eq!(told("metrics_alone")?, "");
    let told = told("nothing_at_all")?;
    assert!(told.contains(TOO_EARLY), "{told}");
    Ok(())
}

#[test]
#[ignore = "a program of its own, run by another test"]
fn logs_alone() -> Result<()> {
    let sink = Sink::start()?;
    let telemetry = sending_everything(&sink).init()?;
    let subscriber = tracing_subscriber::registry().with(telemetry.log_layer());
    tracing::subscriber::with_default(subscriber, || tracing::info!("of the program"));
    drop(telemetry);
    Ok(())
}

#[test]
#[ignore = "a program of its own, run by another test"]
fn metrics_alone() -> Result<()> {
    let sink = Sink::start()?;
    let telemetry = sending_everything(&sink).init()?;
    telemetry.meter("of the program").u64_counter("calls").build().add(1, &[]);
    drop(telemetry);
    Ok(())
}

#[test]
#[ignore = "a program of its own, run by another test"]
fn nothing_at_all() -> Result<()> {
    let sink = Sink::start()?;
    drop(Telemetry::builder().environment([("OTEL_EXPORTER_OTLP_ENDPOINT", sink.url())]).init()?);
    Ok(())
}

/// It panics within executors of `futures`, and its lock is poisoned from then on.
#[test]
fn the_sdks_simple_processor_within_an_executor_is_counted_and_told_with_a_cure() -> Result<()> {
    let told = told("simple_processor")?;
    let lines: Vec<_> = told.lines().filter(|line| line.starts_with("openinference:")).collect();
    let [line] = lines.as_slice() else { panic!("once: {told}") };
    assert!(line.contains("panicked once") && line.contains("its batch processor does not"), "{line}");
    Ok(())
}

#[test]
#[ignore = "a program of its own, run by another test"]
fn simple_processor() -> Result<()> {
    std::panic::set_hook(Box::new(|_| ()));
    let exporter = InMemorySpanExporter::default();
    let telemetry = Telemetry::builder()
        .environment::<&str, &str>([])
        .span_processor(SimpleSpanProcessor::new(exporter.clone()))
        .init()?;
    work(1);
    futures_executor::block_on(async { work(work(1)) });
    ensure!(telemetry.counts().processor_panics == 1, "{:?}", telemetry.counts());
    ensure!(exporter.get_finished_spans()?.len() == 1);
    Ok(())
}
