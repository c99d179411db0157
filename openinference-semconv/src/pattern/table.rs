//! The table of all patterns, made by the compiler from the rows and from which of them nest.

use crate::ValueType;
use crate::attributes::ATTRIBUTES;
use crate::nesting::{NESTING, VOICE, is_taken, nesting_of};
use crate::{KeyPattern, Place};

/// In place of a holder, nesting or child that there is not.
pub(super) const NOTHING: u16 = u16::MAX;

/// One pattern.
#[derive(Clone, Copy)]
pub(super) struct Node {
    /// The list or object that it stands in.
    pub(super) holder: u16,
    /// Its last part, in [`SEGMENTS`]: for all but [`VOICE`] its row.
    pub(super) segment: u16,
    /// What it takes, in [`NESTING`].
    pub(super) nesting: u16,
    /// What stands in it begins here.
    pub(super) first_child: u16,
    pub(super) indices: u8,
    pub(super) is_list: bool,
}

const ROOTS: usize = ATTRIBUTES.len() + VOICE.len();

/// The last parts of patterns: the keys of all rows, then [`VOICE`].
pub(super) static SEGMENTS: [&str; ROOTS] = {
    let mut segments = [""; ROOTS];
    let mut at = 0;
    while at < ROOTS {
        segments[at] = if at < ATTRIBUTES.len() { ATTRIBUTES[at].key } else { VOICE[at - ATTRIBUTES.len()] };
        at += 1;
    }
    segments
};

/// One above the place of a row among those that a list or object takes; 0 where it does not take it.
pub(super) static ORDINALS: [[u8; ATTRIBUTES.len()]; NESTING.len()] = {
    let mut ordinals = [[0; ATTRIBUTES.len()]; NESTING.len()];
    let mut nesting = 0;
    while nesting < NESTING.len() {
        let (mut row, mut count) = (0, 0);
        while row < ATTRIBUTES.len() {
            if is_taken(ATTRIBUTES[row].key, NESTING[nesting].takes) {
                count += 1;
                ordinals[nesting][row] = count;
            }
            row += 1;
        }
        nesting += 1;
    }
    ordinals
};

/// How many rows a list or object takes.
pub(super) static CHILDREN: [u16; NESTING.len()] = {
    let mut children = [0; NESTING.len()];
    let mut nesting = 0;
    while nesting < NESTING.len() {
        let mut row = 0;
        while row < ATTRIBUTES.len() {
            if ORDINALS[nesting][row] != 0 {
                children[nesting] += 1;
            }
            row += 1;
        }
        nesting += 1;
    }
    children
};

/// More than there are patterns.
const ROOM: usize = 1024;

static ALL: ([Node; ROOM], usize) = {
    const NONE: Node =
        Node { holder: NOTHING, segment: 0, nesting: NOTHING, first_child: 0, indices: 0, is_list: false };
    let mut nodes = [NONE; ROOM];
    let mut count = 0;
    while count < ROOTS {
        nodes[count].segment = number(count);
        count += 1;
    }
    let mut at = 0;
    while at < count {
        let segment = nodes[at].segment as usize;
        // An item's key that is named without its list holds nothing: nobody writes that.
        let is_held = at >= ROOTS;
        let holds =
            segment >= ATTRIBUTES.len() || is_held || matches!(ATTRIBUTES[segment].place, Place::Span);
        if holds && let Some(nesting) = nesting_of(SEGMENTS[segment]) {
            let is_list =
                segment < ATTRIBUTES.len() && matches!(ATTRIBUTES[segment].value_type, ValueType::ObjectList);
            nodes[at].nesting = number(nesting);
            nodes[at].first_child = number(count);
            nodes[at].is_list = is_list;
            let mut row = 0;
            while row < ATTRIBUTES.len() {
                if ORDINALS[nesting][row] != 0 {
                    nodes[count].holder = number(at);
                    nodes[count].segment = number(row);
                    nodes[count].indices = nodes[at].indices + is_list as u8;
                    assert!(nodes[count].indices as usize <= KeyPattern::MOST_INDICES, "too many indices");
                    count += 1;
                }
                row += 1;
            }
        }
        at += 1;
    }
    (nodes, count)
};

/// How many patterns there are.
pub(super) const COUNT: usize = ALL.1;

/// Every pattern: those of the rows first, in their order.
pub(super) static NODES: [Node; COUNT] = {
    let mut nodes = [ALL.0[0]; COUNT];
    let mut at = 0;
    while at < COUNT {
        nodes[at] = ALL.0[at];
        at += 1;
    }
    nodes
};

#[allow(clippy::cast_possible_truncation, reason = "there are a few hundred")]
pub(super) const fn number(at: usize) -> u16 {
    at as u16
}
