//! The texts of known keys, made once.
//!
//! An exported key without an allocation has to be `'static`: keys of the first [`OUTER`] members of a list, and of the first
//! [`INNER`] members of a list within one of these, are kept from their first use on. That is bounded; keys beyond are written
//! each time.

use std::borrow::Cow;
use std::sync::OnceLock;

use super::KnownKey;
use crate::semconv::KeyPattern;

/// Members of a list whose keys are kept.
const OUTER: usize = 128;

/// Members of a list within a list whose keys are kept.
const INNER: usize = 8;

/// The texts of the keys of one pattern, by their indices.
type Texts = Box<[OnceLock<Box<str>>]>;

static TEXTS: [OnceLock<Texts>; KeyPattern::COUNT] = [const { OnceLock::new() }; KeyPattern::COUNT];

pub(super) fn of(key: KnownKey) -> Cow<'static, str> {
    match kept(key) {
        Some(text) => Cow::Borrowed(text),
        None => Cow::Owned(key.pattern.with(key.indices).to_string()),
    }
}

fn kept(key: KnownKey) -> Option<&'static str> {
    let KnownKey { pattern, indices: [outer, inner] } = key;
    let (outer, inner) = (usize::try_from(outer).ok()?, usize::try_from(inner).ok()?);
    if pattern.holder().is_none()
        && let Some(row) = pattern.attribute()
    {
        return Some(row.key);
    }
    let (room, at) = match pattern.indices() {
        0 => (1, 0),
        1 => (OUTER, outer),
        _ if inner < INNER => (OUTER * INNER, outer * INNER + inner),
        _ => return None,
    };
    let make = || (0..room).map(|_| OnceLock::new()).collect();
    let texts = TEXTS.get(pattern.index())?.get_or_init(make);
    // Asked for last: an index may be anything.
    Some(texts.get(at)?.get_or_init(|| pattern.with(key.indices).to_string().into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_members_of_every_list_have_texts_that_are_kept() {
        for pattern in KeyPattern::all() {
            for indices in [[0, 0], [127, 0], [127, 7], [128, 0], [0, 8], [u32::MAX, u32::MAX]] {
                let mut own = indices;
                own[pattern.indices()..].fill(0);
                let key = KnownKey { pattern, indices: own };
                assert_eq!(of(key), pattern.with(own).to_string());
                let is_first = pattern.indices() == 0 || (own[0] < 128 && own[1] < 8);
                assert_eq!(matches!(of(key), Cow::Borrowed(_)), is_first, "{}", of(key));
            }
        }
    }
}
