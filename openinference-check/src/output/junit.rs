//! JUnit XML: a suite for each file, in it a test for each rule, so that a report also shows what was found to be right.

use std::io::{self, Write};

use openinference_runtime::testing::{Finding, Rule};
use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::Outcome;

/// The suite of findings that are about no file: a trace as a whole.
const TRACES: &str = "traces";

pub(super) fn write(outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
    let mut report = Report::new(env!("CARGO_PKG_NAME"));
    for file in &outcome.files {
        let mut suite = suite(
            file,
            &|finding| finding.source.as_ref().is_some_and(|source| source.file == *file),
            outcome,
        );
        let problems: Vec<String> = outcome
            .problems
            .iter()
            .filter(|problem| problem.file == *file)
            .map(ToString::to_string)
            .collect();
        let mut readable =
            TestCase::new("readable", status(NonSuccessKind::Error, "cannot be read", &problems));
        readable.set_classname(&**file);
        suite.add_test_case(readable);
        report.add_test_suite(suite);
    }
    if outcome.report.findings.iter().any(|finding| finding.source.is_none()) {
        report.add_test_suite(suite(TRACES, &|finding| finding.source.is_none(), outcome));
    }
    report.serialize(out).map_err(io::Error::other)
}

fn suite(name: &str, is_of: &dyn Fn(&Finding) -> bool, outcome: &Outcome) -> TestSuite {
    let mut suite = TestSuite::new(name);
    for rule in Rule::ALL {
        let findings: Vec<String> =
            outcome.report.of(*rule).filter(|finding| is_of(finding)).map(ToString::to_string).collect();
        let mut case =
            TestCase::new(rule.to_string(), status(NonSuccessKind::Failure, rule.summary(), &findings));
        case.set_classname(name);
        suite.add_test_case(case);
    }
    suite
}

fn status(kind: NonSuccessKind, what: &str, lines: &[String]) -> TestCaseStatus {
    if lines.is_empty() {
        return TestCaseStatus::success();
    }
    let mut status = TestCaseStatus::non_success(kind);
    status
        .set_message(format!("{what}: {}", lines.len()))
        .set_type(env!("CARGO_PKG_NAME"))
        .set_description(lines.join("\n"));
    status
}
