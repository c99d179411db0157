//! From a key to its row, and from a misspelt key to the one that was meant.

use crate::Attribute;
use crate::attributes::ATTRIBUTES;

/// The row of a key, plain (`llm.model_name`) or flattened (`llm.input_messages.0.message.role`, which gives the row
/// of `message.role`). `None`: not a key of the conventions.
#[must_use]
pub fn attribute(key: &str) -> Option<&'static Attribute> {
    ATTRIBUTES.iter().find(|attribute| attribute.key == key)
}

/// Whether a key is of the conventions, or stands in a namespace that is theirs alone (`llm.`, `tool.` …), so that an
/// unknown one must be a mistake.
#[must_use]
pub fn is_reserved(key: &str) -> bool {
    attribute(key).is_some() || key.starts_with("llm.")
}

/// The candidate that `word` was probably meant to be. `None`: none is near.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    candidates.into_iter().find(|candidate| candidate.eq_ignore_ascii_case(word))
}

/// The attribute's key that `key` was probably meant to be. `None`: none is near.
#[must_use]
pub fn nearest_attribute(key: &str) -> Option<&'static str> {
    nearest(key, ATTRIBUTES.iter().map(|attribute| attribute.key))
}
