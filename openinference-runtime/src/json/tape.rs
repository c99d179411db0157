//! A JSON value on a tape: one buffer of text and one list of nodes, both used again for the next value.

mod build;
mod members;
mod pool;

use super::open::{Open, Scope};
use super::tape_node::TapeNode;

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
    pub(super) nodes: Vec<TapeNode>,
    /// What is not closed yet. Empty when the value is complete.
    open: Vec<Open>,
    scope: Scope,
    is_clean: bool,
}

impl Tape {
    /// Says that nothing in the value is left to be hidden.
    pub(crate) fn cleaned(mut self) -> Self {
        self.is_clean = true;
        self
    }

    /// Whether every name and every text in the value was looked at while it was written.
    pub(crate) fn is_clean(&self) -> bool {
        self.is_clean
    }

    /// The text of a node that is one: the name of a field, most of the time.
    #[inline]
    pub(super) fn text(&self, at: usize) -> &str {
        match self.nodes.get(at) {
            Some(TapeNode::Static { text, .. }) => text,
            Some(TapeNode::Text { start, length, .. }) => self.slice(*start, *length),
            _ => "",
        }
    }

    /// Where what follows the value at a node begins.
    #[inline]
    pub(super) fn after(&self, at: usize) -> usize {
        at + 1 + self.nodes.get(at).map_or(0, TapeNode::nodes_below)
    }

    #[inline]
    pub(super) fn slice(&self, start: usize, length: usize) -> &str {
        self.text.get(start..start + length).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
