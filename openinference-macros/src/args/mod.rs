//! The arguments of an attribute, driven by the table of keys: every argument matches a row or is an error at its
//! own token, and nothing is silently ignored.

mod arguments;
mod list;
mod value;

pub(crate) use self::arguments::{Args, Entry, IN_IMPL};
pub(crate) use self::list::{comma_separated, skip_to_comma};
pub(crate) use self::value::{Pair, ResultPairs, Value};
