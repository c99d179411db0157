//! Which span of one run is which of the other.

use std::collections::{HashMap, HashSet};

use super::change::{Change, FieldChange, title};
use crate::json::Json;
use crate::testing::map::AttributeMap;
use crate::testing::trace::{Event, Node, Trace};

/// A span with where it stands.
struct Place<'t> {
    node: &'t Node,
    path: String,
    /// The parent's id.
    parent: Option<usize>,
}

pub(super) fn compare(old: &Trace, new: &Trace, changes: &mut Vec<Change>) {
    let mut pairs = Pairs::default();
    pairs.siblings(&old.roots, &new.roots);
    let (old, new) = (places(old), places(new));
    pairs.renamed(&old, &new);
    pairs.moved(&old, &new);
    // Below what has moved.
    pairs.renamed(&old, &new);
    report(&old, &new, &pairs, changes);
}

fn places(trace: &Trace) -> Vec<Place<'_>> {
    fn add<'t>(node: &'t Node, above: Option<(&str, usize)>, all: &mut Vec<Place<'t>>) {
        let path = match above {
            Some((above, _)) => format!("{above} > {}", title(node)),
            None => title(node),
        };
        let parent = above.map(|(_, id)| id);
        all.push(Place { node, path: path.clone(), parent });
        node.children.iter().for_each(|child| add(child, Some((&path, node.id)), all));
    }
    let mut all = Vec::new();
    trace.roots.iter().for_each(|root| add(root, None, &mut all));
    all
}

#[derive(Default)]
struct Pairs {
    /// By the old span's id: the new one's.
    new_of: HashMap<usize, usize>,
    old_of: HashMap<usize, usize>,
    moved: HashSet<usize>,
}

impl Pairs {
    fn add(&mut self, old: &Node, new: &Node) {
        self.new_of.insert(old.id, new.id);
        self.old_of.insert(new.id, old.id);
    }

    fn is_free(&self, old: &Node) -> bool {
        !self.new_of.contains_key(&old.id)
    }

    fn is_free_new(&self, new: &Node) -> bool {
        !self.old_of.contains_key(&new.id)
    }

    /// Pairs what stands in the same order below the same parent, and what is below those.
    fn siblings(&mut self, old: &[Node], new: &[Node]) {
        for (o, n) in in_order(old, new) {
            self.add(&old[o], &new[n]);
            self.siblings(&old[o].children, &new[n].children);
        }
    }

    /// Pairs spans that stand elsewhere: first those that say the same, then those that are called the same.
    fn moved(&mut self, old: &[Place<'_>], new: &[Place<'_>]) {
        let same: [fn(&Node, &Node) -> bool; 2] = [Node::eq_but_place, |old, new| called_alike(old, new)];
        for same in same {
            for place in old {
                if !self.is_free(place.node) {
                    continue;
                }
                let found = new.iter().find(|new| self.is_free_new(new.node) && same(place.node, new.node));
                if let Some(found) = found {
                    self.add(place.node, found.node);
                    self.moved.insert(place.node.id);
                    self.siblings(&place.node.children, &found.node.children);
                }
            }
        }
    }

    /// Pairs what is left below paired parents, one of a kind each, with another name. One whose namesake is left too is
    /// rather the one that moved.
    fn renamed(&mut self, old: &[Place<'_>], new: &[Place<'_>]) {
        for place in old {
            let Some(other) = self.sole_other(place, old, new) else { continue };
            self.add(place.node, other.node);
            self.siblings(&place.node.children, &other.node.children);
        }
    }

    fn sole_other<'n, 't>(
        &self,
        place: &Place<'_>,
        old: &[Place<'_>],
        new: &'n [Place<'t>],
    ) -> Option<&'n Place<'t>> {
        if !self.is_free(place.node) {
            return None;
        }
        let parent = match place.parent {
            None => None,
            Some(parent) => Some(*self.new_of.get(&parent)?),
        };
        let mut others = new.iter().filter(|other| {
            self.is_free_new(other.node) && other.parent == parent && other.node.kind == place.node.kind
        });
        let (Some(other), None) = (others.next(), others.next()) else { return None };
        let rivals = old.iter().filter(|rival| {
            self.is_free(rival.node) && rival.parent == place.parent && rival.node.kind == place.node.kind
        });
        let has_namesake =
            new.iter().any(|new| self.is_free_new(new.node) && called_alike(place.node, new.node))
                || old.iter().any(|old| self.is_free(old.node) && called_alike(old.node, other.node));
        (rivals.count() == 1 && !has_namesake).then_some(other)
    }
}

impl Node {
    /// Whether two spans and what is below them say the same.
    fn eq_but_place(&self, other: &Self) -> bool {
        called_alike(self, other)
            && fields(self, other).is_empty()
            && self.children.len() == other.children.len()
            && self.children.iter().zip(&other.children).all(|(one, other)| one.eq_but_place(other))
    }
}

fn called_alike(one: &Node, other: &Node) -> bool {
    one.kind == other.kind && one.name == other.name && one.otel_kind == other.otel_kind
}

