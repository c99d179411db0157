//! Keys of attributes that the provider's span has been given, and whose values nobody needs here.

use super::Rank;
use crate::semconv::{KeyPattern, patterns};

/// Room for the keys of most spans.
const ROOM: usize = 8;

/// Keys of the conventions without indices, with the ranks of their values: a few bytes each. What there is no room for
/// stays an entry.
#[derive(Clone, Copy, Debug)]
pub(super) struct GivenKeys {
    keys: [(KeyPattern, Rank); ROOM],
    len: u8,
}

impl Default for GivenKeys {
    fn default() -> Self {
        Self { keys: [(patterns::OPENINFERENCE_SPAN_KIND, Rank::Inherited); ROOM], len: 0 }
    }
}

impl GivenKeys {
    pub(super) fn as_slice(&self) -> &[(KeyPattern, Rank)] {
        self.keys.get(..usize::from(self.len)).unwrap_or_default()
    }

    /// `false` where there is no room.
    pub(super) fn insert(&mut self, pattern: KeyPattern, rank: Rank) -> bool {
        let Some(free) = self.keys.get_mut(usize::from(self.len)) else { return false };
        *free = (pattern, rank);
        self.len += 1;
        true
    }

    /// The rank of a key's value.
    pub(super) fn rank(&self, pattern: KeyPattern) -> Option<Rank> {
        self.as_slice().iter().find(|(known, _)| *known == pattern).map(|(_, rank)| *rank)
    }

    /// A later value is given under the key.
    pub(super) fn remove(&mut self, pattern: KeyPattern) {
        let Some(at) = self.as_slice().iter().position(|(known, _)| *known == pattern) else { return };
        self.len -= 1;
        self.keys.swap(at, usize::from(self.len));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_is_taken_out_is_known_no_longer_and_makes_room() {
        let mut given = GivenKeys::default();
        let mut all = KeyPattern::all();
        let (first, second) = (all.next().expect("a pattern"), all.next().expect("another"));
        assert!(given.insert(first, Rank::Detected) && given.insert(second, Rank::Explicit));
        assert!(all.by_ref().take(ROOM - 2).all(|pattern| given.insert(pattern, Rank::Detected)));
        let one_more = all.next().expect("more patterns than room");
        assert!(!given.insert(one_more, Rank::Detected));
        given.remove(first);
        assert_eq!((given.rank(first), given.rank(second)), (None, Some(Rank::Explicit)));
        assert!(given.insert(one_more, Rank::Detected));
        assert_eq!(given.as_slice().len(), ROOM);
    }
}
