//! Everything at once that has ever hurt an instrumented program: a backend that fails in every way, and a program that does
//! what programs do to instrumentation. The program says what it says without telemetry, every span, log record and metric
//! point is delivered or counted as dropped, memory keeps its bound, no thread is left, and a backend that is away is left
//! alone. 20 seconds; `cargo xtask soak` takes two minutes.
#![cfg(unix)]

mod backend;
mod hostile;
mod process;
mod workload;

use std::time::{Duration, Instant};
use std::{env, thread};

use anyhow::{Result, ensure};
use openinference_runtime::Telemetry;
use openinference_runtime::config::TraceConfig;
use openinference_runtime::telemetry::{Counts, ItemCounts};
use openinference_tests::own_program;
use tracing_subscriber::layer::SubscriberExt as _;

use self::backend::Backend;
use self::hostile::{PanicsAtTimes, Recursive};

/// How long it takes, in seconds.
const SECONDS: &str = "OPENINFERENCE_CHAOS_SECONDS";
/// What the rounds answer without telemetry.
const ANSWERS: &str = "OPENINFERENCE_CHAOS_ANSWERS";

/// The backend asks for an hour of patience from this part of the time on.
const WORKS_FOR: f64 = 0.7;

const THREADS: usize = 3;
/// Rounds that differ; then they begin anew.
const ROUNDS: usize = 16;

/// What may wait, in bytes, of spans.
const BOUND: usize = 8 << 20;
/// What memory may grow by beyond the bound: what a heap of so many threads keeps, and the clients of three signals.
const SLACK: usize = 48 << 20;

/// Of all threads that are not the program's own, in a second in which nothing happens: none of them polls anything.
const MOST_WAKE_UPS: f64 = 100.0;

/// Longer than anything here takes.
const LONG: Duration = Duration::from_secs(60);

fn ask(program: &str, variables: &[(&str, &str)]) -> Result<String> {
    let ended = own_program::run(program, |command| {
        command.envs(variables.iter().copied());
    })?;
    Ok(String::from_utf8_lossy(&ended.stdout).into_owned())
}

#[test]
fn a_program_in_chaos_says_what_it_says_without_telemetry() -> Result<()> {
    let said = ask("answers", &[("OTEL_SDK_DISABLED", "true")])?;
    let answers = said.lines().filter_map(|line| line.split_once("answer:")).map(|(_, answer)| answer);
    let answers: Vec<_> = answers.collect();
    ensure!(answers.len() == ROUNDS, "{said}");
    println!("{}", ask("program", &[(ANSWERS, &answers.join("\n"))])?);
    Ok(())
}

/// What the rounds answer without telemetry.
#[test]
#[ignore = "a program of its own, run by another test"]
fn answers() {
    std::panic::set_hook(Box::new(|_| ()));
    (0..ROUNDS).for_each(|round| println!("\nanswer:{}", workload::round(round)));
}

/// Rounds until the time is over; gives how many.
fn rounds(thread: usize, until: Instant, expected: &[&str]) -> Result<u64> {
    let mut done = 0;
    for number in (0..ROUNDS).cycle().skip(thread) {
        if Instant::now() >= until {
            break;
        }
        let answer = workload::round(number);
        ensure!(expected.get(number) == Some(&answer.as_str()), "round {number}: {answer}");
        done += 1;
    }
    Ok(done)
}

fn settled(counts: ItemCounts) -> bool {
    counts.made == counts.delivered + counts.dropped && counts.dropped == counts.lost.total()
}

/// The counts when nothing waits: metrics are made for as long as there is telemetry.
fn settle(telemetry: &Telemetry) -> Counts {
    telemetry.flush(LONG);
    let until = Instant::now() + LONG;
    loop {
        let counts = telemetry.counts();
        if settled(counts.metric_points) || Instant::now() >= until {
            return counts;
        }
        thread::sleep(Duration::from_millis(20));
    }
}

