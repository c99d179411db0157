//! The kind of the span that is being built, for span processors: they run before anybody else knows the span.

use std::cell::Cell;

use crate::semconv::SpanKind;

thread_local! {
    static STARTING: Cell<Option<SpanKind>> = const { Cell::new(None) };
}

/// In the `on_start` of a span of ours, its kind.
pub(crate) fn get() -> Option<SpanKind> {
    STARTING.try_with(Cell::get).unwrap_or_default()
}

/// Runs `build`, which makes a span of this kind.
pub(crate) fn within<T>(kind: SpanKind, build: impl FnOnce() -> T) -> T {
    struct Before(Option<SpanKind>);
    impl Drop for Before {
        fn drop(&mut self) {
            let _ = STARTING.try_with(|starting| starting.set(self.0));
        }
    }
    let _before = Before(STARTING.try_with(|starting| starting.replace(Some(kind))).unwrap_or_default());
    build()
}
