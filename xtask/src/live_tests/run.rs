//! Tests side by side.

use std::{
    collections::VecDeque,
    fs::{self, File},
    path::Path,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, anyhow, ensure};

use super::{
    Machine, Report, Verdict,
    machine::cores,
    program::{self, Test},
    report::Outcome,
};
use crate::{
    child_guard::ChildGuard,
    live::{LIVE_TESTS, SHARED_PHOENIX},
    phoenix::{self, Venv},
    workspace::Metadata,
};

/// Tests wait for servers most of their time.
const TESTS_A_CORE: usize = 2;
/// A test that takes longer hangs.
const LONGEST_TEST: Duration = Duration::from_secs(600);
const POLL: Duration = Duration::from_millis(20);

/// Builds the live tests and runs those whose name has one of `names` in it, or all where there are none; `jobs` of them at
/// a time.
///
/// # Errors
/// When they do not build, when there is none of such a name, when Phoenix does not start.
pub fn run(names: &[String], jobs: Option<usize>, machine: Machine) -> Result<Report> {
    // One for all: it takes long to start, and has room for a project for each.
    let (tests, phoenix) = thread::scope(|scope| {
        let phoenix = scope.spawn(|| phoenix::Server::start(&Venv::prepare()?));
        let tests = program::build();
        let phoenix = phoenix.join().map_err(|_| anyhow!("the start of Phoenix panicked"));
        Ok::<_, anyhow::Error>((tests?, phoenix??))
    })?;
    let is_wanted = |test: &Test| names.is_empty() || names.iter().any(|name| test.id().contains(name));
    let tests: VecDeque<Test> = tests.into_iter().filter(is_wanted).collect();
    ensure!(!tests.is_empty(), "no live test has one of these in its name: {}", names.join(", "));

    let logs = Metadata::read()?.target_dir()?.join("live").join(std::process::id().to_string());
    fs::create_dir_all(&logs)?;
    let jobs = jobs.unwrap_or(TESTS_A_CORE * cores()).clamp(1, tests.len());
    println!("{} live tests, {jobs} at a time", tests.len());
    let side = Side { phoenix: phoenix.share()?, logs: &logs, machine, count: AtomicUsize::new(0) };
    let burners = machine.burners()?;
    let report = side.run(tests, jobs)?;
    burners.end()?;
    fs::remove_dir_all(logs)?;
    Ok(report)
}

/// What all tests of a run have in common.
struct Side<'s> {
    phoenix: &'s Path,
    logs: &'s Path,
    machine: Machine,
    count: AtomicUsize,
}

impl Side<'_> {
    fn run(&self, tests: VecDeque<Test>, jobs: usize) -> Result<Report> {
        let (tests, outcomes) = (Mutex::new(tests), Mutex::new(Vec::new()));
        let next = || tests.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
        let work = || -> Result<()> {
            while let Some(test) = next() {
                let outcome = self.test(&test).with_context(|| test.id())?;
                println!(
                    "{:>8} {:>6.1} s  {}",
                    outcome.verdict.word(),
                    outcome.time.as_secs_f64(),
                    outcome.test
                );
                outcomes.lock().unwrap_or_else(PoisonError::into_inner).push(outcome);
            }
            Ok(())
        };
        thread::scope(|scope| {
            let workers: Vec<_> = (0..jobs).map(|_| scope.spawn(work)).collect();
            workers
                .into_iter()
                .try_for_each(|worker| worker.join().map_err(|_| anyhow!("a worker panicked"))?)
        })?;
        Ok(Report(outcomes.into_inner().unwrap_or_else(PoisonError::into_inner)))
    }

    fn test(&self, test: &Test) -> Result<Outcome> {
        let log = self.logs.join(self.count.fetch_add(1, Ordering::Relaxed).to_string());
        let file = File::create(&log)?;
        let mut command = test.command(|program| ChildGuard::command(program));
        command
            .env(LIVE_TESTS, "required")
            .env(SHARED_PHOENIX, self.phoenix)
            .envs(self.machine.environment().iter().copied())
            .stdout(file.try_clone()?)
            .stderr(file);
        let start = Instant::now();
        let mut process = ChildGuard::spawn(&mut command)?;
        let status = loop {
            if let Some(status) = process.child.try_wait()? {
                break Some(status);
            }
            if start.elapsed() > LONGEST_TEST {
                process.end();
                break None;
            }
            thread::sleep(POLL);
        };
        let mut written = String::from_utf8_lossy(&fs::read(log)?).into_owned();
        if status.is_none() {
            written += &format!("\nended after {LONGEST_TEST:?}");
        }
        let verdict = Verdict::new(status.is_some_and(|status| status.success()), &written);
        Ok(Outcome { test: test.id(), verdict, time: start.elapsed(), written })
    }
}
