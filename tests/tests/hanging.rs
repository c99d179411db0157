//! What a backend that hangs costs the calls that are instrumented: nothing that they would notice.

use std::hint::black_box;
use std::io::Read as _;
use std::net::{Ipv4Addr, TcpListener};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Result;
use openinference_runtime::opentelemetry::Context;
use openinference_runtime::{Telemetry, telemetry::Builder, tool_span};
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{Span, SpanData, SpanProcessor};

/// Rounds with and without exporter, by turns, so that what else goes on meets both.
const ROUNDS: usize = 11;
const CALLS: usize = 200;

/// What the 99th percentile may be, compared with that without exporter: on a machine that does nothing else. Where two
/// batches without exporter differ among themselves, that much more.
const BAR: f64 = 1.1;

/// A call that waits for its answer, for less than any model or tool takes.
#[tool_span]
fn ask(city: &str) -> usize {
    thread::sleep(Duration::from_millis(2));
    city.len()
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
    ask("the first");
    hangs()?;
    let mut times: Vec<_> = (0..CALLS)
        .map(|_| {
            let start = Instant::now();
            black_box(ask(black_box("Bern")));
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
    let (mut ratios, mut noise) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        // None always goes first.
        let (with, without, again) = match round % 3 {
            0 => (with()?, without()?, without()?),
            1 => {
                let first = without()?;
                (with()?, first, without()?)
            }
            _ => {
                let (first, second) = (without()?, without()?);
                (with()?, first, second)
            }
        };
        ratios.push(with / without);
        noise.push((again / without).max(without / again));
    }
    let (ratio, noise) = (quartile(&mut ratios, 2), quartile(&mut noise, 3));
    println!(
        "p99 with a hanging backend: {ratio:.3} of that without exporter, which differs by {noise:.3} from itself"
    );
    assert!(ratio <= BAR * noise, "{ratio}");
    Ok(())
}

fn quartile(values: &mut [f64], number: usize) -> f64 {
    values.sort_by(f64::total_cmp);
    values[(values.len() - 1) * number / 4]
}
