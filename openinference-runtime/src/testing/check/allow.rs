//! Findings that somebody has decided to live with.

use std::str::FromStr;

use super::finding::Finding;
use super::rule::{Rule, UnknownRule};
use crate::testing::pattern::Pattern;
use crate::testing::selector::Selector;
use crate::testing::trace::Trace;

/// A rule that need not be kept: everywhere, by some spans, or for some keys.
///
/// As text it is the rule's code or name, and after a colon a pattern of keys: `unknown-key:llm.vendor.**`.
#[derive(Clone, Debug, PartialEq)]
pub struct Allow {
    rule: Rule,
    key: Option<Pattern>,
    selector: Option<Selector>,
    /// The spans that the selector means in the trace at hand.
    spans: Vec<usize>,
}

impl Allow {
    /// By every span.
    #[must_use]
    pub fn everywhere(rule: Rule) -> Self {
        Self { rule, key: None, selector: None, spans: Vec::new() }
    }

    /// For keys of that pattern.
    pub fn key(rule: Rule, key: impl Into<Pattern>) -> Self {
        Self { key: Some(key.into()), ..Self::everywhere(rule) }
    }

    /// By the spans that the selector means.
    #[must_use]
    pub fn spans(rule: Rule, selector: Selector) -> Self {
        Self { selector: Some(selector), ..Self::everywhere(rule) }
    }

    /// Finds the spans meant.
    pub(super) fn within(&self, trace: &Trace) -> Self {
        let spans = self.selector.iter().flat_map(|selector| selector.find(&trace.roots)).map(|span| span.id);
        Self { spans: spans.collect(), ..self.clone() }
    }

    pub(super) fn covers(&self, finding: &Finding) -> bool {
        finding.rule == self.rule
            && self
                .key
                .as_ref()
                .is_none_or(|key| finding.key.as_deref().is_some_and(|found| key.matches(found)))
            && (self.selector.is_none() || self.spans.contains(&finding.span))
    }
}

impl From<Rule> for Allow {
    fn from(rule: Rule) -> Self {
        Self::everywhere(rule)
    }
}

impl FromStr for Allow {
    type Err = UnknownRule;

    fn from_str(text: &str) -> Result<Self, UnknownRule> {
        match text.split_once(':') {
            Some((rule, key)) => Ok(Self::key(rule.trim().parse()?, key.trim())),
            None => Ok(Self::everywhere(text.trim().parse()?)),
        }
    }
}
