//! From the model to code: the head as it was, and in the user's own braces a call of the runtime.
//!
//! ```text
//! fn add(a: u64, b: u64) -> impl Future<Output = u64> {
//!     runtime::instrumented(
//!         async move {
//!             let a = a;
//!             let b = b;
//!             runtime::begin(const { &Callsite::new(..) }, |start| { start.argument(1, &b); start.argument(0, &a); });
//!             if false { return runtime::anchor::<u64>(); }
//!             { a + b }
//!         },
//!         false,
//!         |value, span| {
//!             runtime::finish(span, |outcome| outcome.output(&value));
//!             value
//!         },
//!     )
//! }
//! ```
//!
//! Generated code borrows, names a constant and calls; it formats, serialises and decides nothing.

mod arguments;
mod callsite;
mod effect;
mod expansion;
mod finish;
mod function;
mod future;
mod plain;
mod rebind;
mod start;
mod value;

pub(crate) use self::arguments::nameable;
pub(crate) use self::finish::is_function;
pub(crate) use self::function::{Spans, function};
pub(crate) use self::value::marker;
