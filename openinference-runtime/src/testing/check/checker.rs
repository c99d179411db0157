//! The rules in force, and what may be done all the same.

use std::sync::Arc;

use super::allow::Allow;
use super::checked_span::CheckedSpan;
use super::finding::Finding;
use super::report::Report;
use super::rule::Rule;
use super::secret::InvalidPattern;
use super::secret::Scanner;
use super::withhold::withhold;
use super::{exception, item, key, kind, limit, number, secret, tree, value};
use crate::config::TraceConfig;
use crate::testing::find::read;
use crate::testing::outline::label;
use crate::testing::selector::IntoSelector;
use crate::testing::trace::{Node, Trace};

/// Checks traces against the conventions; what may be done is said first.
///
/// ```
/// use openinference_runtime::testing::{Checker, Rule, capture_sync};
/// use openinference_runtime::{semconv::SpanKind, span};
///
/// let (_, trace) = capture_sync(|| {
///     span(SpanKind::Llm, "chat").attribute("llm.modle_name", "m").in_scope(|| ())
/// });
/// let report = Checker::new().allow(Rule::RequiredKey).allow(Rule::RecommendedKey).check(&trace);
/// assert_eq!(report.codes(), ["OI204"]);
/// assert!(report.findings[0].message.contains("did you mean `llm.model_name`?"));
/// ```
#[derive(Clone, Debug)]
pub struct Checker {
    allows: Vec<Allow>,
    attribute_limit: Option<usize>,
    scanner: Scanner,
    secrets: Arc<TraceConfig>,
}

impl Default for Checker {
    fn default() -> Self {
        Self::new()
    }
}

impl Trace {
    /// Everything in which the trace departs from the conventions, by [`Rule`]. [`Checker`] has settings.
    pub fn check(&self) -> Report {
        Checker::new().check(self)
    }
}

impl Checker {
    /// Every rule is in force.
    #[must_use]
    pub fn new() -> Self {
        Self {
            allows: Vec::new(),
            attribute_limit: None,
            scanner: Scanner::default(),
            secrets: Arc::new(TraceConfig::default()),
        }
    }

    /// Lets a rule be broken: everywhere, or as an [`Allow`] says.
    #[must_use]
    pub fn allow(mut self, allow: impl Into<Allow>) -> Self {
        self.allows.push(allow.into());
        self
    }

    /// Lets the spans that `selector` means break a rule.
    ///
    /// # Panics
    /// When the selector cannot be read.
    #[must_use]
    #[track_caller]
    pub fn allow_at(self, rule: Rule, selector: impl IntoSelector) -> Self {
        let selector = read(selector);
        self.allow(Allow::spans(rule, selector))
    }

    /// Lets keys of that pattern break a rule.
    #[must_use]
    pub fn allow_key(self, rule: Rule, key: &str) -> Self {
        self.allow(Allow::key(rule, key))
    }

    /// How many attributes a span may have before the rest is lost. Unless said, this crate's 10,000 for spans of its own and
    /// the SDK's 128 for all others.
    #[must_use]
    pub fn attribute_limit(mut self, limit: usize) -> Self {
        self.attribute_limit = Some(limit);
        self
    }

    /// Looks for texts of that pattern too: a regular expression without Unicode classes. `name` says what it finds.
    ///
    /// # Errors
    /// When the expression cannot be read.
    pub fn secret_pattern(mut self, name: &str, pattern: &str) -> Result<Self, InvalidPattern> {
        self.scanner.add(name, pattern)?;
        Ok(self)
    }

    /// Which names of fields are names of secrets.
    #[must_use]
    pub fn config(mut self, config: TraceConfig) -> Self {
        self.secrets = Arc::new(config);
        self
    }

    /// Everything in which the trace departs from the conventions.
    pub fn check(&self, trace: &Trace) -> Report {
        let mut findings = Vec::new();
        tree::check_faults(trace, &mut findings);
        for root in &trace.roots {
            self.below(root, None, "", &mut findings);
        }
        tree::check_unfinished(trace, &mut findings);
        self.allowed(Report { findings, spans: trace.len(), allowed: 0 }, trace)
    }

    /// What is wrong with one span, and with how it stands to its parent, if that is known.
    pub(in crate::testing) fn check_span(&self, node: &Node, parent: Option<&Node>) -> Report {
        let mut findings = Vec::new();
        let path = self.span(node, "", &mut findings);
        tree::check(&mut CheckedSpan { node, path: &path, findings: &mut findings }, parent);
        let trace = Trace { roots: vec![node.clone()], ..Trace::default() };
        self.allowed(Report { findings, spans: 1, allowed: 0 }, &trace)
    }

    /// Without what is allowed, and without the secrets that it is about.
    fn allowed(&self, report: Report, trace: &Trace) -> Report {
        let allows = self.allows.iter();
        let mut report = allows.fold(report, |report, allow| report.without(&allow.within(trace)));
        report.findings.iter_mut().for_each(|finding| withhold(finding, &self.scanner));
        report
    }

    fn below(&self, node: &Node, parent: Option<&Node>, above: &str, findings: &mut Vec<Finding>) {
        let path = self.span(node, above, findings);
        let mut span = CheckedSpan { node, path: &path, findings };
        tree::check(&mut span, parent);
        for child in &node.children {
            self.below(child, Some(node), &path, findings);
        }
    }

    /// Checks one span by itself; gives its path.
    fn span(&self, node: &Node, above: &str, findings: &mut Vec<Finding>) -> String {
        let title = format!("{} {}", label(node), node.name);
        let path = if above.is_empty() { title } else { format!("{above} > {title}") };
        let mut span = CheckedSpan { node, path: &path, findings };
        if kind::is_of_the_conventions(node) {
            kind::check(&mut span);
            key::check(&mut span);
            value::check(&mut span);
            item::check(&mut span);
            number::check(&mut span);
        }
        exception::check(&mut span);
        secret::check(&mut span, &self.scanner, &self.secrets);
        limit::check(&mut span, self.attribute_limit);
        path
    }
}
