//! What stands where spans would be when they are left out at compile time (no feature `trace`): the public names and the
//! signatures of the modules that it replaces, and nothing behind them. Code that compiles with spans compiles without.
//!
//! What annotations are checked against, which decides what the compiler says of a mistake, is not written twice: those files
//! are the originals, by their path.
#![expect(missing_docs, clippy::missing_errors_doc, reason = "documented where it does something")]

pub mod context;
pub(crate) mod current_context;
pub mod opentelemetry;
pub mod propagation;
pub mod span;
pub mod telemetry;
pub(crate) mod tracer;
