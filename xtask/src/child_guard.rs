//! Programs that do not outlive whoever started them, however that ends: by its own will, by Ctrl-C, SIGTERM or SIGKILL.
//!
//! What of ours is told to end (the examples' services, `serve.py`) watches its standard input itself. Other programs do
//! not: a shell between us and them does it for them. Builds and installations are not held: they end by themselves.

use std::{
    ffi::OsStr,
    io::{self, Read},
    path::Path,
    process::{Child, ChildStdin, Command, Output, Stdio},
    thread,
};

/// Runs `"$@"` for as long as standard input stays open, then sends it the signal `$1`; where it had to, and `$2` is not
/// empty, what is there goes too. Ctrl-C at a terminal reaches this shell as well: it has to stay for the rest.
const HOLD: &str = r#"signal=$1 temp_dir=$2; shift 2; exec 3<&0
"$@" 3<&- </dev/null & program=$!
exec 2>/dev/null; trap '' INT
{ read -r line <&3; kill -"$signal" $program; } & watch=$!
wait $program; status=$?
kill $watch
if wait $watch && [ -n "$temp_dir" ]; then rm -rf "$temp_dir"; fi
exit $status"#;

/// How a program is ended.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Signal {
    /// SIGKILL, as a crash would.
    Kill,
    /// SIGINT, on which it puts its things in order.
    Interrupt,
}

/// A running program. It ends when this is dropped, or when this process ends.
#[derive(Debug)]
pub(crate) struct ChildGuard {
    pub(crate) child: Child,
    /// The end of this pipe is the program's end.
    held: Option<ChildStdin>,
}

impl ChildGuard {
    /// A command for [`ChildGuard::spawn`], to which arguments and variables of the program are added.
    pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
        Self::command_with(Signal::Kill, Path::new(""), program)
    }

    /// The same with the signal that ends the program, and the folder that is then nobody's any more.
    pub(crate) fn command_with(signal: Signal, temp_dir: &Path, program: impl AsRef<OsStr>) -> Command {
        if cfg!(not(unix)) {
            return Command::new(program);
        }
        let signal = match signal {
            Signal::Kill => "KILL",
            Signal::Interrupt => "INT",
        };
        let mut command = Command::new("sh");
        command.args(["-c", HOLD, "sh", signal]).arg(temp_dir).arg(program);
        command
    }

    /// Starts the program; its standard input is empty.
    pub(crate) fn spawn(command: &mut Command) -> io::Result<Self> {
        let mut child = command.stdin(Stdio::piped()).spawn()?;
        let held = child.stdin.take();
        Ok(Self { child, held })
    }

    /// Ends the program and waits until it has ended; nothing where it has already.
    pub(crate) fn end(&mut self) {
        drop(self.held.take());
        if cfg!(not(unix)) {
            // An error means that it has ended.
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
    }

    /// Waits until the program ends by itself, and says what it wrote to the pipes that it was given.
    pub(crate) fn output(mut self) -> io::Result<Output> {
        let errors = self.child.stderr.take();
        // Both at once: a full pipe would stop the program.
        let errors = thread::spawn(move || read(errors));
        let stdout = read(self.child.stdout.take())?;
        let stderr = errors.join().unwrap_or_else(|_| Ok(Vec::new()))?;
        Ok(Output { status: self.child.wait()?, stdout, stderr })
    }
}

impl Drop for ChildGuard {
    fn drop(&mut self) {
        self.end();
    }
}

