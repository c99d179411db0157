//! Naming spans by where they stand: `agent > tool[1]`.

mod find;
mod parse;
mod selector_path;
mod step;
#[cfg(test)]
mod tests;

pub use self::selector_path::{IntoSelector, Selector};
pub use self::step::SelectorError;
