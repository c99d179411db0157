//! Times of tests, of which the longest are printed.

use std::{
    cell::RefCell,
    io::{self, BufRead, BufReader},
    process::{Command, ExitStatus},
    rc::Rc,
    time::Duration,
};

/// How many are printed.
const PRINTED: usize = 20;

/// What took how long; copies are the same list.
#[derive(Clone, Default)]
pub(crate) struct Timings(Rc<RefCell<Vec<(String, Duration)>>>);

impl Timings {
    pub(crate) fn add(&self, what: impl Into<String>, time: Duration) {
        self.0.borrow_mut().push((what.into(), time));
    }

    /// Runs a cargo command, shows what it writes, and notes how long each test program takes by what that says of itself.
    pub(crate) fn watch(&self, command: &mut Command) -> io::Result<ExitStatus> {
        // One pipe for both: what stands before what is what tells programs from each other.
        let (reader, writer) = io::pipe()?;
        let mut child =
            command.env("CARGO_TERM_COLOR", "never").stdout(writer.try_clone()?).stderr(writer).spawn()?;
        // The command keeps its ends of the pipe, which would never be at its end.
        command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
        self.read(BufReader::new(reader))?;
        child.wait()
    }

    fn read(&self, output: impl BufRead) -> io::Result<()> {
        let mut program = String::new();
        for line in output.lines() {
            let line = line?;
            println!("{line}");
            if let Some(begun) = begun(&line) {
                program = begun.to_owned();
            } else if let Some(time) = finished(&line) {
                self.add(program.clone(), time);
            }
        }
        Ok(())
    }

    /// The longest, one a line.
    pub(crate) fn longest(&self) -> String {
        let mut times = self.0.borrow().clone();
        times.sort_by_key(|(_, time)| std::cmp::Reverse(*time));
        let line = |(what, time): &(String, Duration)| format!("{:>9.1} s  {what}\n", time.as_secs_f64());
        times.iter().take(PRINTED).map(line).collect()
    }
}

/// The program that cargo says it runs.
fn begun(line: &str) -> Option<&str> {
    let line = line.trim_start();
    line.strip_prefix("Running ").or_else(|| line.starts_with("Doc-tests ").then_some(line))
}

/// How long a program took that says so.
fn finished(line: &str) -> Option<Duration> {
    let (_, time) = line.strip_prefix("test result: ")?.rsplit_once("finished in ")?;
    Duration::try_from_secs_f64(time.strip_suffix('s')?.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Timings;

    const OUTPUT: &str = "\
   Compiling tests v0.1.0
     Running tests/quick.rs (target/debug/deps/quick-0b)

running 1 test
test a ... ok

test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.25s

     Running tests/slow.rs (target/debug/deps/slow-0a)
test result: FAILED. 0 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 12.50s
   Doc-tests runtime
test result: ok. 9 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 3.00s
";

    #[test]
    fn each_program_has_the_time_that_it_says_and_the_longest_stand_first() {
        let timings = Timings::default();
        timings.read(OUTPUT.as_bytes()).expect("it is text");
        timings.add("live", Duration::from_secs(5));
        let expected = "     12.5 s  tests/slow.rs (target/debug/deps/slow-0a)\n      5.0 s  live\n      \
                        3.0 s  Doc-tests runtime\n      0.2 s  tests/quick.rs (target/debug/deps/quick-0b)\n";
        assert_eq!(timings.longest(), expected);
    }
}
