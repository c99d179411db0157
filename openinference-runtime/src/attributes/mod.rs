//! What a span says, as a list that has been masked.

#[allow(clippy::module_inception, reason = "the file is named after its type")]
mod attributes;
mod buffer;
mod entry;
mod entry_list;
mod given_keys;
mod rank;
mod read;
mod scratch;
mod unique;

pub use self::attributes::Attributes;
pub(crate) use self::buffer::AttributeBuffer;
pub(crate) use self::entry::Entry;
pub(crate) use self::rank::Rank;
