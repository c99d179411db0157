//! Calls of models at a steady rate, and a backend that fails half of the time: nothing is lost without being counted, and
//! memory stays within its bound. 20 seconds; `cargo xtask soak` takes ten minutes.

mod backend;

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use anyhow::{Context as _, Result, ensure};
use openinference_runtime::{Telemetry, llm_span};
use serde_json::{Value, json};

use self::backend::Tally;

/// How long it takes, in seconds.
const SECONDS: &str = "OPENINFERENCE_SOAK_SECONDS";

/// Spans a second, of all threads together.
const RATE: u32 = 2_000;
const THREADS: u32 = 4;

/// What may wait, in bytes.
const BOUND: usize = 16 << 20;

/// What memory may grow by beyond the bound.
const SLACK: usize = 16 << 20;

fn duration() -> Result<Duration> {
    let seconds = env::var(SECONDS).map_or(Ok(20), |seconds| seconds.parse())?;
    Ok(Duration::from_secs(seconds))
}

fn request() -> Value {
    json!({
        "model": "gpt-4o-mini",
        "messages": [
            { "role": "system", "content": "You are a patient assistant. ".repeat(20) },
            { "role": "user", "content": "What is the weather in Bern? ".repeat(10) },
        ],
    })
}

fn response() -> Value {
    json!({
        "object": "chat.completion", "model": "gpt-4o-mini-2024-07-18",
        "choices": [{ "finish_reason": "stop", "message": { "role": "assistant", "content": "Sunny. ".repeat(40) } }],
        "usage": { "prompt_tokens": 123, "completion_tokens": 45, "total_tokens": 168 },
    })
}

#[llm_span]
fn chat(request: &Value, response: &Value) -> Value {
    let _ = request;
    response.clone()
}

/// Makes spans at its share of the rate; gives how many.
fn calls(until: Instant) -> u64 {
    let (request, response) = (request(), response());
    let start = Instant::now();
    let mut made: u32 = 0;
    while Instant::now() < until {
        // The pace is what is tested, so that the clock is asked and nobody waits for anything else.
        let due = start.elapsed().as_secs_f64() * f64::from(RATE / THREADS);
        while f64::from(made) < due && Instant::now() < until {
            chat(&request, &response);
            made += 1;
        }
        thread::sleep(Duration::from_millis(5));
    }
    made.into()
}

/// Bytes of this process that are in memory; `None` where nobody says so.
fn resident() -> Option<usize> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(line.trim().trim_end_matches(" kB").parse::<usize>().ok()? << 10)
}

#[test]
fn every_span_is_delivered_or_counted_as_dropped_and_memory_is_bounded() -> Result<()> {
    let duration = duration()?;
    // In a process of its own, so that what it keeps is not taken for ours.
    let mut backend = Command::new(env::current_exe()?)
        .args(["--exact", "half_a_backend", "--ignored", "--nocapture"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let mut said =
        BufReader::new(backend.stdout.take().context("stdout is a pipe")?).lines().map_while(Result::ok);
    let url =
        said.find_map(|line| line.split_once("url:").map(|(_, url)| url.to_owned())).context("a URL")?;

    let telemetry = Telemetry::builder()
        .environment([("OTEL_EXPORTER_OTLP_ENDPOINT", url.as_str()), ("OTEL_EXPORTER_OTLP_TIMEOUT", "3000")])
        .max_queue_bytes(BOUND)
        .quiet(true)
        .init()?;
    chat(&request(), &response());
    let before = resident();
    let mut most = before;
    let until = Instant::now() + duration;
    let made: u64 = thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS).map(|_| scope.spawn(move || calls(until))).collect();
        let mut told = Instant::now();
        while threads.iter().any(|thread| !thread.is_finished()) {
            most = most.max(resident());
            if told.elapsed() > Duration::from_secs(30) {
                told = Instant::now();
                let grown = resident().zip(before).map(|(now, before)| now.saturating_sub(before) >> 10);
                println!("{:?}, memory grew by {} KiB", telemetry.counts(), grown.unwrap_or_default());
            }
            thread::sleep(Duration::from_millis(100));
        }
        threads.into_iter().filter_map(|thread| thread.join().ok()).sum()
    });
    let start = Instant::now();
    let counts = telemetry.counts();
    telemetry.flush(Duration::from_secs(30));
    let counts_after = telemetry.counts();
    ensure!(counts.made == counts_after.made, "the flush makes none");
    drop(telemetry);
    let ended = start.elapsed();
    // The end of its input tells it that this was all.
    drop(backend.stdin.take());
    let tally = said.find_map(|line| Tally::parse(&line)).context("a tally")?;
    ensure!(backend.wait()?.success(), "the backend");

    let grown = most.zip(before).map(|(most, before)| most.saturating_sub(before));
    println!(
        "{} s: {made} calls, {counts_after:?}, {tally:?}, memory grew by {} KiB, the end took {ended:?}",
        duration.as_secs(),
        grown.unwrap_or_default() >> 10,
    );
    assert_eq!(counts_after.made, made + 1, "every call is a span");
    assert_eq!(counts_after.made, counts_after.delivered + counts_after.dropped, "nothing is lost uncounted");
    assert_eq!(counts_after.delivered, tally.acknowledged, "delivered is what was acknowledged");
    assert_eq!(tally.acknowledged_twice, 0, "what was acknowledged is not sent again");
    assert!(tally.failed > 0 && counts_after.delivered > 0, "it failed, and not always");
    if let Some(grown) = grown {
        assert!(grown <= BOUND + SLACK, "{grown}");
    }
    Ok(())
}

/// The other process.
#[test]
#[ignore = "a program of its own, run by another test"]
fn half_a_backend() -> Result<()> {
    backend::run()
}