#[test]
#[ignore = "a program of its own, run by another test"]
fn program() -> Result<()> {
    std::panic::set_hook(Box::new(|_| ()));
    let answers = env::var(ANSWERS)?;
    let expected: Vec<_> = answers.lines().collect();
    let seconds: f64 = env::var(SECONDS).map_or(Ok(20.0), |seconds| seconds.parse())?;
    let backend = Backend::start(Duration::from_secs_f64(seconds * WORKS_FOR))?;
    let config = TraceConfig::builder().redactor(hostile::redact).build();
    let telemetry = Telemetry::builder()
        .environment([
            ("OTEL_EXPORTER_OTLP_ENDPOINT", backend.url()),
            ("OTEL_EXPORTER_OTLP_COMPRESSION", "gzip"),
            ("OTEL_EXPORTER_OTLP_TIMEOUT", "500"),
            ("OTEL_BSP_MAX_QUEUE_SIZE", "4096"),
            ("OTEL_BLRP_MAX_QUEUE_SIZE", "4096"),
            ("OTEL_METRICS_EXPORTER", "otlp"),
            ("OTEL_METRIC_EXPORT_INTERVAL", "500"),
            ("OTEL_EXPORTER_OTLP_METRICS_TIMEOUT", "100"),
            ("OTEL_LOGS_EXPORTER", "otlp"),
        ])
        .trace_config(config)
        .span_processor(PanicsAtTimes::default())
        .span_processor(Recursive)
        .max_queue_bytes(BOUND)
        .quiet(true)
        .init()?;
    tracing::subscriber::set_global_default(tracing_subscriber::registry().with(telemetry.log_layer()))?;
    workload::round(0);
    let (before, start) = (process::resident(), Instant::now());
    let mut most = before;
    let until = start + Duration::from_secs_f64(seconds);
    let done: u64 = thread::scope(|scope| {
        let expected = &expected;
        let threads: Vec<_> = (0..THREADS).map(|n| scope.spawn(move || rounds(n, until, expected))).collect();
        while threads.iter().any(|thread| !thread.is_finished()) {
            most = most.max(process::resident());
            thread::sleep(Duration::from_millis(100));
        }
        let each =
            threads.into_iter().map(|thread| thread.join().unwrap_or_else(|_| anyhow::bail!("a panic")));
        each.sum::<Result<u64>>()
    })?;

    // The backend has asked for an hour: it is left alone, and nobody wakes up to see whether it is over.
    let (woken, idle) = (process::wake_ups(), Instant::now());
    thread::sleep(Duration::from_secs(2));
    let wake_ups = process::wake_ups().zip(woken).map(|(now, before)| now.saturating_sub(before));
    let wake_ups = wake_ups.map(|wake_ups| f64::from(wake_ups) / idle.elapsed().as_secs_f64());

    let counts = settle(&telemetry);
    drop(telemetry);
    let left = process::wait_for_threads_to_end(LONG);
    ensure!(workload::round(1) == expected[1], "and so it does when telemetry is over");
    let tally = backend.end()?;

    println!(
        "{seconds} s: {done} rounds, {counts:?}, {tally:?}, {wake_ups:?} wake-ups a second, memory grew by {:?} KiB, {:?} of CPU",
        most.zip(before).map(|(most, before)| most.saturating_sub(before) >> 10),
        process::cpu(),
    );
    ensure!(done > 0 && counts.delivered > 0 && counts.dropped > 0, "it works, and not always");
    let spans = (counts.made, counts.delivered + counts.dropped, counts.lost.total());
    ensure!(spans.0 == spans.1 && counts.dropped == spans.2, "spans are lost uncounted: {spans:?}");
    ensure!(settled(counts.log_records) && counts.log_records.made > 0, "log records are lost uncounted");
    ensure!(
        settled(counts.metric_points) && counts.metric_points.made > 0,
        "metric points are lost uncounted"
    );
    ensure!(counts.open == 0, "spans are open");
    ensure!(counts.processor_panics > 0, "processors panicked and nobody counted");
    ensure!(counts.delivered <= tally.acknowledged, "delivered without an acknowledgement");
    ensure!(tally.asked_in_the_hour <= backend::SIGNALS, "asked again within the hour");
    ensure!(left.is_empty(), "threads are left: {left:?}");
    if let Some(wake_ups) = wake_ups {
        ensure!(wake_ups <= MOST_WAKE_UPS, "somebody polls");
    }
    if let Some((most, before)) = most.zip(before) {
        ensure!(most.saturating_sub(before) <= BOUND + SLACK, "memory");
    }
    nobody_there(&expected)
}

/// Set up once more, where nobody listens.
fn nobody_there(expected: &[&str]) -> Result<()> {
    let telemetry = Telemetry::builder()
        .environment([
            ("OTEL_EXPORTER_OTLP_ENDPOINT", backend::closed_port()?.as_str()),
            ("OTEL_EXPORTER_OTLP_TIMEOUT", "500"),
        ])
        .quiet(true)
        .init()?;
    let requests = rounds(0, Instant::now() + Duration::from_secs(1), expected)?;
    telemetry.flush(LONG);
    let counts = telemetry.counts();
    ensure!(requests > 0 && counts.made > 0 && counts.dropped == counts.made, "{counts:?}");
    ensure!(counts.lost.total() == counts.dropped, "{counts:?}");
    ensure!(telemetry.shutdown(LONG), "nothing is left to wait for");
    Ok(())
}

/// The other process.
#[test]
#[ignore = "a program of its own, run by another test"]
fn half_a_backend() -> Result<()> {
    backend::run()
}
