//! What changed from one run to another.

mod change;
mod pair;
mod show;
#[cfg(test)]
mod tests;
mod trace_diff;

pub use self::change::{Change, Diff, FieldChange};
