//! Attributes in the order in which they came.

use super::entry::Entry;
use super::unique::mark_overwritten;
use crate::key::KeyRef;

/// The length at which a list is cleared of what has been overwritten: streams write some keys with every item.
const CLEAR_AT: usize = 512;

/// Room for the attributes of most spans.
const FIRST_ROOM: usize = 12;

/// Entries of which those of one key may be several: the last of the highest rank counts, in the place of the first.
#[derive(Clone, Debug)]
pub(super) struct EntryList {
    entries: Vec<Entry>,
    clear_at: usize,
}

impl Default for EntryList {
    fn default() -> Self {
        Self { entries: Vec::new(), clear_at: CLEAR_AT }
    }
}

impl EntryList {
    pub(super) fn push(&mut self, entry: Entry) {
        if self.entries.len() >= self.clear_at {
            self.clear_overwritten();
        }
        if self.entries.capacity() == 0 {
            self.entries.reserve_exact(FIRST_ROOM);
        }
        self.entries.push(entry);
    }

    /// Takes over what another list has. That one keeps its room, unless it is what is needed here.
    pub(super) fn append(&mut self, other: &mut Self) {
        let is_full = other.entries.len() * 2 >= other.entries.capacity();
        if self.entries.capacity() == 0 && is_full {
            std::mem::swap(self, other);
            return;
        }
        self.entries.append(&mut other.entries);
        other.clear_at = CLEAR_AT;
        if self.entries.len() >= self.clear_at {
            self.clear_overwritten();
        }
    }

    /// As [`append`](Self::append), where nothing is added afterwards.
    pub(super) fn absorb(&mut self, other: &mut Self) {
        if self.entries.is_empty() {
            std::mem::swap(self, other);
        } else {
            self.append(other);
        }
    }

    /// The same in no more room than it needs, unless there is not much more. What was made room for stays with this one.
    pub(super) fn take_exact(&mut self) -> Self {
        let mut exact = Self::default();
        if self.entries.len() * 2 >= self.entries.capacity() {
            std::mem::swap(&mut exact, self);
        } else if !self.entries.is_empty() {
            exact.entries.reserve_exact(self.entries.len());
            exact.entries.append(&mut self.entries);
        }
        exact
    }

    /// Keeps the entries that are wanted.
    pub(super) fn retain(&mut self, is_wanted: impl FnMut(&mut Entry) -> bool) {
        self.entries.retain_mut(is_wanted);
    }

    pub(super) fn clear(&mut self) {
        self.entries.clear();
        self.clear_at = CLEAR_AT;
    }

    pub(super) fn capacity(&self) -> usize {
        self.entries.capacity()
    }

    pub(super) fn reserve(&mut self, more: usize) {
        self.entries.reserve(more);
    }

    pub(super) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    pub(super) fn entries_mut(&mut self) -> &mut [Entry] {
        &mut self.entries
    }

    /// What counts of a key.
    pub(super) fn find(&self, key: KeyRef<'_>) -> Option<&Entry> {
        let of_key = self.entries.iter().filter(|entry| entry.key.by_ref() == key && entry.is_kept());
        of_key.max_by_key(|entry| entry.rank)
    }

    /// Marks all but one entry of each key.
    pub(super) fn resolve(&mut self) {
        mark_overwritten(&mut self.entries);
    }

    fn clear_overwritten(&mut self) {
        self.resolve();
        self.entries.retain(Entry::is_kept);
        self.clear_at = CLEAR_AT.max(self.entries.len() * 2);
    }
}
