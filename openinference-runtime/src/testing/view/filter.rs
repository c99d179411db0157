//! Leaving spans out, and putting those that stay in order.

use std::collections::{HashMap, HashSet};

use super::{Node, Selector, Trace};
use crate::testing::trace::LinkTo;

pub(super) enum Fate {
    Stays,
    Goes,
    GoesWithAll,
}

pub(super) fn filter(trace: &mut Trace, selector: &Selector, fate: &dyn Fn(bool) -> Fate) {
    let meant: HashSet<usize> = selector.find(&trace.roots).into_iter().map(|span| span.id).collect();
    trace.roots = sift(std::mem::take(&mut trace.roots), &meant, fate);
    renumber(trace);
}

fn sift(nodes: Vec<Node>, meant: &HashSet<usize>, fate: &dyn Fn(bool) -> Fate) -> Vec<Node> {
    let mut stay = Vec::with_capacity(nodes.len());
    for mut node in nodes {
        match fate(meant.contains(&node.id)) {
            Fate::Stays => {
                node.children = sift(node.children, meant, fate);
                stay.push(node);
            }
            Fate::Goes => stay.extend(sift(node.children, meant, fate)),
            Fate::GoesWithAll => {}
        }
    }
    stay
}

/// Ids in the order of the tree again; links follow.
pub(super) fn renumber(trace: &mut Trace) {
    let mut numbers = HashMap::new();
    count(&mut trace.roots, &mut numbers);
    relink(&mut trace.roots, &numbers);
}

fn count(nodes: &mut [Node], numbers: &mut HashMap<usize, usize>) {
    for node in nodes {
        let number = numbers.len() + 1;
        numbers.insert(node.id, number);
        node.id = number;
        count(&mut node.children, numbers);
    }
}

fn relink(nodes: &mut [Node], numbers: &HashMap<usize, usize>) {
    for node in nodes {
        for link in &mut node.links {
            if let LinkTo::Span(id) = link {
                *link = numbers.get(id).map_or(LinkTo::Elsewhere, |&number| LinkTo::Span(number));
            }
        }
        relink(&mut node.children, numbers);
    }
}

/// Siblings by what they say.
pub(super) fn order(nodes: &mut [Node]) {
    nodes.iter_mut().for_each(|node| order(&mut node.children));
    nodes.sort_by_cached_key(|node| {
        let mut said = Said::default();
        said.node(node);
        said.0
    });
}

/// What a span and everything below it says, as one text that sorts.
#[derive(Default)]
struct Said(String);

impl Said {
    fn part(&mut self, text: &str) {
        self.0.push_str(text);
        self.0.push('\0');
    }

    fn node(&mut self, node: &Node) {
        self.part(&node.kind);
        self.part(&node.name);
        for (key, value) in node.attributes.iter() {
            self.part(key);
            self.part(&value.write(usize::MAX));
        }
        self.part(&node.status.to_string());
        node.children.iter().for_each(|child| self.node(child));
    }
}