fn read(pipe: Option<impl Read>) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if let Some(mut pipe) = pipe {
        pipe.read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

#[cfg(all(test, unix))]
mod tests {
    use std::{
        env, fs,
        io::{BufRead as _, BufReader, Read as _},
        path::{Path, PathBuf},
        process::{self, Child, ChildStdout, Command, Stdio},
        sync::mpsc,
        thread,
        time::Duration,
    };

    use anyhow::{Context as _, Result, ensure};

    use super::{ChildGuard, Signal};

    /// Tells the test `starter` that it is one, and which folder goes with its program.
    const STARTER: &str = "CHILD_GUARD_TEST_STARTER";
    const RUNNING: &str = "the program runs";
    /// Only a test that fails waits for so long.
    const PATIENCE: Duration = Duration::from_secs(60);

    #[test]
    #[ignore = "runs in the process that the other tests start and end"]
    fn starter() -> Result<()> {
        let temp_dir = PathBuf::from(env::var_os(STARTER).context("the other tests start this")?);
        let mut program = ChildGuard::command_with(Signal::Kill, &temp_dir, "sh");
        // It has our standard output: whoever reads there is at the end when all who have it have ended.
        program.args(["-c", &format!("echo {RUNNING}; exec tail -f /dev/null")]);
        let _guard = ChildGuard::spawn(&mut program)?;
        loop {
            thread::park();
        }
    }

    /// A program that Ctrl-C ends, also where these tests run in the background of a script, which ignores it.
    fn unignored(program: &Path) -> Command {
        if cfg!(not(target_os = "linux")) {
            return Command::new(program);
        }
        let mut command = Command::new("env");
        command.arg("--default-signal=INT").arg(program);
        command
    }

    /// A process with a guarded program, which runs.
    fn start(temp_dir: &Path) -> Result<(Child, BufReader<ChildStdout>)> {
        let mut command = unignored(&env::current_exe()?);
        command
            .args(["--exact", "child_guard::tests::starter", "--ignored", "--nocapture"])
            .env(STARTER, temp_dir);
        let mut starter = command.stdout(Stdio::piped()).spawn()?;
        let mut output = BufReader::new(starter.stdout.take().context("it is a pipe")?);
        let mut line = String::new();
        while !line.contains(RUNNING) {
            line.clear();
            ensure!(output.read_line(&mut line)? > 0, "the program does not start");
        }
        Ok((starter, output))
    }

    fn ends_when_its_starter_gets(signal: &str) -> Result<()> {
        let temp_dir = env::temp_dir().join(format!("openinference-guard-{}-{signal}", process::id()));
        fs::create_dir(&temp_dir)?;
        let (mut starter, mut output) = start(&temp_dir)?;
        let killed =
            Command::new("kill").args([&format!("-{signal}"), &starter.id().to_string()]).status()?;
        ensure!(killed.success(), "kill: {killed}");
        starter.wait()?;

        let (ended, end) = mpsc::channel();
        thread::spawn(move || ended.send(output.read_to_end(&mut Vec::new())));
        end.recv_timeout(PATIENCE).context("the program runs on")??;
        assert!(!temp_dir.exists(), "what it kept is there");
        Ok(())
    }

    #[test]
    fn a_program_ends_when_its_starter_is_told_to_end() -> Result<()> {
        ends_when_its_starter_gets("TERM")
    }

    #[test]
    fn a_program_ends_when_its_starter_is_interrupted() -> Result<()> {
        ends_when_its_starter_gets("INT")
    }

    #[test]
    fn a_program_ends_when_its_starter_crashes() -> Result<()> {
        ends_when_its_starter_gets("KILL")
    }

    #[test]
    fn a_program_that_ends_by_itself_says_so_and_its_folder_stays() -> Result<()> {
        let folder = env::temp_dir().join(format!("openinference-guard-{}-kept", process::id()));
        fs::create_dir(&folder)?;
        let mut command = ChildGuard::command_with(Signal::Kill, &folder, "sh");
        command.args(["-c", "echo out; echo err >&2; exit 7"]).stdout(Stdio::piped()).stderr(Stdio::piped());
        let output = ChildGuard::spawn(&mut command)?.output()?;
        assert_eq!(output.status.code(), Some(7));
        assert_eq!((&output.stdout[..], &output.stderr[..]), (&b"out\n"[..], &b"err\n"[..]));
        fs::remove_dir(folder)?;
        Ok(())
    }
}
