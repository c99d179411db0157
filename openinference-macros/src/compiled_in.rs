//! Which features of the runtime change what is generated.

/// JSON schemas of tools' arguments.
pub(crate) const SCHEMA: bool = cfg!(feature = "schema");
