//! OpenTelemetry's current Context, also on a thread that is ending and has none any more.
//!
//! OpenTelemetry keeps the current Context in a thread-local value with a destructor, and panics where that has run: in a
//! `Drop` of another thread-local value, where a panic ends the process. So a value of our own stands beside it, made after
//! it and therefore destroyed before it: while ours is there, theirs is.

use std::cell::Cell;
use std::panic::catch_unwind;

use opentelemetry::{Context, ContextGuard};

use crate::panics::catch_panic;

struct Sentinel;

impl Drop for Sentinel {
    fn drop(&mut self) {
        // Only a value with a destructor has a time after it.
    }
}

thread_local! {
    /// Whether the sentinel has been made on this thread.
    static MADE: Cell<bool> = const { Cell::new(false) };
    static SENTINEL: Sentinel = {
        Context::map_current(|_| ());
        Sentinel
    };
}

/// Whether the thread has a current Context.
#[inline]
pub(crate) fn is_there() -> bool {
    if MADE.get() { SENTINEL.try_with(|_| ()).is_ok() } else { make() }
}

/// The first look of this thread may come too late already, and panics then.
#[cold]
fn make() -> bool {
    let is_there = catch_unwind(|| SENTINEL.try_with(|_| ()).is_ok()).unwrap_or_default();
    MADE.set(is_there);
    is_there
}

/// The current Context; an empty one where the thread has none any more.
#[inline]
pub(crate) fn get() -> Context {
    if is_there() { Context::current() } else { Context::new() }
}

/// Makes `cx` current on this thread until the guard is dropped; nothing where the thread has none any more, nor within
/// OpenTelemetry's `get_active_span` and `map_current`, which lend the current one out: there it panics.
#[inline]
pub(crate) fn attach(cx: Context) -> AttachedContext {
    let attach = || catch_panic(|| cx.attach());
    AttachedContext(is_there().then(attach).flatten())
}

/// A Context that is current on this thread until this is dropped. Unlike OpenTelemetry's `ContextGuard` it may live in, and
/// be dropped with, a thread-local value.
#[derive(Debug)]
#[must_use = "dropped, the Context is no longer current"]
pub struct AttachedContext(Option<ContextGuard>);

impl Drop for AttachedContext {
    fn drop(&mut self) {
        let Some(guard) = self.0.take() else { return };
        if is_there() {
            // It panics where the current Context is lent out, and stays current then.
            catch_panic(|| drop(guard));
        } else {
            // There is nothing left that it could restore.
            std::mem::forget(guard);
        }
    }
}
