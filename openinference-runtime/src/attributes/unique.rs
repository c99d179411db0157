//! Which attributes of a list are overwritten by others, in time that grows with the list alone.

use std::cell::RefCell;
use std::hash::{BuildHasher, RandomState};
use std::sync::OnceLock;

use super::entry::Entry;
use crate::key::{AttributeKey, KeyRef, KnownKey};

/// Up to so many are compared one with another, which costs less than a table.
const COMPARED: usize = 16;

/// Slots that a thread keeps for the next span.
const KEPT_SLOTS: usize = 1 << 12;

thread_local! {
    /// A hash table of places in a list, one above each; 0 is free.
    static SLOTS: RefCell<Vec<u32>> = const { RefCell::new(Vec::new()) };
}

/// Marks all but the first entry of each key, which gets the value that counts.
pub(super) fn mark_overwritten(entries: &mut [Entry]) {
    if entries.len() <= COMPARED {
        for at in 1..entries.len() {
            let (before, rest) = entries.split_at_mut(at);
            if let Some(entry) = rest.first_mut().filter(|entry| entry.is_kept())
                && let Some(first) = before.iter_mut().find(|first| first.key == entry.key && first.is_kept())
            {
                first.join(entry);
            }
        }
        return;
    }
    SLOTS.with_borrow_mut(|slots| {
        slots.clear();
        slots.resize((entries.len() * 2).next_power_of_two(), 0);
        mark_in(slots, entries);
        if slots.capacity() > KEPT_SLOTS {
            *slots = Vec::new();
        }
    });
}

fn mark_in(slots: &mut [u32], entries: &mut [Entry]) {
    let last_slot = slots.len() - 1;
    for at in 0..entries.len() {
        let (before, rest) = entries.split_at_mut(at);
        let Some(entry) = rest.first_mut().filter(|entry| entry.is_kept()) else { continue };
        #[allow(clippy::cast_possible_truncation, reason = "the lower bits are as good as all")]
        let mut slot = hash(&entry.key) as usize & last_slot;
        loop {
            let Some(first) = slots[slot].checked_sub(1).and_then(|first| before.get_mut(first as usize))
            else {
                // A list of 2^32 attributes comes from nowhere.
                slots[slot] = u32::try_from(at + 1).unwrap_or(u32::MAX);
                break;
            };
            if first.key == entry.key {
                first.join(entry);
                break;
            }
            slot = (slot + 1) & last_slot;
        }
    }
}

/// Secret, so that nobody can name attributes in such a way that all fall into one slot.
fn secrets() -> [u64; 2] {
    static SECRETS: OnceLock<[u64; 2]> = OnceLock::new();
    *SECRETS.get_or_init(|| {
        let random = RandomState::new();
        [random.hash_one(1), random.hash_one(2)]
    })
}

fn hash(key: &AttributeKey) -> u64 {
    let [first, second] = secrets();
    match key.by_ref() {
        KeyRef::Known(known) => fold(first ^ number(known), second),
        KeyRef::Foreign(text) => {
            let mut hash = first ^ text.len() as u64;
            let mut rest = text.as_bytes();
            while let Some((chunk, behind)) = rest.split_first_chunk() {
                hash = fold(hash ^ u64::from_le_bytes(*chunk), second);
                rest = behind;
            }
            let tail = rest.iter().fold(0, |tail, byte| tail << 8 | u64::from(*byte));
            fold(hash ^ tail, second)
        }
    }
}

/// Different for all keys whose indices are below 2^24.
fn number(key: KnownKey) -> u64 {
    let [outer, inner] = key.indices();
    (key.pattern().index() as u64) << 48 ^ u64::from(outer) << 24 ^ u64::from(inner)
}

/// Both halves of a product, which depend on all bits of both numbers.
fn fold(one: u64, other: u64) -> u64 {
    let product = u128::from(one) * u128::from(other | 1);
    #[allow(clippy::cast_possible_truncation, reason = "the halves")]
    let (low, high) = (product as u64, (product >> 64) as u64);
    low ^ high
}
