//! Spans across tasks and threads.
//!
//! A task or a thread begins without a parent: `tokio::spawn(step())` makes `step`'s span the root of a trace of its
//! own. [`carry`] and [`carry_fn`] take along the span in progress, everything inherited from it, and the provider
//! that the spans go to:
//!
//! | where the work goes | what to write |
//! |---|---|
//! | `tokio::spawn`, `JoinSet::spawn`, any executor | `tokio::spawn(carry(step()))` |
//! | `spawn_blocking`, `std::thread::spawn`, `rayon::spawn`, `rayon::join` | `spawn_blocking(carry_fn(\|\| step()))` |
//! | a stream that somebody else polls | `carry(stream)` |
//! | a closure that is called many times, as those of rayon's `par_iter` | `let here = current(); items.par_iter().map(\|item\| here.in_scope(\|\| step(item)))` |
//! | a channel | `sender.send((current(), job))`, and at the other end `here.scope(run(job))`, or `parent = here` in the macro |
//! | many channels into one (fan-in) | `links = handles`: the spans that the batch came from |
//!
//! The span that is carried ends where it ends: a task that outlives it still has it as its parent.
//!
//! ```
//! use openinference_runtime::{carry, semconv::SpanKind, span};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), tokio::task::JoinError> {
//! let answer = span(SpanKind::Agent, "plan")
//!     .scope(async {
//!         // Made here, so that it is carried from within the span.
//!         tokio::spawn(carry(async { span(SpanKind::Chain, "step").in_scope(|| 42) })).await
//!     })
//!     .await?;
//! # assert_eq!(answer, 42);
//! # Ok(())
//! # }
//! ```

use crate::context::InContext;
use crate::span::current;

/// A future or stream that runs within the span in progress here, wherever it is spawned. See the
/// [module](self).
#[doc(alias = "in_current_span")]
pub fn carry<T>(inner: T) -> InContext<T> {
    current().scope(inner)
}

/// A closure that runs within the span in progress here, on whatever thread it is called. See the
/// [module](self).
pub fn carry_fn<R>(f: impl FnOnce() -> R) -> impl FnOnce() -> R {
    let here = current();
    move || here.in_scope(f)
}
