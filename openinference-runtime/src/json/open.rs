//! What of a tape is not closed yet.

use super::tape_node::Names;

/// A list or an object that is not closed.
#[derive(Clone, Debug)]
pub(super) struct Open {
    /// Its node.
    pub(super) at: usize,
    pub(super) members: u32,
    pub(super) expected: Option<usize>,
    pub(super) is_object: bool,
    /// It has no place: the value of an object that was not given a name.
    pub(super) is_lost: bool,
    /// Of an object: the node of the name that waits for its value, or [`NO_NAME`].
    pub(super) name: usize,
    pub(super) names: Names,
}

/// No name waits.
pub(super) const NO_NAME: usize = usize::MAX;

/// What is written by itself, apart from what is open around it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Scope {
    /// How many lists and objects are open around it.
    pub(super) depth: usize,
    /// Its first node.
    pub(super) root: usize,
}

/// Of a name that is written like a value of its own.
#[derive(Debug)]
pub(crate) struct NameScope(pub(super) Scope);
