//! Programs of their own within a test program: ignored tests that another test runs in a process of theirs.

use std::env;
use std::process::{Command, Output, Stdio};
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};

/// What takes longer hangs, on any machine.
const LIMIT: Duration = Duration::from_secs(300);

/// Runs the ignored test of this path to its end.
///
/// # Errors
/// When it cannot be started, when it fails, and when it hangs: it is ended then, with all processes that it started.
pub fn run(path: &str, prepare: impl FnOnce(&mut Command)) -> Result<Output> {
    run_within(LIMIT, path, prepare)
}

/// The same with a limit of the caller's.
///
/// # Errors
/// Those of [`run`].
pub fn run_within(limit: Duration, path: &str, prepare: impl FnOnce(&mut Command)) -> Result<Output> {
    let mut command = Command::new(env::current_exe()?);
    command.args(["--exact", path, "--ignored", "--nocapture"]);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    prepare(&mut command);
    let child = command.spawn().with_context(|| format!("{path} does not start"))?;
    let id = child.id();
    let (sender, ended) = channel();
    thread::spawn(move || sender.send(child.wait_with_output()));
    let Ok(ended) = ended.recv_timeout(limit) else {
        end_group(id);
        // What it said until then, unless somebody still holds its pipes.
        let ended = ended.recv_timeout(Duration::from_secs(10));
        bail!("{path} did not end within {limit:?}: {ended:?}");
    };
    let ended = ended?;
    ensure!(
        ended.status.success(),
        "{path}: {}\n{}\n{}",
        ended.status,
        String::from_utf8_lossy(&ended.stdout),
        String::from_utf8_lossy(&ended.stderr)
    );
    Ok(ended)
}

/// The process and all that it started.
fn end_group(id: u32) {
    let _ = Command::new("sh").args(["-c", "kill -KILL -\"$1\"", "sh", &id.to_string()]).status();
}
