//! What became of the tests.

use std::{fmt::Write as _, time::Duration};

use crate::live::{SKIPPED, SKIPPED_OPTIONAL};

/// How a test ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It ran to its end.
    Passed,
    /// It did not, or ended with an error.
    Failed,
    /// It found that something is missing that it needs.
    Skipped,
    /// It found that something is missing that nothing here installs.
    SkippedOptional,
}

impl Verdict {
    /// By what the test's process wrote and whether it ended well.
    pub(super) fn new(success: bool, written: &str) -> Self {
        let says = |beginning: &str| written.lines().any(|line| line.starts_with(beginning));
        match success {
            true if says(SKIPPED) => Self::Skipped,
            true if says(SKIPPED_OPTIONAL) => Self::SkippedOptional,
            // A name that none has any more would run nothing.
            true if written.contains("test result: ok. 1 passed") => Self::Passed,
            _ => Self::Failed,
        }
    }

    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Passed => "ok",
            Self::Failed => "FAILED",
            Self::Skipped => "SKIPPED",
            Self::SkippedOptional => "skipped",
        }
    }
}

/// What became of each test: package, program and name.
#[derive(Debug, Default)]
pub struct Report(pub(super) Vec<Outcome>);

#[derive(Debug)]
pub(super) struct Outcome {
    pub(super) test: String,
    pub(super) verdict: Verdict,
    pub(super) time: Duration,
    /// What it wrote.
    pub(super) written: String,
}

impl Report {
    /// Names of the tests that ended so.
    pub fn with(&self, verdict: Verdict) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |outcome| outcome.verdict == verdict).map(|outcome| &*outcome.test)
    }

    /// Names and times of all.
    pub fn times(&self) -> impl Iterator<Item = (&str, Duration)> {
        self.0.iter().map(|outcome| (&*outcome.test, outcome.time))
    }

    /// Whether each ran that has what it needs, and to its end.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.with(Verdict::Failed).chain(self.with(Verdict::Skipped)).next().is_none()
    }

    /// What those wrote that failed, their names, and how many did not.
    #[must_use]
    pub fn summary(&self) -> String {
        let mut text = String::new();
        let bad = |outcome: &&Outcome| matches!(outcome.verdict, Verdict::Failed | Verdict::Skipped);
        for Outcome { test, written, .. } in self.0.iter().filter(bad) {
            // Writing to a string does not fail.
            let _ = writeln!(text, "\n── {test}\n{}", written.trim_end());
        }
        text.push('\n');
        for Outcome { test, verdict, .. } in self.0.iter().filter(bad) {
            let _ = writeln!(text, "{:<8} {test}", verdict.word());
        }
        let count = |verdict| self.with(verdict).count();
        let [passed, failed] = [Verdict::Passed, Verdict::Failed].map(count);
        let [skipped, optional] = [Verdict::Skipped, Verdict::SkippedOptional].map(count);
        let _ = write!(
            text,
            "{passed} live tests passed, {failed} failed, {skipped} were skipped that should have run, {optional} need what \
             nothing here installs"
        );
        text
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Outcome, Report, Verdict};

    const RAN: &str = "test a ... ok\n\ntest result: ok. 1 passed; 0 failed";

    #[test]
    fn a_test_that_was_skipped_or_did_not_run_has_not_passed() {
        assert_eq!(Verdict::new(true, RAN), Verdict::Passed);
        assert_eq!(Verdict::new(false, RAN), Verdict::Failed);
        assert_eq!(Verdict::new(true, "test result: ok. 0 passed; 0 failed"), Verdict::Failed);
        assert_eq!(Verdict::new(true, &format!("SKIPPED: a: no b\n{RAN}")), Verdict::Skipped);
        let optional = Verdict::new(true, &format!("SKIPPED (optional): no c\n{RAN}"));
        assert_eq!(optional, Verdict::SkippedOptional);
    }

    #[test]
    fn all_that_failed_or_were_skipped_are_named() {
        let outcome = |test: &str, verdict| Outcome {
            test: test.to_owned(),
            verdict,
            time: Duration::ZERO,
            written: format!("{test} wrote"),
        };
        let good = [outcome("a", Verdict::Passed), outcome("b", Verdict::SkippedOptional)];
        assert!(Report(good.into()).is_good());
        let bad = [Verdict::Failed, Verdict::Skipped, Verdict::Passed, Verdict::Failed];
        let bad = bad.into_iter().zip(["c", "d", "e", "f"]).map(|(verdict, test)| outcome(test, verdict));
        let report = Report(bad.collect());
        assert!(!report.is_good());
        let summary = report.summary();
        for line in ["c wrote", "d wrote", "f wrote", "FAILED   c", "SKIPPED  d", "FAILED   f"] {
            assert!(summary.contains(line), "{summary}");
        }
        assert!(summary.contains("1 live tests passed, 2 failed, 1 were skipped"), "{summary}");
    }
}
