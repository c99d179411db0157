//! Values that follow one another on a tape.

use super::tape::Tape;
use super::tape_node::{TapeNode, count};

/// The items of a list, or the fields of an object, or some of them that follow one another.
#[derive(Clone, Copy)]
pub(super) struct Run<'a> {
    pub(super) tape: &'a Tape,
    /// The node of the first.
    at: u32,
    members: u32,
}

impl<'a> Run<'a> {
    #[inline]
    pub(super) fn new(tape: &'a Tape, at: usize, members: u32) -> Self {
        Self { tape, at: count(at), members }
    }

    /// The node of the first, or of its name.
    #[inline]
    pub(super) fn at(self) -> usize {
        self.at as usize
    }

    /// How many values there are.
    #[inline]
    pub(super) fn members(self) -> usize {
        self.members as usize
    }

    /// The first of them.
    pub(super) fn first_members(self, members: usize) -> Self {
        Self { members: self.members.min(count(members)), ..self }
    }

    /// What follows the value at a node, one member further.
    #[inline]
    pub(super) fn behind(self, value: usize) -> Self {
        Self { at: count(self.tape.after(value)), members: self.members.saturating_sub(1), ..self }
    }

    /// The list or the object that begins with these values, where all of it is here: its node.
    pub(super) fn whole(self) -> Option<usize> {
        let at = self.at().checked_sub(1)?;
        match self.tape.nodes.get(at)? {
            TapeNode::Array { members, .. } | TapeNode::Object { members, .. }
                if *members == self.members =>
            {
                Some(at)
            }
            _ => None,
        }
    }

    /// The node of the list or the object that begins with these values.
    #[inline(always)]
    fn container(self) -> Option<&'a TapeNode> {
        self.tape.nodes.get(self.at().checked_sub(1)?)
    }

    /// About how many bytes of JSON text the list or the object is that begins with these values, for the capacity of a
    /// buffer.
    pub(super) fn text_size(self) -> usize {
        const PER_NODE: usize = 10;
        let Some(TapeNode::Array { nodes, .. } | TapeNode::Object { nodes, .. }) = self.container() else {
            return 0;
        };
        let nodes = self.tape.nodes.get(self.at()..self.at() + *nodes as usize).unwrap_or_default();
        let start = nodes.iter().find_map(|node| Some(node.place()?.0)).unwrap_or_default();
        let end =
            nodes.iter().rev().find_map(TapeNode::place).map_or(start, |(start, length)| start + length);
        end.saturating_sub(start) + nodes.len() * PER_NODE
    }

    /// The names of fields.
    pub(super) fn names(self) -> impl Iterator<Item = &'a str> {
        let mut rest = self;
        std::iter::from_fn(move || {
            if rest.members == 0 {
                return None;
            }
            let name = rest.tape.text(rest.at());
            rest = rest.behind(rest.at() + 1);
            Some(name)
        })
    }

    /// The node of the last field that is called `name` of the object that begins with these fields.
    #[inline(always)]
    pub(super) fn field(self, name: &str) -> Option<usize> {
        match self.container() {
            Some(TapeNode::Object { names, .. }) if names.may_have(name) => self.find(name),
            _ => None,
        }
    }

    fn find(self, name: &str) -> Option<usize> {
        let nodes = &self.tape.nodes;
        let mut at = self.at();
        let mut found = None;
        for _ in 0..self.members {
            let is_found = match nodes.get(at)? {
                TapeNode::Static { text, .. } => *text == name,
                TapeNode::Text { start, length, .. } => {
                    *length == name.len() && self.tape.slice(*start, *length) == name
                }
                _ => false,
            };
            at += 1;
            if is_found {
                found = Some(at);
            }
            at = self.tape.after(at);
        }
        found
    }
}
