//! Who wrote an attribute.

/// Who wrote an attribute. A later writer of the same key wins, but never over a higher rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rank {
    /// Inherited from the Context.
    Inherited,
    /// Found by us in arguments and results.
    Detected,
    /// Said by the user: a key of the macro, `current()`, a foreign `set_attribute`.
    Explicit,
}
