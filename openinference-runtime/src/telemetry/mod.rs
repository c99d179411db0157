//! Set-up.

/// Initialises.
pub fn init() {}

/// Attributes of a span; a span with a long conversation needs many.
#[cfg(feature = "sdk")]
pub(crate) const MAX_ATTRIBUTES: u32 = 10_000;
