//! Conformance: every departure of a trace from the conventions.

mod allow;
mod checked_span;
mod checker;
mod exception;
mod finding;
mod item;
mod key;
mod kind;
mod limit;
mod number;
mod report;
mod rule;
mod secret;
#[cfg(test)]
mod tests;
mod tree;
mod value;
mod withhold;

pub use self::allow::Allow;
pub use self::checker::Checker;
pub use self::finding::Finding;
pub use self::report::Report;
pub use self::rule::{Rule, Severity, UnknownRule};
pub use self::secret::{InvalidPattern, SECRET_PATTERNS, SecretPattern};
