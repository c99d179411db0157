//! Code of the program that runs because of a span: redactors, uploaders, `on_end`, samplers and span processors, `Serialize`
//! and `Debug`. Were it to make spans of this crate, each would run it again.

use std::cell::Cell;

thread_local! {
    static RUNNING: Cell<bool> = const { Cell::new(false) };
}

/// Whether the thread is in code that runs because of a span: then there are none in it.
#[inline]
pub(crate) fn is_running() -> bool {
    RUNNING.try_with(Cell::get).unwrap_or_default()
}

/// Runs `f` without spans of this crate in it.
#[inline]
pub(crate) fn run<T>(f: impl FnOnce() -> T) -> T {
    struct Before(bool);
    impl Drop for Before {
        fn drop(&mut self) {
            let _ = RUNNING.try_with(|running| running.set(self.0));
        }
    }
    let _before = Before(RUNNING.try_with(|running| running.replace(true)).unwrap_or_default());
    f()
}
