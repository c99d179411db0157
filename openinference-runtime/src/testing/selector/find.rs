//! Following a selector through a tree.

use std::collections::HashSet;
use std::ptr;

use super::step::{Condition, Relation, Status, Step, Subject};
use crate::json::Json;
use crate::testing::trace::{Node, SpanStatus};

pub(super) fn find<'t>(steps: &[Step], roots: &'t [Node]) -> Vec<&'t Node> {
    let mut found: Vec<&'t Node> = Vec::new();
    for step in steps {
        found = apply(step, &found, roots);
    }
    found
}

pub(super) fn explain(steps: &[Step], roots: &[Node]) -> String {
    let mut found: Vec<&Node> = Vec::new();
    let mut last = None;
    for step in steps {
        let next = apply(step, &found, roots);
        if next.is_empty() {
            let unnumbered = apply(&Step { index: None, ..step.clone() }, &found, roots).len();
            let place = match (step.relation, last) {
                (Relation::Child, Some(text)) => format!(" directly below `{text}`"),
                (Relation::Descendant, Some(text)) => format!(" below `{text}`"),
                (Relation::Root, _) => " among the roots".to_owned(),
                _ => String::new(),
            };
            return match (step.index, unnumbered) {
                (Some(_), many @ 1..) => format!("`{}`: only {many} of these are there{place}", step.text),
                _ => format!("no `{}`{place}", step.text),
            };
        }
        last = Some(step.text.as_str());
        found = next;
    }
    format!("{} spans match", found.len())
}

fn apply<'t>(step: &Step, before: &[&'t Node], roots: &'t [Node]) -> Vec<&'t Node> {
    match step.relation {
        Relation::Anywhere => {
            step.pick(roots.iter().flat_map(|root| std::iter::once(root).chain(root.descendants())))
        }
        Relation::Root => step.pick(roots.iter()),
        // The index counts among the children of each.
        Relation::Child => before.iter().flat_map(|parent| step.pick(parent.children.iter())).collect(),
        Relation::Descendant => {
            let mut seen = HashSet::new();
            let found = before.iter().flat_map(|parent| step.pick(parent.descendants()));
            found.filter(|node| seen.insert(ptr::from_ref(*node))).collect()
        }
    }
}

impl Step {
    fn pick<'t>(&self, nodes: impl Iterator<Item = &'t Node>) -> Vec<&'t Node> {
        let mut matching = nodes.filter(|node| self.matches(node));
        match self.index {
            Some(index) => matching.nth(index).into_iter().collect(),
            None => matching.collect(),
        }
    }

    fn matches(&self, node: &Node) -> bool {
        let subject = match &self.subject {
            Subject::Name(name) => name.matches(&node.name),
            Subject::KindOrName(word) => {
                word.as_str() == "*"
                    || word.matches(&node.name)
                    || word.as_str().eq_ignore_ascii_case(&node.kind)
            }
            Subject::KindAndName(kind, name) => {
                kind.eq_ignore_ascii_case(&node.kind) && (name.as_str() == "*" || name.matches(&node.name))
            }
        };
        subject && self.conditions.iter().all(|condition| condition.holds(node))
    }
}

impl Condition {
    fn holds(&self, node: &Node) -> bool {
        match self {
            Self::Present(key) => node.attributes.contains_key(key),
            Self::Attribute(key, value) => node.attribute(key).is_some_and(|found| match found {
                Json::String(text) => value.matches(text),
                other => value.matches(&other.write(usize::MAX)),
            }),
            Self::Status(status) => matches!(
                (status, &node.status),
                (Status::Unset, SpanStatus::Unset)
                    | (Status::Ok, SpanStatus::Ok)
                    | (Status::Error, SpanStatus::Error(_))
            ),
        }
    }
}
