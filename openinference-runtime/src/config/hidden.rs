//! What becomes of a value under some key.

/// What stands in the place of a hidden value.
pub const REDACTED: &str = "__REDACTED__";

/// Whether a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hidden {
    /// It is written.
    Visible,
    /// [`REDACTED`] is written in its place.
    Redacted,
    /// Nothing is written.
    Dropped,
}
