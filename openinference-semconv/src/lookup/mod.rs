//! From a key to its row, and from a misspelt key to the one that was meant.

mod attribute;
mod flatten;
mod nearest;
mod wrong_names;

pub use self::attribute::{attribute, correction, is_reserved, nearest_attribute, open_detail};
pub use self::nearest::nearest;
