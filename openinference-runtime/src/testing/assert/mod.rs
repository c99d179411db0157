//! Assertions whose messages show the tree.

mod assert_span;
mod assert_trace;
mod lines;
mod shape;
mod span;
#[cfg(test)]
mod tests;

pub use self::assert_trace::assert_shape;
pub use self::span::SpanCheck;
