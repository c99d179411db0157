//! The span that is ending, for span processors: what they need not look for in it.

use std::cell::Cell;

use opentelemetry::trace::SpanId;

thread_local! {
    static ENDING: Cell<Option<(SpanId, usize)>> = const { Cell::new(None) };
}

/// Whether these are the attributes that a span of ours was given, and no others: each key once, no NUL in any of them.
pub(crate) fn is_clean(span: SpanId, attributes: usize) -> bool {
    ENDING.try_with(Cell::get).unwrap_or_default() == Some((span, attributes))
}

/// Runs `end`, which ends a span that has so many attributes, all of them clean.
pub(crate) fn within<T>(span: SpanId, attributes: usize, end: impl FnOnce() -> T) -> T {
    struct Before(Option<(SpanId, usize)>);
    impl Drop for Before {
        fn drop(&mut self) {
            let _ = ENDING.try_with(|ending| ending.set(self.0));
        }
    }
    let ending = Some((span, attributes));
    let _before = Before(ENDING.try_with(|before| before.replace(ending)).unwrap_or_default());
    end()
}
