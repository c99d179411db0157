//! A span under check, and where its findings go.

use super::finding::Finding;
use super::rule::{Rule, Severity};
use crate::config::REDACTED;
use crate::json::Json;
use crate::testing::trace::Node;

/// A span under check.
pub(super) struct CheckedSpan<'a> {
    pub(super) node: &'a Node,
    pub(super) path: &'a str,
    pub(super) findings: &'a mut Vec<Finding>,
}

impl<'a> CheckedSpan<'a> {
    pub(super) fn report(&mut self, rule: Rule, key: Option<&str>, message: impl Into<String>) {
        self.report_as(rule.severity(), rule, key, message);
    }

    pub(super) fn report_as(
        &mut self,
        severity: Severity,
        rule: Rule,
        key: Option<&str>,
        message: impl Into<String>,
    ) {
        let recorded = &self.node.recorded;
        self.findings.push(Finding {
            rule,
            severity,
            message: message.into(),
            key: key.map(str::to_owned),
            span: self.node.id,
            path: self.path.to_owned(),
            ids: recorded.trace_id.zip(recorded.span_id).map(|(trace, span)| format!("{trace}/{span}")),
            source: recorded.source.clone(),
        });
    }

    /// The attributes that say something: what was redacted has lost its type.
    pub(super) fn said(&self) -> impl Iterator<Item = (&'a str, &'a Json)> + use<'a> {
        self.node.attributes.iter().filter(|(_, value)| **value != REDACTED)
    }
}
