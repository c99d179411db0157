//! Keys of attributes by number instead of by text.

mod attribute_key;
mod key_prefix;
mod key_ref;
mod known_key;
mod known_text;
mod pattern_set;

pub use self::attribute_key::AttributeKey;
pub use self::key_prefix::KeyPrefix;
pub(crate) use self::key_ref::KeyRef;
pub(crate) use self::known_key::KnownKey;
pub(crate) use self::pattern_set::{PatternSet, each_pattern};
