//! No collector, a dead one, a silent one, a slow one: the services answer as they always do.

use std::{
    net::{Ipv4Addr, TcpListener},
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result};
use reqwest::Client;
use serde_json::{Value, json};
use xtask::demo::Stage;

use super::{sink::Sink, stage};

/// Questions to each system, in turn.
const ROUNDS: usize = 30;
/// What two runs of the same may differ by on a machine that does something else beside.
const NOISE: Duration = Duration::from_millis(15);

const ENDPOINT: &str = "OTEL_EXPORTER_OTLP_ENDPOINT";

/// An address where nobody is: its port is closed again at once.
fn dead() -> Result<String> {
    Ok(format!("http://{}", TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?))
}

/// How long the service takes for a command over HTTP; what a program needs to end is not part of it.
async fn ask(client: &Client, stage: &Stage, command: &Value) -> Result<Duration> {
    let url = stage.url("apollo").context("apollo is there")?;
    let start = Instant::now();
    let answer = client.post(format!("{url}/command")).json(command).send().await?;
    answer.error_for_status()?.bytes().await?;
    Ok(start.elapsed())
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

#[tokio::test]
async fn the_services_answer_as_fast_whatever_the_collector_does() -> Result<()> {
    // One accepts connections and says nothing. The other answers when a request has waited for two seconds.
    let silent = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let silent = format!("http://{}", silent.local_addr()?);
    let (well, slow) = (Sink::start()?, Sink::slow(Duration::from_secs(2))?);
    let cases = [
        ("off", vec![("OTEL_SDK_DISABLED", "true")]),
        ("none", vec![]),
        ("well", vec![(ENDPOINT, well.url())]),
        ("dead", vec![(ENDPOINT, &*dead()?)]),
        ("silent", vec![(ENDPOINT, &*silent)]),
        ("slow", vec![(ENDPOINT, slow.url())]),
    ]
    .map(|(name, mut variables)| {
        // Soon, so that the collector's troubles are there while questions are answered.
        variables.push(("OTEL_BSP_SCHEDULE_DELAY", "50"));
        (name, stage(&variables))
    });
    let client = Client::new();
    let mut times: [Vec<Duration>; 6] = Default::default();
    // All at the same time, one question each in turn, another one first in each round: whatever else the machine does, it does
    // to all of them.
    for round in 0..ROUNDS {
        for index in (0..cases.len()).map(|index| (index + round) % cases.len()) {
            let (case, stage) = &cases[index];
            let stage = stage.as_ref().map_err(|error| anyhow::anyhow!("{case}: {error:#}"))?;
            times[index].push(ask(&client, stage, &json!({ "type": "plan", "goal": "Make tea" })).await?);
        }
    }
    let [off, none, well, dead, silent, slow] = times.map(median);
    println!(
        "off {off:?}, no collector {none:?}, well {well:?}, dead {dead:?}, silent {silent:?}, slow {slow:?}"
    );
    for (case, time) in [("dead", dead), ("silent", silent), ("slow", slow)] {
        assert!(
            time < well.mul_f64(1.5) + NOISE,
            "{case}: {time:?}, with a collector that is well: {well:?}"
        );
    }
    assert!(well < none.mul_f64(2.0) + NOISE, "{well:?}, without a collector {none:?}");
    Ok(())
}

/// Bytes of each text, which the spans hold.
#[cfg(target_os = "linux")]
const TEXT: usize = 64 << 10;
#[cfg(target_os = "linux")]
const TEXTS: usize = 240;
/// Spans that may wait, in each service.
#[cfg(target_os = "linux")]
const QUEUE: &str = "32";

/// Bytes of memory that a process has in use.
#[cfg(target_os = "linux")]
fn resident(process: u32) -> Result<usize> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("a size")?;
    Ok(line.trim().trim_end_matches(" kB").parse::<usize>()? << 10)
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn nothing_grows_beside_a_dead_collector_and_each_lost_span_is_counted() -> Result<()> {
    let mut stage = stage(&[(ENDPOINT, &dead()?), ("OTEL_BSP_MAX_QUEUE_SIZE", QUEUE)])?;
    let client = Client::new();
    let text = "Tea for two. ".repeat(TEXT / 13);
    let command = json!({ "type": "analyse", "text": text });
    let sizes = |stage: &Stage| {
        let sizes = stage.processes().iter().map(|one| Ok((one.name().to_owned(), resident(one.id())?)));
        sizes.collect::<Result<Vec<_>>>()
    };
    // Until the queues are full, and whatever else is made once is there.
    for _ in 0..TEXTS / 4 {
        ask(&client, &stage, &command).await?;
    }
    let before = sizes(&stage)?;
    for _ in 0..TEXTS {
        ask(&client, &stage, &command).await?;
    }
    for ((service, before), (_, after)) in before.into_iter().zip(sizes(&stage)?) {
        let grown = after.saturating_sub(before);
        println!("{service} {} MiB, grown by {} KiB", after >> 20, grown >> 10);
        // A third of the texts alone, each of which is in one span of a service at least.
        assert!(grown < TEXTS * TEXT / 3, "{service}: {grown}");
    }
    stage.stop()?;
    let told = stage.what_they_wrote();
    for service in ["apollo", "hermes"] {
        let (_, lines) = told.split_once(&format!("{service}:\n")).context(service)?;
        let line =
            lines.lines().find(|line| line.contains("spans could not be delivered")).context(service)?;
        let numbers: Vec<usize> = line.split(' ').filter_map(|word| word.parse().ok()).collect();
        let [lost, made, ..] = numbers[..] else { panic!("{line}") };
        assert!(lost == made && made >= TEXTS, "{line}");
    }
    Ok(())
}
