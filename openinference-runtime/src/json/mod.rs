//! JSON values that keep the order of their fields and can be written within a limit.

mod compare;
mod copy;
mod cut;
mod field_name;
mod json_writer;
mod number;
mod open;
mod parse;
mod plain;
mod run;
mod tape;
mod tape_node;
#[cfg(test)]
mod tests;
mod text;
mod value;
mod view;
mod write;
mod write_tape;
mod written_name;

pub(crate) use self::cut::{MAX_DEPTH, TOO_DEEP};
pub(crate) use self::field_name::FieldName;
pub(crate) use self::json_writer::JsonWriter;
pub(crate) use self::number::not_finite;
pub(crate) use self::plain::{has_nul, is_plain};
pub(crate) use self::tape::Tape;
pub use self::value::Json;
pub(crate) use self::view::{Fields, Items, JsonRef};
