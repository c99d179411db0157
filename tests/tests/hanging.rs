//! What a backend that hangs costs the calls that are instrumented: nothing that they would notice.

use std::hint::black_box;
use std::io::Read as _;
use std::net::{Ipv4Addr, TcpListener};
use std::time::{Duration, Instant};

use anyhow::Result;
use openinference_runtime::opentelemetry::Context;
use openinference_runtime::{Telemetry, telemetry::Builder, tool_span};
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{Span, SpanData, SpanProcessor};

/// Rounds with and without exporter, by turns, so that what else goes on meets both.
const ROUNDS: usize = 31;
const CALLS: usize = 1_000;

/// What the 99th percentile may be, compared with that without exporter.
const BAR: f64 = 1.1;

/// About 100 µs, far less than anything that an agent calls.
#[tool_span]
fn work(city: &str) -> u64 {
    let start = Instant::now();
    let mut sum = city.len() as u64;
    while start.elapsed() < Duration::from_micros(100) {
        sum = black_box(sum.wrapping_mul(31));
    }
    sum
}

/// Spans are recorded for it and go nowhere.
#[derive(Debug)]
struct Nowhere;

impl SpanProcessor for Nowhere {
    fn on_start(&self, _: &mut Span, _: &Context) {}
    fn on_end(&self, _: SpanData) {}
    fn force_flush(&self) -> OTelSdkResult {
        Ok(())
    }
    fn shutdown_with_timeout(&self, _: Duration) -> OTelSdkResult {
        Ok(())
    }
}

/// The 99th percentile of a batch of calls, made when `hangs` has come back.
fn percentile(telemetry: Builder, hangs: impl FnOnce() -> Result<()>) -> Result<f64> {
    let telemetry = telemetry.quiet(true).shutdown_timeout(Duration::ZERO).init()?;
    work("the first");
    hangs()?;
    let mut times: Vec<_> = (0..CALLS)
        .map(|_| {
            let start = Instant::now();
            black_box(work(black_box("Bern")));
            start.elapsed()
        })
        .collect();
    drop(telemetry);
    times.sort_unstable();
    Ok(times[CALLS * 99 / 100].as_secs_f64())
}

#[test]
fn calls_are_as_fast_with_a_backend_that_hangs_as_without_exporter() -> Result<()> {
    let hanging = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    // The request is under way, and will be for ever.
    let mut held = Vec::new();
    let mut hangs = || {
        let mut connection = hanging.accept()?.0;
        connection.read_exact(&mut [0; 4])?;
        held.push(connection);
        Ok(())
    };
    let url = format!("http://{}", hanging.local_addr()?);
    let variables = [("OTEL_EXPORTER_OTLP_ENDPOINT", url.as_str()), ("OTEL_BSP_SCHEDULE_DELAY", "0")];
    let mut with = || percentile(Telemetry::builder().environment(variables), &mut hangs);
    let without = || {
        let nowhere = Telemetry::builder().environment([("OTEL_TRACES_EXPORTER", "none")]);
        percentile(nowhere.span_processor(Nowhere), || Ok(()))
    };
    let mut ratios = Vec::with_capacity(ROUNDS);
    for round in 0..ROUNDS {
        // Neither always goes first.
        ratios.push(if round % 2 == 0 {
            let with = with()?;
            with / without()?
        } else {
            let without = without()?;
            with()? / without
        });
    }
    ratios.sort_by(f64::total_cmp);
    let median = ratios[ROUNDS / 2];
    println!(
        "p99 with a hanging backend: {median:.3} of that without exporter (quartiles {:.3} and {:.3})",
        ratios[ROUNDS / 4],
        ratios[ROUNDS * 3 / 4]
    );
    assert!(median <= BAR, "{median}");
    Ok(())
}
