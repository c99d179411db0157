//! How many spans a thread is describing, each in an expression of the one before.
//!
//! Expressions in keys are ordinary code of the program, with spans of its own. One that calls the function that it belongs
//! to would never end, though the function itself does.

use std::cell::Cell;

use crate::diagnostics::nesting_limit;

/// Spans whose expressions run, each within the one before. From there on calls have no span.
const LIMIT: u32 = 64;

#[derive(Clone, Copy)]
struct Nesting {
    depth: u32,
    /// The limit was reached: no more until all of them are through, or each of them would go that deep again.
    is_exhausted: bool,
}

thread_local! {
    static NESTING: Cell<Nesting> = const { Cell::new(Nesting { depth: 0, is_exhausted: false }) };
}

/// Whether a call of `function` gets no span because of where it stands.
#[inline]
pub(super) fn is_exhausted(function: &str) -> bool {
    let now = NESTING.get();
    now.depth > 0 && (now.is_exhausted || exhausts(now, function))
}

#[cold]
fn exhausts(now: Nesting, function: &str) -> bool {
    if now.depth < LIMIT {
        return false;
    }
    NESTING.set(Nesting { is_exhausted: true, ..now });
    nesting_limit::reached(LIMIT, function);
    true
}

/// Runs what describes a span: the program's expressions are in it.
#[inline]
pub(super) fn within<T>(describe: impl FnOnce() -> T) -> T {
    struct Outer(u32);
    impl Drop for Outer {
        fn drop(&mut self) {
            let is_exhausted = NESTING.get().is_exhausted && self.0 > 0;
            NESTING.set(Nesting { depth: self.0, is_exhausted });
        }
    }
    let now = NESTING.get();
    let _outer = Outer(now.depth);
    NESTING.set(Nesting { depth: now.depth.saturating_add(1), ..now });
    describe()
}
