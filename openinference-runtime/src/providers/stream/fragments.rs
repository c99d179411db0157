//! Texts that arrive in fragments, within a budget for all that is kept of one stream.

use crate::config::DEFAULT_VALUE_LENGTH_LIMIT;
use crate::limit;

/// How many times the limit of one text is kept of all texts of a payload.
pub(in crate::providers) const PAYLOAD_LIMITS: usize = 64;

/// How much more is kept of a stream.
#[derive(Debug)]
pub(crate) struct Budget {
    bytes: usize,
    /// Bytes of one text: as many as an attribute may have.
    longest: usize,
    members: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self::of_texts(DEFAULT_VALUE_LENGTH_LIMIT)
    }
}

impl Budget {
    /// Of texts that are written with at most `longest` bytes each. Of all together as much is kept as of a whole answer.
    pub(crate) fn of_texts(longest: usize) -> Self {
        Self { bytes: longest.saturating_mul(PAYLOAD_LIMITS), longest, members: 1 << 16 }
    }

    /// How many of `wanted` more items or fields have room.
    pub(in crate::providers) fn members(&mut self, wanted: usize) -> usize {
        let room = wanted.min(self.members);
        self.members -= room;
        room
    }

    /// Whether there is room for another field of this name.
    pub(in crate::providers) fn name(&mut self, name: &str) -> bool {
        let has_room = name.len() <= self.bytes && self.members(1) == 1;
        if has_room {
            self.bytes -= name.len();
        }
        has_room
    }
}

/// A text that arrives in fragments. Bounded: what comes after the limit of its length is only counted.
#[derive(Debug, Default)]
pub(crate) struct Fragments {
    kept: String,
    length: usize,
    /// What was taken of the budget.
    charged: usize,
}

impl Fragments {
    /// A text that is no longer than this is kept even where the budget is spent: what comes last says how it ended.
    const ALWAYS: usize = 256;

    /// Adds a fragment, as far as the budget goes.
    pub(crate) fn add(&mut self, fragment: &str, budget: &mut Budget) {
        if self.length + fragment.len() <= Self::ALWAYS {
            self.push_within(fragment, fragment.len());
            return;
        }
        let room = budget.longest.saturating_sub(self.kept.len()).min(budget.bytes);
        let kept = self.push_within(fragment, room);
        budget.bytes -= kept;
        self.charged += kept;
    }

    /// Replaces the text.
    pub(in crate::providers) fn set(&mut self, text: &str, budget: &mut Budget) {
        if self.kept != text {
            budget.bytes += std::mem::take(&mut self.charged);
            self.kept.clear();
            self.length = 0;
            self.add(text, budget);
        }
    }

    fn push_within(&mut self, fragment: &str, room: usize) -> usize {
        // Once something is left out, nothing is added behind the gap.
        let kept = if self.length == self.kept.len() { limit::floor(fragment, room) } else { 0 };
        self.kept.push_str(fragment.get(..kept).unwrap_or_default());
        self.length += fragment.len();
        kept
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.length == 0
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.kept
    }

    /// The text; where something is missing, a marker says how much.
    pub(crate) fn take(&mut self) -> String {
        let kept = std::mem::take(&mut self.kept);
        let length = std::mem::take(&mut self.length);
        if length == kept.len() { kept } else { limit::mark(&kept, kept.len(), Some(length)) }
    }
}