/// Longest common subsequence of siblings, those that say the same preferred over those that are called the same.
fn in_order(old: &[Node], new: &[Node]) -> Vec<(usize, usize)> {
    let value = |o: usize, n: usize| match (&old[o], &new[n]) {
        (old, new) if !called_alike(old, new) => 0,
        (old, new) => 1_000_000 + usize::from(fields(old, new).is_empty()),
    };
    let values: Vec<Vec<usize>> =
        (0..old.len()).map(|o| (0..new.len()).map(|n| value(o, n)).collect()).collect();
    let mut best = vec![vec![0; new.len() + 1]; old.len() + 1];
    for o in (0..old.len()).rev() {
        for n in (0..new.len()).rev() {
            let paired = if values[o][n] > 0 { best[o + 1][n + 1] + values[o][n] } else { 0 };
            best[o][n] = paired.max(best[o + 1][n]).max(best[o][n + 1]);
        }
    }
    let (mut o, mut n) = (0, 0);
    let mut pairs = Vec::new();
    while o < old.len() && n < new.len() {
        if values[o][n] > 0 && best[o][n] == best[o + 1][n + 1] + values[o][n] {
            pairs.push((o, n));
            (o, n) = (o + 1, n + 1);
        } else if best[o][n] == best[o + 1][n] {
            o += 1;
        } else {
            n += 1;
        }
    }
    pairs
}

fn report(old: &[Place<'_>], new: &[Place<'_>], pairs: &Pairs, changes: &mut Vec<Change>) {
    let olds: HashMap<usize, &Place<'_>> = old.iter().map(|place| (place.node.id, place)).collect();
    for place in old {
        let above_gone = place.parent.is_some_and(|parent| !pairs.new_of.contains_key(&parent));
        if pairs.is_free(place.node) && !above_gone {
            let below = place.node.descendants().filter(|below| pairs.is_free(below)).count();
            changes.push(Change::Vanished { path: place.path.clone(), below });
        }
    }
    for place in new {
        let Some(before) = pairs.old_of.get(&place.node.id).and_then(|id| olds.get(id)) else {
            let above_new = place.parent.is_some_and(|parent| !pairs.old_of.contains_key(&parent));
            if !above_new {
                let below = place.node.descendants().filter(|below| pairs.is_free_new(below)).count();
                changes.push(Change::Appeared { path: place.path.clone(), below });
            }
            continue;
        };
        if pairs.moved.contains(&before.node.id) {
            changes.push(Change::Moved { from: before.path.clone(), to: place.path.clone() });
        }
        if before.node.name != place.node.name {
            changes.push(Change::Renamed { from: before.path.clone(), to: place.node.name.clone() });
        }
        let fields = fields(before.node, place.node);
        if !fields.is_empty() {
            changes.push(Change::Changed { path: place.path.clone(), fields });
        }
    }
}

/// What two spans say differently, apart from their names and what is below them.
fn fields(old: &Node, new: &Node) -> Vec<FieldChange> {
    let mut fields = Fields(Vec::new());
    let text = |text: &Option<String>| text.as_deref().map(Json::from);
    fields.one("status", Some(Json::from(old.status.to_string())), Some(Json::from(new.status.to_string())));
    fields.one("otel_kind", text(&old.otel_kind), text(&new.otel_kind));
    fields.one("scope", text(&old.scope), text(&new.scope));
    fields.flag("remote_parent", old.remote_parent, new.remote_parent);
    fields.flag("orphan", old.orphan, new.orphan);
    fields.map("", &old.attributes, &new.attributes);
    fields.map("resource: ", &old.resource, &new.resource);
    fields.events(&old.events, &new.events);
    let links = |node: &Node| (!node.links.is_empty()).then(|| Json::from(format!("{:?}", node.links)));
    fields.one("links", links(old), links(new));
    fields.0
}

pub(super) fn trace_fields(old: &Trace, new: &Trace) -> Vec<FieldChange> {
    let mut fields = Fields(Vec::new());
    let number = |number: usize| Some(Json::Int(i64::try_from(number).unwrap_or(i64::MAX)));
    fields.one("unfinished", number(old.unfinished), number(new.unfinished));
    fields.map("resource: ", &old.resource, &new.resource);
    fields.0
}

struct Fields(Vec<FieldChange>);

impl Fields {
    fn one(&mut self, field: impl Into<String>, old: Option<Json>, new: Option<Json>) {
        if old != new {
            self.0.push(FieldChange { field: field.into(), old, new });
        }
    }

    fn flag(&mut self, field: &str, old: bool, new: bool) {
        self.one(field, Some(Json::Bool(old)), Some(Json::Bool(new)));
    }

    fn map(&mut self, before: &str, old: &AttributeMap, new: &AttributeMap) {
        for (key, value) in old.iter() {
            self.one(format!("{before}{key}"), Some(value.clone()), new.get(key).cloned());
        }
        for (key, value) in new.iter().filter(|(key, _)| !old.contains_key(key)) {
            self.one(format!("{before}{key}"), None, Some(value.clone()));
        }
    }

    /// By their places; a different number of them shows at the end.
    fn events(&mut self, old: &[Event], new: &[Event]) {
        let name = |event: &Event| Json::from(event.name.as_str());
        for index in 0..old.len().max(new.len()) {
            match (old.get(index), new.get(index)) {
                (Some(old), Some(new)) if old.name == new.name => {
                    self.map(&format!("event {}: ", old.name), &old.attributes, &new.attributes);
                }
                (old, new) => self.one(format!("event {index}"), old.map(name), new.map(name)),
            }
        }
    }
}
