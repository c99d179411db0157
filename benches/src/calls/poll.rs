//! Futures that are polled as often as one wants.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use openinference_runtime::chain_span;

/// Polls a future until it is ready.
pub fn drive<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut cx = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut cx) {
            return output;
        }
    }
}

/// Polls a future that is ready at once.
pub fn once<F: Future>(future: F) -> Option<F::Output> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => Some(output),
        Poll::Pending => None,
    }
}

/// Is polled `times` times in vain.
async fn waits_plain(times: u32) {
    let mut left = times;
    poll_fn(|_| match left.checked_sub(1) {
        Some(less) => {
            left = less;
            Poll::Pending
        }
        None => Poll::Ready(()),
    })
    .await;
}

/// A function that waits for them, without an annotation.
pub async fn waits_by_hand(times: u32) {
    waits_plain(times).await;
}

/// Annotated.
#[chain_span(name = "waits", skip_all)]
pub async fn waits(times: u32) {
    waits_plain(times).await;
}
