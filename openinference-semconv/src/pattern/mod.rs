//! Keys of the conventions by number instead of by text.

mod key_pattern;
mod parse;
mod structure;
mod table;
#[cfg(test)]
mod tests;

pub use self::key_pattern::KeyPattern;
