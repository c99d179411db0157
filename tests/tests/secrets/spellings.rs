//! How secrets are called.

/// One name on a line; the rules for names are measured by the same list.
pub(crate) fn all() -> impl Iterator<Item = &'static str> {
    include_str!("../../../openinference-runtime/src/config/secrets/data/spellings.txt").lines()
}
