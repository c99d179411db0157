//! JUnit XML, as Jenkins' `junit-10.xsd` has it: a suite for each file, in it a test for each rule, so that a report also shows
//! what was found to be right.
//!
//! Written by hand: `quick-junit` adds attributes that the schema does not have.

use std::io::{self, Write};

use openinference_runtime::testing::{Finding, Rule};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::Outcome;

/// The suite of findings that are about no file: a trace as a whole.
const TRACES: &str = "traces";

/// Whether what is described by the lines is a test that failed, or one that could not be made.
#[derive(Clone, Copy, PartialEq)]
enum Verdict {
    Failure,
    Error,
}

struct Suite {
    name: String,
    cases: Vec<Case>,
}

struct Case {
    name: String,
    verdict: Verdict,
    what: &'static str,
    /// What was found; none: passed.
    lines: Vec<String>,
}

impl Suite {
    fn new(name: &str, outcome: &Outcome, is_of: &dyn Fn(&Finding) -> bool) -> Self {
        let cases = Rule::ALL.iter().map(|rule| Case {
            name: rule.to_string(),
            verdict: Verdict::Failure,
            what: rule.summary(),
            lines: outcome
                .report
                .of(*rule)
                .filter(|finding| is_of(finding))
                .map(ToString::to_string)
                .collect(),
        });
        Self { name: name.to_owned(), cases: cases.collect() }
    }

    fn count(&self, verdict: Verdict) -> usize {
        self.cases.iter().filter(|case| case.verdict == verdict && !case.lines.is_empty()).count()
    }
}

pub(super) fn write(outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
    let mut suites = Vec::new();
    for file in &outcome.files {
        let is_of = |finding: &Finding| finding.source.as_ref().is_some_and(|source| source.file == *file);
        let mut suite = Suite::new(file, outcome, &is_of);
        let problems = outcome.problems.iter().filter(|problem| problem.file == *file);
        suite.cases.push(Case {
            name: "readable".to_owned(),
            verdict: Verdict::Error,
            what: "cannot be read",
            lines: problems.map(ToString::to_string).collect(),
        });
        suites.push(suite);
    }
    if outcome.report.findings.iter().any(|finding| finding.source.is_none()) {
        suites.push(Suite::new(TRACES, outcome, &|finding| finding.source.is_none()));
    }
    let mut xml = Writer::new_with_indent(out, b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    document(&mut xml, &suites)?;
    xml.into_inner().write_all(b"\n")
}

fn document(xml: &mut Writer<&mut dyn Write>, suites: &[Suite]) -> io::Result<()> {
    let tests: usize = suites.iter().map(|suite| suite.cases.len()).sum();
    let count = |verdict| suites.iter().map(|suite| suite.count(verdict)).sum::<usize>().to_string();
    let (failures, errors) = (count(Verdict::Failure), count(Verdict::Error));
    xml.create_element("testsuites")
        .with_attribute(("name", env!("CARGO_PKG_NAME")))
        .with_attribute(("tests", tests.to_string().as_str()))
        .with_attribute(("failures", failures.as_str()))
        .with_attribute(("errors", errors.as_str()))
        .write_inner_content(|xml| suites.iter().try_for_each(|suite| suite.write(xml)))?;
    Ok(())
}

impl Suite {
    fn write(&self, xml: &mut Writer<&mut dyn Write>) -> io::Result<()> {
        xml.create_element("testsuite")
            .with_attribute(("name", allowed(&self.name).as_str()))
            .with_attribute(("tests", self.cases.len().to_string().as_str()))
            .with_attribute(("failures", self.count(Verdict::Failure).to_string().as_str()))
            .with_attribute(("errors", self.count(Verdict::Error).to_string().as_str()))
            .write_inner_content(|xml| self.cases.iter().try_for_each(|case| case.write(&self.name, xml)))?;
        Ok(())
    }
}

impl Case {
    fn write(&self, suite: &str, xml: &mut Writer<&mut dyn Write>) -> io::Result<()> {
        let suite = allowed(suite);
        let case = xml
            .create_element("testcase")
            .with_attribute(("name", self.name.as_str()))
            .with_attribute(("classname", suite.as_str()));
        if self.lines.is_empty() {
            case.write_empty()?;
            return Ok(());
        }
        let element = match self.verdict {
            Verdict::Failure => "failure",
            Verdict::Error => "error",
        };
        let message = format!("{}: {}", self.what, self.lines.len());
        let lines = allowed(&self.lines.join("\n"));
        case.write_inner_content(|xml| {
            xml.create_element(element)
                .with_attribute(("message", message.as_str()))
                .with_attribute(("type", env!("CARGO_PKG_NAME")))
                .write_text_content(BytesText::new(&lines))?;
            Ok(())
        })?;
        Ok(())
    }
}

/// Without the characters that XML cannot hold, escaped or not.
fn allowed(text: &str) -> String {
    text.replace(|c: char| matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}'), "\u{fffd}")
}
