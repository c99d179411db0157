//! Tests that were skipped, and have to run elsewhere.

use std::{collections::BTreeSet, fs, path::PathBuf};

use anyhow::{Result, ensure};

use super::{Report, Verdict};
use crate::workspace::Metadata;

/// Tests that found, one after the other, that they are skipped: a file, which they write.
#[derive(Debug)]
pub struct SkippedTests(PathBuf);

impl SkippedTests {
    /// None so far.
    ///
    /// # Errors
    /// When there is no place for the file.
    pub fn none_yet() -> Result<Self> {
        let folder = Metadata::read()?.target_dir()?.join("live");
        fs::create_dir_all(&folder)?;
        let file = folder.join(format!("skipped-{}", std::process::id()));
        fs::write(&file, "")?;
        Ok(Self(file))
    }

    /// Where they add themselves.
    #[must_use]
    pub fn file(&self) -> String {
        self.0.to_string_lossy().into_owned()
    }

    /// Package, program and name of each.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn names(&self) -> Result<BTreeSet<String>> {
        Ok(fs::read_to_string(&self.0)?.lines().map(str::to_owned).collect())
    }

    /// Each is among those that ran.
    ///
    /// # Errors
    /// When one is not, with its name: nothing lets it run.
    pub fn all_ran(&self, report: &Report) -> Result<()> {
        missing(&self.names()?, report)
    }
}

impl Drop for SkippedTests {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

fn missing(skipped: &BTreeSet<String>, report: &Report) -> Result<()> {
    let ran: BTreeSet<&str> = report.with(Verdict::Passed).collect();
    let missing: Vec<_> = skipped.iter().filter(|name| !ran.contains(name.as_str())).collect();
    ensure!(missing.is_empty(), "skipped, and nothing lets them run as live tests: {missing:#?}");
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, time::Duration};

    use super::{Report, Verdict, missing};
    use crate::live_tests::report::Outcome;

    #[test]
    fn a_test_that_was_skipped_and_is_no_live_test_is_named() {
        let outcome = |test: &str, verdict| Outcome {
            test: test.to_owned(),
            verdict,
            time: Duration::ZERO,
            written: String::new(),
        };
        let report = Report(vec![outcome("a", Verdict::Passed), outcome("b", Verdict::Failed)]);
        let skipped = |names: &[&str]| BTreeSet::from_iter(names.iter().map(|name| (*name).to_owned()));
        assert!(missing(&skipped(&["a"]), &report).is_ok());
        let error = missing(&skipped(&["a", "b", "c"]), &report).expect_err("two have not passed");
        assert!(error.to_string().contains("\"b\"") && error.to_string().contains("\"c\""), "{error}");
    }
}
