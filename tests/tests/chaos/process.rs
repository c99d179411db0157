//! What the system says of this process; nothing where it says nothing.

use std::fs;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

const TASKS: &str = "/proc/self/task";

fn line<'t>(text: &'t str, key: &str) -> Option<&'t str> {
    text.lines().find_map(|line| line.strip_prefix(key)).map(str::trim)
}

/// Bytes that are in memory.
pub(crate) fn resident() -> Option<usize> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    Some(line(&status, "VmRSS:")?.trim_end_matches(" kB").parse::<usize>().ok()? << 10)
}

/// Time of all processors.
pub(crate) fn cpu() -> Option<Duration> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let ticks = stat.rsplit_once(')')?.1.split_whitespace().skip(11).take(2);
    Some(Duration::from_millis(ticks.map_while(|ticks| ticks.parse::<u64>().ok()).sum::<u64>() * 10))
}

/// How often the threads of telemetry were woken so far.
pub(crate) fn wake_ups() -> Option<u32> {
    Some(
        telemetry_threads()?
            .iter()
            .filter_map(|(status, _)| line(status, "voluntary_ctxt_switches:")?.parse::<u32>().ok())
            .sum(),
    )
}

/// Threads that are not the program's own, with their names.
fn telemetry_threads() -> Option<Vec<(String, String)>> {
    let tasks = fs::read_dir(Path::new(TASKS)).ok()?.filter_map(Result::ok);
    let threads = tasks.filter_map(|task| {
        let status = fs::read_to_string(task.path().join("status")).ok()?;
        let name = line(&status, "Name:")?.to_owned();
        ["openinference", "OpenTelemetry", "reqwest", "tokio"]
            .iter()
            .any(|start| name.starts_with(start))
            .then_some((status, name))
    });
    Some(threads.collect())
}

/// The names of those that are still there when the time is up.
pub(crate) fn wait_for_threads_to_end(patience: Duration) -> Vec<String> {
    let until = Instant::now() + patience;
    loop {
        let names: Vec<_> =
            telemetry_threads().unwrap_or_default().into_iter().map(|(_, name)| name).collect();
        if names.is_empty() || Instant::now() >= until {
            return names;
        }
        thread::sleep(Duration::from_millis(20));
    }
}
