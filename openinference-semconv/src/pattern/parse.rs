//! From a key's text to its pattern, by a hash table that the compiler makes.

use super::KeyPattern;
use super::table::{COUNT, NODES, NOTHING, SEGMENTS, number};
use crate::nesting::is_same_bytes;

impl KeyPattern {
    /// The pattern and the indices of a key that is written exactly as the conventions write it; indices that it does
    /// not have are 0. `None` for every other text: unknown keys, indices with leading zeros or beyond 32 bits.
    ///
    /// Can be called in constants.
    #[must_use]
    pub const fn parse(key: &str) -> Option<(Self, [u32; Self::MOST_INDICES])> {
        let mut rest = key.as_bytes();
        let (mut list, mut indices, mut depth) = (NOTHING, [0; Self::MOST_INDICES], 0);
        loop {
            let (part, index, behind) = match split_at_index(rest) {
                Split::No => (rest, None, rest),
                Split::At { part, index, behind } => (part, Some(index), behind),
                Split::Wrong => return None,
            };
            let Some(found) = find(list, part) else { return None };
            let Some(index) = index else { return Some((found, indices)) };
            if !found.is_list() || depth == Self::MOST_INDICES {
                return None;
            }
            indices[depth] = index;
            depth += 1;
            list = number(found.index());
            rest = behind;
        }
    }
}

enum Split<'k> {
    /// There is no index.
    No,
    /// Before the first index, and behind it.
    At { part: &'k [u8], index: u32, behind: &'k [u8] },
    /// An index that nobody writes so.
    Wrong,
}

const fn split_at_index(key: &[u8]) -> Split<'_> {
    let mut at = 0;
    while at + 2 < key.len() {
        if key[at] == b'.' && key[at + 1].is_ascii_digit() {
            let mut end = at + 1;
            let mut index: u32 = 0;
            let mut fits = true;
            while end < key.len() && key[end].is_ascii_digit() {
                index = match index.checked_mul(10) {
                    Some(tens) => match tens.checked_add((key[end] - b'0') as u32) {
                        Some(index) => index,
                        None => {
                            fits = false;
                            0
                        }
                    },
                    None => {
                        fits = false;
                        0
                    }
                };
                end += 1;
            }
            if end < key.len() && key[end] == b'.' {
                if !fits || (key[at + 1] == b'0' && end > at + 2) {
                    return Split::Wrong;
                }
                return Split::At { part: key.split_at(at).0, index, behind: key.split_at(end + 1).1 };
            }
            at = end;
        } else {
            at += 1;
        }
    }
    Split::No
}

/// More than twice the patterns, so that a search is short.
const SLOTS: usize = (COUNT * 2).next_power_of_two();

/// Where each pattern is found by the list that it stands in and by what follows the list's index.
static TABLE: [u16; SLOTS] = {
    let mut table = [NOTHING; SLOTS];
    let mut at = 0;
    while at < COUNT {
        let mut text = [0; LONGEST];
        let (list, length) = spell(at, &mut text);
        let mut slot = hash(list, text.split_at(length).0);
        while table[slot] != NOTHING {
            slot = (slot + 1) % SLOTS;
        }
        table[slot] = number(at);
        at += 1;
    }
    table
};

/// Room for what follows a list's index.
const LONGEST: usize = 128;

/// Writes what follows the innermost index of a pattern, whose list it returns beside the length.
const fn spell(pattern: usize, text: &mut [u8; LONGEST]) -> (u16, usize) {
    let node = &NODES[pattern];
    let mut length = 0;
    let mut list = node.holder;
    if node.holder != NOTHING && !NODES[node.holder as usize].is_list {
        (list, length) = spell(node.holder as usize, text);
        text[length] = b'.';
        length += 1;
    }
    let segment = SEGMENTS[node.segment as usize].as_bytes();
    let mut at = 0;
    while at < segment.len() {
        text[length] = segment[at];
        length += 1;
        at += 1;
    }
    (list, length)
}

const fn find(list: u16, part: &[u8]) -> Option<KeyPattern> {
    let mut slot = hash(list, part);
    while TABLE[slot] != NOTHING {
        if is_spelt(TABLE[slot], list, part) {
            return Some(KeyPattern::new(TABLE[slot] as usize));
        }
        slot = (slot + 1) % SLOTS;
    }
    None
}

/// Whether `part` is what follows the index of `list` in this pattern.
const fn is_spelt(pattern: u16, list: u16, part: &[u8]) -> bool {
    let node = &NODES[pattern as usize];
    let segment = SEGMENTS[node.segment as usize].as_bytes();
    let Some(start) = part.len().checked_sub(segment.len()) else { return false };
    let (before, end) = part.split_at(start);
    if !is_same_bytes(end, segment) {
        return false;
    }
    if node.holder == NOTHING || NODES[node.holder as usize].is_list {
        return before.is_empty() && node.holder == list;
    }
    match before.split_last() {
        Some((b'.', object)) => is_spelt(node.holder, list, object),
        _ => false,
    }
}

/// Multiplies and rotates: keys are short, and the table is fixed.
#[allow(clippy::cast_possible_truncation, reason = "a slot is smaller than the table")]
const fn hash(list: u16, text: &[u8]) -> usize {
    let mut hash = (list as u64) << 32 | text.len() as u64;
    let mut rest = text;
    while let Some((chunk, behind)) = rest.split_first_chunk() {
        hash = mix(hash, u64::from_le_bytes(*chunk));
        rest = behind;
    }
    let mut tail = 0;
    let mut at = 0;
    while at < rest.len() {
        tail = tail << 8 | rest[at] as u64;
        at += 1;
    }
    (mix(hash, tail) >> 32) as usize % SLOTS
}

const fn mix(hash: u64, word: u64) -> u64 {
    (hash.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}
