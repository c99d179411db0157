//! Whoever starts servers may be ended at any moment, and leaves none of them behind.
#![cfg(target_os = "linux")]

use std::{
    env, fs,
    io::{BufRead as _, BufReader},
    process::{self, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, ensure};
use xtask::{live, prometheus};

/// Every process that the starter starts inherits it: so they are found, whoever has become their parent.
const MARK: &str = "OPENINFERENCE_TEST_OF_ENDS";
const STARTED: &str = "all servers run";
/// How many programs there are at least: Phoenix, a forwarder, PostgreSQL, NATS, Prometheus and Alertmanager.
const SERVERS: usize = 6;
/// PostgreSQL puts its things in order first. Only a test that fails waits for so long.
const PATIENCE: Duration = Duration::from_secs(60);
const POLL: Duration = Duration::from_millis(50);

#[test]
#[ignore = "runs in the process that the other test starts and ends"]
fn starter() -> Result<()> {
    ensure!(env::var_os(MARK).is_some(), "the other test starts this");
    let Some(programs) = live::prometheus()? else { return Ok(()) };
    let Some(nats) = live::nats_server()? else { return Ok(()) };
    let Some(servers) = live::phoenix_on_postgres()? else { return Ok(()) };
    let Some(forwarder) = live::forwarder(&servers.0)? else { return Ok(()) };
    let alerts = prometheus::Alertmanager::start(
        &programs,
        "{ route: { receiver: nobody }, receivers: [{ name: nobody }] }",
    )?;
    let metrics = prometheus::Server::start(&programs, &[], None, Some(&alerts))?;
    println!("{STARTED}");
    loop {
        thread::park();
        // They end when they are dropped, which is never.
        let _ = (&servers, &nats, &forwarder, &alerts, &metrics);
    }
}

/// Ids of the processes with this mark.
fn marked(mark: &str) -> Result<Vec<String>> {
    let variable = format!("{MARK}={mark}");
    let mut found = Vec::new();
    for entry in fs::read_dir("/proc")? {
        let entry = entry?;
        // Those of other users, and those that have just ended, are none of ours.
        let Ok(environment) = fs::read(entry.path().join("environ")) else { continue };
        if environment.split(|byte| *byte == 0).any(|each| each == variable.as_bytes()) {
            found.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    Ok(found)
}

#[test]
fn no_server_outlives_a_starter_that_is_terminated() -> Result<()> {
    // Under this test's name: the starter's is none that has to run.
    let Some(_) = live::prometheus()? else { return Ok(()) };
    let mark = process::id().to_string();
    let mut command = Command::new(env::current_exe()?);
    command.args(["--exact", "starter", "--ignored", "--nocapture"]);
    command.env(MARK, &mark).env_remove(live::SKIPPED_TESTS);
    let mut starter = command.stdout(Stdio::piped()).spawn()?;
    let mut output = BufReader::new(starter.stdout.take().context("it is a pipe")?).lines();
    let started = output.by_ref().map_while(Result::ok).any(|line| line.contains(STARTED));
    if !started {
        ensure!(starter.wait()?.success(), "the servers did not start");
        // It has said why it is skipped.
        return Ok(());
    }
    let running = marked(&mark)?;
    assert!(running.len() > SERVERS, "{running:?}");

    let killed = Command::new("kill").args(["-TERM", &starter.id().to_string()]).status()?;
    ensure!(killed.success(), "kill: {killed}");
    starter.wait()?;
    let deadline = Instant::now() + PATIENCE;
    loop {
        let left = marked(&mark)?;
        if left.is_empty() {
            return Ok(());
        }
        assert!(Instant::now() < deadline, "processes {left:?} run on");
        thread::sleep(POLL);
    }
}
