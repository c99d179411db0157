//! A key that somebody else owns.

use std::borrow::Cow;

use super::{KnownKey, known_text};
use crate::semconv::KeyPattern;

/// What an [`AttributeKey`](super::AttributeKey) is, borrowed. Made of a text without an allocation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyRef<'k> {
    /// Of the conventions.
    Known(KnownKey),
    /// The text of a key that is none of theirs.
    Foreign(&'k str),
}

impl<'k> KeyRef<'k> {
    pub(crate) fn pattern(self) -> Option<KeyPattern> {
        match self {
            Self::Known(known) => Some(known.pattern()),
            Self::Foreign(_) => None,
        }
    }

    /// Whether it belongs to a member of a list.
    pub(crate) fn is_indexed(self) -> bool {
        match self {
            Self::Known(known) => known.pattern().indices() > 0,
            Self::Foreign(text) => has_index(text),
        }
    }

    pub(crate) fn text(self) -> Cow<'k, str> {
        match self {
            Self::Known(known) => known_text::of(known),
            Self::Foreign(text) => Cow::Borrowed(text),
        }
    }
}

/// Whether a part of a key is a number.
pub(super) fn has_index(key: &str) -> bool {
    key.split('.').any(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

impl<'k> From<&'k str> for KeyRef<'k> {
    fn from(text: &'k str) -> Self {
        KnownKey::parse(text).map_or(Self::Foreign(text), Self::Known)
    }
}

impl From<KeyPattern> for KeyRef<'_> {
    fn from(pattern: KeyPattern) -> Self {
        Self::Known(KnownKey::new(pattern))
    }
}
