//! E30: a future is lazy. The span of an async function starts at its first poll.

use std::cell::Cell;
use std::future::Future as _;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, SystemTime};

use openinference_checklist::{spanned, traced};
use openinference_runtime::chain_span;

#[test]
fn nothing_runs_before_the_first_poll() {
    #[chain_span(name = { evaluated.set(true); "n" })]
    async fn f(ran: &Cell<bool>, evaluated: &Cell<bool>) {
        ran.set(true);
        let _ = evaluated;
    }
    let (ran, evaluated) = (Cell::new(false), Cell::new(false));
    let ((), trace) = traced(async {
        let future = f(&ran, &evaluated);
        assert!(!ran.get() && !evaluated.get());
        drop(future);
    });
    assert!(!ran.get() && !evaluated.get());
    assert!(trace.is_empty() && trace.unfinished == 0);
}

#[test]
fn the_span_starts_at_the_first_poll() {
    #[chain_span]
    async fn f() {
        tokio::task::yield_now().await;
    }
    let (polled, span) = spanned(async {
        let mut future = Box::pin(f());
        // Time has to pass between the call and the poll, or nothing would be shown.
        let called = SystemTime::now();
        while SystemTime::now() < called + Duration::from_millis(2) {
            std::hint::spin_loop();
        }
        let polled = SystemTime::now();
        let _: Poll<()> = future.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        future.await;
        polled
    });
    assert!(span.recorded.start.expect("a start") >= polled);
}
