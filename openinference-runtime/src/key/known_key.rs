//! A key of the conventions with its indices.

use crate::semconv::KeyPattern;

/// A key of the conventions. What it does not have of the two indices is 0, so that one key has one value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct KnownKey {
    pub(super) pattern: KeyPattern,
    pub(super) indices: [u32; KeyPattern::MOST_INDICES],
}

impl KnownKey {
    pub(crate) const fn new(pattern: KeyPattern) -> Self {
        Self { pattern, indices: [0; KeyPattern::MOST_INDICES] }
    }

    /// The key that is written exactly so.
    pub(crate) const fn parse(text: &str) -> Option<Self> {
        match KeyPattern::parse(text) {
            Some((pattern, indices)) => Some(Self { pattern, indices }),
            None => None,
        }
    }

    pub(crate) const fn pattern(self) -> KeyPattern {
        self.pattern
    }

    pub(crate) const fn indices(self) -> [u32; KeyPattern::MOST_INDICES] {
        self.indices
    }

    /// The row that stands within this list or object, whose indices are given.
    pub(super) fn child(self, row: KeyPattern) -> Option<Self> {
        Some(Self { pattern: self.pattern.child(row)?, ..self })
    }
}
