//! What the cases of the checklist have in common: a call, and the one span that it shall leave.

use std::future::Future;

use openinference_runtime::testing::{Node, Trace, capture, capture_sync};

/// The value of an annotated async function, which left one span and nothing else.
///
/// # Panics
///
/// If it left none, or several, or did not end it.
#[track_caller]
pub fn call<F: Future>(future: F) -> F::Output {
    spanned(future).0
}

/// The value of an annotated function, which left one span and nothing else.
///
/// # Panics
///
/// If it left none, or several, or did not end it.
#[track_caller]
pub fn call_sync<T>(f: impl FnOnce() -> T) -> T {
    spanned_sync(f).0
}

/// The value of an annotated async function and its span.
///
/// # Panics
///
/// If it left none, or several, or did not end it.
#[track_caller]
pub fn spanned<F: Future>(future: F) -> (F::Output, Node) {
    let (value, trace) = traced(future);
    (value, one(trace))
}

/// The value of a future that an annotated function returns, and the function's span, which starts with the call.
///
/// # Panics
///
/// If it left none, or several, or did not end it.
#[track_caller]
pub fn spanned_from<F: Future>(f: impl FnOnce() -> F) -> (F::Output, Node) {
    spanned(async { f().await })
}

/// The value of an annotated function and its span.
///
/// # Panics
///
/// If it left none, or several, or did not end it.
#[track_caller]
pub fn spanned_sync<T>(f: impl FnOnce() -> T) -> (T, Node) {
    let (value, trace) = capture_sync(f);
    (value, one(trace))
}

/// The value of a future and everything that it traced.
pub fn traced<F: Future>(future: F) -> (F::Output, Trace) {
    block_on(capture(future))
}

/// Runs a future on this thread.
///
/// # Panics
///
/// If there can be no runtime.
pub fn block_on<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().build().expect("no drivers are asked for").block_on(future)
}

#[track_caller]
fn one(mut trace: Trace) -> Node {
    assert_eq!((trace.len(), trace.unfinished), (1, 0), "one span, ended: {}", trace.outline());
    trace.roots.remove(0)
}
