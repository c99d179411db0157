//! A JSON value on a tape: one buffer of text and one list of nodes, both used again for the next value.

mod build;
mod node;
mod pool;

use std::fmt;

use super::{Json, JsonRef};
pub(super) use node::{Names, Node};

use self::build::{Open, Scope};

/// A JSON value in which no text, list or object has an allocation of its own.
///
/// The nodes stand in the order in which the value is written: a list or an object, and behind it what is in it; in an
/// object the name of a field, and behind it its value. So each part of a value is a run of nodes, and passing it by
/// is one addition.
///
/// Its buffers come from the thread that makes it, and go back to the thread that drops it.
#[derive(Clone, Default)]
pub struct Tape {
    text: String,
    nodes: Vec<Node>,
    /// What is not closed yet. Empty when the value is complete.
    open: Vec<Open>,
    scope: Scope,
}

impl Tape {
    /// The value; `null` when nothing was written.
    pub(crate) fn view(&self) -> JsonRef<'_> {
        self.value(0)
    }

    /// The value that begins at a node.
    #[inline]
    pub(super) fn value(&self, at: usize) -> JsonRef<'_> {
        match self.nodes.get(at) {
            None | Some(Node::Null) => JsonRef::Null,
            Some(Node::Bool(value)) => JsonRef::Bool(*value),
            Some(Node::Int(value)) => JsonRef::Int(*value),
            Some(Node::UInt(value)) => JsonRef::UInt(*value),
            Some(Node::Float(value)) => JsonRef::Float(*value),
            Some(Node::Text { start, length }) => JsonRef::String(self.slice(*start, *length)),
            Some(Node::Static(text)) => JsonRef::String(text),
            Some(Node::Array { members, .. }) => JsonRef::Array(Run::new(self, at + 1, *members).into()),
            Some(Node::Object { members, .. }) => JsonRef::Object(Run::new(self, at + 1, *members).into()),
        }
    }

    /// The text of a node that is one: the name of a field, most of the time.
    #[inline]
    pub(super) fn text(&self, at: usize) -> &str {
        match self.nodes.get(at) {
            Some(Node::Static(text)) => text,
            Some(Node::Text { start, length }) => self.slice(*start, *length),
            _ => "",
        }
    }

    /// Where what follows the value at a node begins.
    #[inline]
    pub(super) fn after(&self, at: usize) -> usize {
        at + 1 + self.nodes.get(at).map_or(0, Node::nodes_below)
    }

    #[inline]
    fn slice(&self, start: usize, length: usize) -> &str {
        self.text.get(start..start + length).unwrap_or_default()
    }
}

/// Values that follow one another on a tape.
#[derive(Clone, Copy)]
pub(super) struct Run<'a> {
    pub(super) tape: &'a Tape,
    /// The node of the first.
    at: u32,
    members: u32,
}

impl<'a> Run<'a> {
    #[inline]
    fn new(tape: &'a Tape, at: usize, members: u32) -> Self {
        Self { tape, at: count(at), members }
    }

    #[inline]
    fn at(self) -> usize {
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

    /// The node of the list or the object that begins with these values.
    fn container(self) -> Option<&'a Node> {
        self.tape.nodes.get(self.at().checked_sub(1)?)
    }

    /// About how many bytes of JSON text the list or the object is that begins with these values, for the capacity of a
    /// buffer.
    pub(super) fn text_size(self) -> usize {
        const PER_NODE: usize = 10;
        let Some(Node::Array { nodes, .. } | Node::Object { nodes, .. }) = self.container() else { return 0 };
        let nodes = self.tape.nodes.get(self.at()..self.at() + *nodes as usize).unwrap_or_default();
        let start = nodes.iter().find_map(|node| Some(node.text()?.0)).unwrap_or_default();
        let end = nodes.iter().rev().find_map(Node::text).map_or(start, |(start, length)| start + length);
        end.saturating_sub(start) + nodes.len() * PER_NODE
    }

    /// The first value and the others.
    #[inline]
    pub(super) fn split_first(self) -> Option<(JsonRef<'a>, Self)> {
        let members = self.members.checked_sub(1)?;
        let rest = Self { at: count(self.tape.after(self.at())), members, ..self };
        Some((self.tape.value(self.at()), rest))
    }

    /// The last field that is called `name` of the object that begins with these fields.
    #[inline]
    pub(super) fn field(self, name: &str) -> Option<JsonRef<'a>> {
        match self.container() {
            Some(Node::Object { names, .. }) if names.may_have(name) => self.find(name),
            _ => None,
        }
    }

    fn find(self, name: &str) -> Option<JsonRef<'a>> {
        let mut rest = self.tape.nodes.get(self.at()..)?;
        let mut found = None;
        for _ in 0..self.members {
            let [called, value, ..] = rest else { break };
            let is_found = match called {
                Node::Static(text) => *text == name,
                Node::Text { start, length } => {
                    *length == name.len() && self.tape.slice(*start, *length) == name
                }
                _ => false,
            };
            if is_found {
                found = Some(self.tape.nodes.len() - rest.len() + 1);
            }
            rest = rest.get(2 + value.nodes_below()..)?;
        }
        found.map(|value| self.tape.value(value))
    }

    /// The first field of an object and the others.
    #[inline]
    pub(super) fn split_first_field(self) -> Option<((&'a str, JsonRef<'a>), Self)> {
        let members = self.members.checked_sub(1)?;
        let (name, value) = (self.at(), self.at() + 1);
        let rest = Self { at: count(self.tape.after(value)), members, ..self };
        Some(((self.tape.text(name), self.tape.value(value)), rest))
    }
}

/// Nodes are counted in 32 bits: more of them would not fit into memory.
#[inline]
fn count(nodes: usize) -> u32 {
    u32::try_from(nodes).unwrap_or(u32::MAX)
}

impl fmt::Debug for Tape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.view().fmt(f)
    }
}

impl PartialEq for Tape {
    fn eq(&self, other: &Self) -> bool {
        self.view() == other.view()
    }
}

impl From<&Tape> for Json {
    fn from(tape: &Tape) -> Self {
        tape.view().to_json()
    }
}

#[cfg(test)]
mod tests;
