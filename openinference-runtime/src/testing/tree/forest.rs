//! Who is below whom, by place in the list of records; and what is wrong with that.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, VecDeque};

use opentelemetry::trace::{SpanId, TraceId};

use super::super::record::SpanRecord;
use super::super::trace::LinkTo;
use super::super::tree_error::{TreeError, TreeErrorKind};

/// Spans are nested this deep: a tree is followed by recursion, and a damaged file must not exhaust the stack.
pub(in crate::testing) const MAX_DEPTH: usize = 256;

pub(super) struct Forest {
    known: HashMap<(TraceId, SpanId), usize>,
    parents: Vec<Option<usize>>,
    /// Whether the record's parent exists, even where it is not followed.
    has_parents: Vec<bool>,
    children: Vec<Vec<usize>>,
    roots: Vec<usize>,
    /// Ids in the order of the tree, from 1.
    numbers: Vec<usize>,
    tree_errors: Vec<TreeError>,
}

impl Forest {
    pub(super) fn of(records: &[SpanRecord]) -> Self {
        let mut forest = Self {
            known: HashMap::with_capacity(records.len()),
            parents: vec![None; records.len()],
            has_parents: vec![false; records.len()],
            children: vec![Vec::new(); records.len()],
            roots: Vec::new(),
            numbers: vec![0; records.len()],
            tree_errors: Vec::new(),
        };
        forest.find_parents(records);
        forest.break_cycles(records);
        forest.plant();
        forest.limit_depth(records);
        forest.count();
        forest
    }

    pub(super) fn roots(&self) -> &[usize] {
        &self.roots
    }

    pub(super) fn children(&self, place: usize) -> &[usize] {
        &self.children[place]
    }

    pub(super) fn number(&self, place: usize) -> usize {
        self.numbers[place]
    }

    pub(super) fn has_parent(&self, place: usize) -> bool {
        self.parents[place].is_some()
    }

    pub(super) fn knows_parent(&self, place: usize) -> bool {
        self.has_parents[place]
    }

    pub(super) fn links(&self, record: &SpanRecord) -> Vec<LinkTo> {
        let to =
            |key| self.known.get(key).map_or(LinkTo::Elsewhere, |&place| LinkTo::Span(self.numbers[place]));
        record.links.iter().map(to).collect()
    }

    pub(super) fn into_faults(self) -> Vec<TreeError> {
        self.tree_errors
    }

    fn fault(&mut self, kind: TreeErrorKind, record: &SpanRecord) {
        self.tree_errors.push(TreeError {
            kind,
            trace_id: record.trace_id,
            span_id: record.span_id,
            name: record.name.clone(),
            source: record.source.clone(),
        });
    }

    fn find_parents(&mut self, records: &[SpanRecord]) {
        let mut follows = vec![true; records.len()];
        for (place, record) in records.iter().enumerate() {
            if record.span_id == SpanId::INVALID || record.trace_id == TraceId::INVALID {
                self.fault(TreeErrorKind::InvalidId, record);
            } else if let Entry::Vacant(free) = self.known.entry(record.key()) {
                free.insert(place);
            } else {
                follows[place] = false;
                self.fault(TreeErrorKind::DuplicatedId, record);
            }
        }
        for (place, record) in records.iter().enumerate() {
            let parent =
                record.parent_span_id.and_then(|parent| self.known.get(&(record.trace_id, parent))).copied();
            self.has_parents[place] = parent.is_some();
            self.parents[place] = parent.filter(|_| follows[place]);
        }
    }

    fn break_cycles(&mut self, records: &[SpanRecord]) {
        // By place: in which walk it was met first.
        let mut met = vec![usize::MAX; records.len()];
        for start in 0..records.len() {
            let mut at = start;
            while met[at] == usize::MAX {
                met[at] = start;
                let Some(parent) = self.parents[at] else { break };
                at = parent;
            }
            if met[at] == start && self.parents[at].is_some() && self.is_on_cycle(at) {
                let first = self.earliest_on_cycle(at);
                self.parents[first] = None;
                self.fault(TreeErrorKind::Cycle, &records[first]);
            }
        }
    }

    /// Whether the walk upwards from `place` comes back to it; it comes to an end or back, because `place` is where
    /// a walk met itself.
    fn is_on_cycle(&self, place: usize) -> bool {
        let mut at = place;
        for _ in 0..self.parents.len() {
            match self.parents[at] {
                Some(parent) if parent == place => return true,
                Some(parent) => at = parent,
                None => return false,
            }
        }
        false
    }

    fn earliest_on_cycle(&self, place: usize) -> usize {
        let mut earliest = place;
        let mut at = place;
        while let Some(parent) = self.parents[at] {
            earliest = earliest.min(parent);
            if parent == place {
                break;
            }
            at = parent;
        }
        earliest
    }

    fn plant(&mut self) {
        for (place, parent) in self.parents.iter().enumerate() {
            match parent {
                Some(parent) => self.children[*parent].push(place),
                None => self.roots.push(place),
            }
        }
    }

    fn limit_depth(&mut self, records: &[SpanRecord]) {
        let mut open: VecDeque<(usize, usize)> = self.roots.iter().map(|&root| (root, 1)).collect();
        let mut cut = Vec::new();
        while let Some((place, depth)) = open.pop_front() {
            if depth < MAX_DEPTH {
                open.extend(self.children[place].iter().map(|&child| (child, depth + 1)));
                continue;
            }
            for child in std::mem::take(&mut self.children[place]) {
                self.parents[child] = None;
                cut.push(child);
                open.push_back((child, 1));
            }
        }
        for place in cut {
            self.fault(TreeErrorKind::TooDeep, &records[place]);
            self.roots.push(place);
        }
        self.roots.sort_unstable();
    }

    fn count(&mut self) {
        let mut next = 1;
        let mut open: Vec<usize> = self.roots.iter().rev().copied().collect();
        while let Some(place) = open.pop() {
            self.numbers[place] = next;
            next += 1;
            open.extend(self.children[place].iter().rev());
        }
    }
}
