//! The number of a key of the conventions.

/// A key of the conventions, with open indices where it is flattened (`spec/semantic_conventions.md`, Indexed Attribute
/// Prefixes): `llm.model_name`, `llm.input_messages.#.message.role`. [`patterns`](crate::patterns) has a constant for
/// each row of the table; [`child`](Self::child) leads to what stands in lists and objects.
///
/// A pattern is a number below [`COUNT`](Self::COUNT), so that what depends on a key can be looked up.
///
/// ```
/// use openinference_semconv::{KeyPattern, patterns};
///
/// let role = patterns::LLM_INPUT_MESSAGES.child(patterns::MESSAGE_ROLE).unwrap();
/// assert_eq!(role.with([3, 0]).to_string(), "llm.input_messages.3.message.role");
/// assert_eq!(KeyPattern::parse("llm.input_messages.3.message.role"), Some((role, [3, 0])));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyPattern(u16);

impl KeyPattern {
    /// The most indices that a key has.
    pub const MOST_INDICES: usize = 2;

    #[allow(clippy::cast_possible_truncation, reason = "there are a few hundred")]
    pub(crate) const fn new(number: usize) -> Self {
        Self(number as u16)
    }

    /// Its number, below [`COUNT`](Self::COUNT).
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}
