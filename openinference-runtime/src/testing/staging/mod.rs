//! The conformance checks on a running program.

mod conformance_processor;
mod span_relations;
#[cfg(test)]
mod tests;

pub use self::conformance_processor::ConformanceProcessor;
