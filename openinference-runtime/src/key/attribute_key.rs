//! The key of an attribute: a number where the conventions know it, else text.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use super::{KeyRef, KnownKey, known_text};
use crate::opentelemetry::Key;
use crate::semconv::KeyPattern;

/// The key of an attribute. One of the conventions (`spec/semantic_conventions.md`, plain or flattened) is a number with up
/// to two indices, for which nothing is allocated, hashed or searched; every other key is text.
///
/// Two keys are equal where their texts are: a text that is written exactly as the conventions write a key becomes its
/// number, while indices with leading zeros and the like stay the text of another key.
///
/// ```
/// use openinference_runtime::{AttributeKey, semconv::patterns};
///
/// let role = AttributeKey::new(patterns::LLM_INPUT_MESSAGES).item(3).field(patterns::MESSAGE_ROLE);
/// assert_eq!(role, AttributeKey::from("llm.input_messages.3.message.role"));
/// assert_ne!(role, AttributeKey::from("llm.input_messages.03.message.role"));
/// assert_eq!(role.to_string(), "llm.input_messages.3.message.role");
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct AttributeKey(Form);

#[derive(Clone, PartialEq, Eq, Hash)]
enum Form {
    Known(KnownKey),
    /// Of no pattern.
    Foreign(Key),
}

impl AttributeKey {
    /// A key without indices.
    #[must_use]
    pub const fn new(pattern: KeyPattern) -> Self {
        Self(Form::Known(KnownKey::new(pattern)))
    }

    /// As [`From`], for constants.
    #[must_use]
    pub const fn from_static(text: &'static str) -> Self {
        match KnownKey::parse(text) {
            Some(known) => Self(Form::Known(known)),
            None => Self(Form::Foreign(Key::from_static_str(text))),
        }
    }

    pub(crate) fn from_known(known: KnownKey) -> Self {
        Self(Form::Known(known))
    }

    fn parsed(text: &str) -> Option<Self> {
        KnownKey::parse(text).map(Self::from_known)
    }

    /// The number and the indices of a key of the conventions.
    pub(crate) fn known(&self) -> Option<KnownKey> {
        match &self.0 {
            Form::Known(known) => Some(*known),
            Form::Foreign(_) => None,
        }
    }

    /// What the conventions know it by. `None`: it is none of theirs.
    #[must_use]
    pub fn pattern(&self) -> Option<KeyPattern> {
        self.known().map(KnownKey::pattern)
    }

    pub(crate) fn by_ref(&self) -> KeyRef<'_> {
        match &self.0 {
            Form::Known(known) => KeyRef::Known(*known),
            Form::Foreign(key) => KeyRef::Foreign(key.as_str()),
        }
    }

    /// Whether it belongs to a member of a list: `llm.input_messages.0.message.role`, `my.list.3`.
    #[must_use]
    pub fn is_indexed(&self) -> bool {
        self.by_ref().is_indexed()
    }

    /// The key as it is exported.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        self.by_ref().text()
    }
}

impl<'k> From<&'k AttributeKey> for KeyRef<'k> {
    fn from(key: &'k AttributeKey) -> Self {
        key.by_ref()
    }
}

impl From<KeyPattern> for AttributeKey {
    fn from(pattern: KeyPattern) -> Self {
        Self::new(pattern)
    }
}

impl From<&'static str> for AttributeKey {
    fn from(text: &'static str) -> Self {
        Self::from_static(text)
    }
}

impl From<Key> for AttributeKey {
    fn from(key: Key) -> Self {
        Self::parsed(key.as_str()).unwrap_or(Self(Form::Foreign(key)))
    }
}

macro_rules! from_texts {
    ($($text:ty)*) => {$(
        impl From<$text> for AttributeKey {
            fn from(text: $text) -> Self {
                Self::parsed(&text).unwrap_or_else(|| Self(Form::Foreign(text.into())))
            }
        }
    )*};
}

from_texts!(String Arc<str> Cow<'static, str>);

impl From<AttributeKey> for Key {
    fn from(key: AttributeKey) -> Self {
        match key.0 {
            Form::Known(known) => known_text::of(known).into(),
            Form::Foreign(key) => key,
        }
    }
}

impl fmt::Display for AttributeKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl fmt::Debug for AttributeKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.text(), f)
    }
}

#[cfg(test)]
mod tests {
    use super::super::key_ref::has_index;
    use super::*;
    use crate::semconv::patterns;

    #[test]
    fn a_key_has_the_size_of_its_text_alone() {
        assert_eq!(size_of::<AttributeKey>(), size_of::<Key>());
        assert!(size_of::<KnownKey>() <= 16);
    }

    #[test]
    fn a_text_that_is_written_as_the_conventions_write_it_meets_its_number() {
        for pattern in KeyPattern::all() {
            let text = pattern.with([3, 130]).to_string();
            let key = AttributeKey::from(text.clone());
            assert_eq!((key.pattern(), key.text().as_ref()), (Some(pattern), text.as_str()));
            assert_eq!(Key::from(key.clone()).as_str(), text);
            assert_eq!(key.by_ref(), KeyRef::from(text.as_str()));
            assert_eq!(key, AttributeKey::from(Key::from(text)));
        }
    }

    #[test]
    fn every_other_text_stays_as_it_is() {
        for text in [
            "",
            "my.key",
            "llm.input_messages.x.y",
            "llm.input_messages.007.message.role",
            "llm.input_messages.12345678901234567890.message.role",
            "llm.input_messages.4294967296.message.role",
            "LLM.model_name",
            "llm.model_name ",
        ] {
            let key = AttributeKey::from(text);
            assert_eq!((key.pattern(), key.text().as_ref()), (None, text));
            assert_eq!(key, AttributeKey::from(text.to_owned()));
            assert_eq!(Key::from(key).as_str(), text);
        }
    }

    #[test]
    fn members_of_lists_are_told_apart_by_number_as_by_text() {
        for pattern in KeyPattern::all() {
            let key = AttributeKey::from(pattern.with([0, 0]).to_string());
            assert_eq!(key.is_indexed(), has_index(&key.text()), "{key}");
        }
        for (text, is_indexed) in
            [("my.0", true), ("my.list.07.name", true), ("v2.name", false), ("a..b", false)]
        {
            assert_eq!(AttributeKey::from(text).is_indexed(), is_indexed, "{text}");
        }
    }

    #[test]
    fn a_constant_is_the_same_key() {
        const KEY: AttributeKey = AttributeKey::from_static("llm.output_messages.0.message.content");
        let content =
            AttributeKey::new(patterns::LLM_OUTPUT_MESSAGES).item(0).field(patterns::MESSAGE_CONTENT);
        assert_eq!(KEY, content);
    }
}
