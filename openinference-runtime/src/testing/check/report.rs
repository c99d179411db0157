//! What the checks found.

use std::fmt::{self, Write as _};

use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::allow::Allow;
use super::finding::Finding;
use super::rule::{Rule, Severity};
use crate::testing::pattern::Pattern;
use crate::testing::trace::Trace;

/// What is wrong with a trace, in the order of its spans. From [`Trace::check`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use = "a report says nothing by itself: call `assert_clean`"]
pub struct Report {
    /// The findings, without those that are allowed.
    pub findings: Vec<Finding>,
    /// How many spans were checked.
    pub spans: usize,
    /// How many findings were allowed.
    pub allowed: usize,
}

impl Report {
    /// Whether nothing was found.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.findings.is_empty()
    }

    /// Whether a finding is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// The findings of that rule.
    pub fn of(&self, rule: Rule) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(move |finding| finding.rule == rule)
    }

    /// The codes of the findings, each once, in order.
    #[must_use]
    pub fn codes(&self) -> Vec<&'static str> {
        let mut codes: Vec<_> = self.findings.iter().map(|finding| finding.rule.code()).collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    }

    /// Without the findings of that rule. [`Checker`](super::Checker) can allow one span or one key.
    pub fn allow(self, rule: Rule) -> Self {
        self.without(&Allow::everywhere(rule))
    }

    /// Without the findings of that rule about such keys.
    pub fn allow_key(self, rule: Rule, key: impl Into<Pattern>) -> Self {
        self.without(&Allow::key(rule, key.into()))
    }

    /// Takes up the findings of another trace.
    pub fn merge(&mut self, other: Self) {
        self.findings.extend(other.findings);
        self.spans += other.spans;
        self.allowed += other.allowed;
    }

    pub(super) fn without(mut self, allow: &Allow) -> Self {
        let before = self.findings.len();
        self.findings.retain(|finding| !allow.covers(finding));
        self.allowed += before - self.findings.len();
        self
    }

    /// Asserts that nothing was found, neither error nor warning.
    ///
    /// # Panics
    /// When something was; the message lists it.
    #[track_caller]
    pub fn assert_clean(&self) {
        assert!(self.is_clean(), "the trace departs from the OpenInference conventions\n\n{self}");
    }
}

impl Trace {
    /// Asserts that the trace keeps to the conventions: [`check`](Self::check) and
    /// [`assert_clean`](Report::assert_clean), with the tree in the message.
    ///
    /// # Panics
    /// When something was found.
    #[track_caller]
    pub fn assert_conforms(&self) {
        let report = self.check();
        assert!(
            report.is_clean(),
            "the trace departs from the OpenInference conventions\n\n{report}\nthe trace:\n{self:#}"
        );
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.findings.iter().try_for_each(|finding| writeln!(f, "{finding}"))?;
        let errors = self.findings.iter().filter(|finding| finding.severity == Severity::Error).count();
        let warnings = self.findings.len() - errors;
        write!(
            f,
            "{}: {}, {}",
            Count(self.spans, "span"),
            Count(errors, "error"),
            Count(warnings, "warning")
        )?;
        match self.allowed {
            0 => writeln!(f),
            allowed => writeln!(f, ", {allowed} allowed"),
        }
    }
}

struct Count(usize, &'static str);

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}{}", self.0, self.1, if self.0 == 1 { "" } else { "s" })
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(source) = &self.source {
            write!(f, "{source}: ")?;
        }
        write!(f, "{}[{}] {}", self.severity, self.rule.code(), Plain(&self.message))?;
        match (self.span, &self.path) {
            (0, _) => Ok(()),
            (number, path) => write!(f, " (span {number}: {})", Plain(path)),
        }
    }
}

/// A text without what steers a terminal: names come from anywhere.
struct Plain<'a>(&'a str);

impl fmt::Display for Plain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|character| match character {
            control if control.is_control() => write!(f, "{}", control.escape_default()),
            plain => f.write_char(plain),
        })
    }
}

impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Finding", 9)?;
        out.serialize_field("code", self.rule.code())?;
        out.serialize_field("rule", self.rule.name())?;
        out.serialize_field("severity", self.severity.as_str())?;
        out.serialize_field("message", &self.message)?;
        out.serialize_field("key", &self.key)?;
        out.serialize_field("span", &self.span)?;
        out.serialize_field("path", &self.path)?;
        out.serialize_field("ids", &self.ids)?;
        out.serialize_field("source", &self.source.as_ref().map(ToString::to_string))?;
        out.end()
    }
}
