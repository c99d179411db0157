//! JSON values that keep the order of their fields and can be written within a limit.

mod compare;
mod number;
mod parse;
mod tape;
#[cfg(test)]
mod tests;
mod value;
mod view;
mod write;

pub(crate) use self::number::not_finite;
pub(crate) use self::tape::Tape;
pub use self::value::Json;
pub(crate) use self::value::{MAX_DEPTH, MORE, TOO_DEEP, fields_kept, items_kept};
pub(crate) use self::view::{Fields, Items, JsonRef};
