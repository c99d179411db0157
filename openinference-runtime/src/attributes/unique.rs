//! Which attributes of a list are overwritten by others, in time that grows with the list alone.

use std::cell::RefCell;
use std::hash::{BuildHasher, RandomState};
use std::sync::OnceLock;

use super::entry::Entry;
use crate::key::{AttributeKey, KeyRef, KnownKey};
use crate::semconv::KeyPattern;

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
    if are_distinct(entries) {
        return;
    }
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

/// Whether it is plain that no two keys are the same: those of a span are of the conventions, and lists are written member by
/// member. `false` says nothing.
fn are_distinct(entries: &[Entry]) -> bool {
    /// Lists whose members may come in turns.
    const LISTS: usize = 4;
    /// Attributes of one member that are compared one with another.
    const OF_ONE: usize = 12;
    let mut fixed = [0_u64; KeyPattern::COUNT.div_ceil(64)];
    // Each with the index of its last member.
    let mut lists: [Option<(KeyPattern, u32)>; LISTS] = [None; LISTS];
    let (mut member, mut list_of_member) = (0..0, None);
    for (at, entry) in entries.iter().enumerate() {
        let Some(key) = entry.key.known() else { return false };
        let (pattern, [outer, _]) = (key.pattern(), key.indices());
        if pattern.indices() == 0 {
            let (word, bit) = (pattern.index() / 64, 1 << (pattern.index() % 64));
            let Some(word) = fixed.get_mut(word).filter(|word| **word & bit == 0) else { return false };
            *word |= bit;
            continue;
        }
        let list = pattern.outermost();
        let place = lists.iter_mut().find(|place| place.is_none_or(|(known, _)| known == list));
        match place {
            Some(place) if place.is_none_or(|(_, last)| last < outer) => {
                *place = Some((list, outer));
                (member, list_of_member) = (at..at + 1, Some(list));
            }
            Some(Some((_, last)))
                if *last == outer
                    && member.end == at
                    && list_of_member == Some(list)
                    && member.len() < OF_ONE =>
            {
                let of_member = entries.get(member.clone()).unwrap_or_default();
                if of_member.iter().any(|earlier| earlier.key == entry.key) {
                    return false;
                }
                member.end += 1;
            }
            _ => return false,
        }
    }
    true
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attributes::Rank;

    fn are_distinct_keys(keys: &[&'static str]) -> bool {
        let entries: Vec<Entry> =
            keys.iter().map(|key| Entry::new(Rank::Detected, (*key).into(), true.into())).collect();
        are_distinct(&entries)
    }

    #[test]
    fn keys_that_come_in_order_are_known_to_be_distinct() {
        assert!(are_distinct_keys(&[
            "llm.model_name",
            "input.value",
            "llm.input_messages.0.message.role",
            "llm.input_messages.0.message.content",
            "llm.input_messages.1.message.role",
            "llm.tools.0.tool.json_schema",
            "llm.input_messages.7.message.tool_calls.0.tool_call.id",
            "llm.input_messages.7.message.tool_calls.1.tool_call.id",
            "llm.output_messages.0.message.role",
        ]));
    }

    #[test]
    fn keys_that_may_be_the_same_are_not() {
        for keys in [
            &["llm.model_name", "input.value", "llm.model_name"][..],
            &["llm.input_messages.0.message.role", "llm.input_messages.0.message.role"],
            &["llm.input_messages.1.message.role", "llm.input_messages.0.message.role"],
            &[
                "llm.input_messages.0.message.role",
                "llm.output_messages.0.message.role",
                "llm.input_messages.0.message.role",
            ],
            &[
                "llm.input_messages.0.message.tool_calls.1.tool_call.id",
                "llm.input_messages.0.message.role",
                "llm.input_messages.0.message.tool_calls.1.tool_call.id",
            ],
            &["mine"],
        ] {
            assert!(!are_distinct_keys(keys), "{keys:?}");
        }
    }
}
