//! Code of the program that runs because of a span: redactors, uploaders, `on_end`, samplers and span processors, `Serialize`
//! and `Debug`. Were it to make spans of this crate, each would run it again.

use std::cell::Cell;

thread_local! {
    static RUNNING: Cell<bool> = const { Cell::new(false) };
    static REDACTING: Cell<bool> = const { Cell::new(false) };
}

/// Whether the thread is in a redactor, which the current span may be locked for.
#[inline]
pub(crate) fn is_redacting() -> bool {
    REDACTING.get()
}

/// Runs a redactor, unless one is running on this thread: what that writes to a span itself would be for it to redact, and so
/// on without an end. `None` then.
pub(crate) fn redact<T>(redactor: impl FnOnce() -> Option<T>) -> Option<T> {
    struct Over;
    impl Drop for Over {
        fn drop(&mut self) {
            REDACTING.set(false);
        }
    }
    if is_redacting() {
        return None;
    }
    REDACTING.set(true);
    let _over = Over;
    run(redactor)
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

#[cfg(test)]
mod tests {
    use super::redact;

    #[test]
    fn a_redactor_within_a_redactor_does_not_run() {
        assert_eq!(redact(|| Some(redact(|| Some(1)))), Some(None));
        assert_eq!(redact(|| Some(1)), Some(1), "and afterwards it does");
    }
}
