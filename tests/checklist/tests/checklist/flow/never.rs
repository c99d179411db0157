//! E22: functions that never return. E23: bodies that do not end, of which nobody is warned (`deny(warnings)`).

use openinference_checklist::{call, call_sync, spanned, spanned_sync};
use openinference_runtime::chain_span;
use openinference_runtime::testing::SpanStatus;

use std::future::Future;
use std::panic::AssertUnwindSafe;

/// The message of the panic that the future ends in, and its span's status.
fn panics<F: Future>(future: F) -> SpanStatus {
    let (caught, span) = spanned(futures_util::FutureExt::catch_unwind(AssertUnwindSafe(future)));
    assert!(caught.is_err());
    span.status
}

#[test]
fn async_never() {
    #[chain_span]
    async fn f(a: u8) -> ! {
        panic!("{}", a)
    }
    assert_eq!(panics(f(1)), SpanStatus::Error("panic: 1".to_owned()));
}

#[test]
fn sync_never() {
    #[chain_span]
    fn f(a: u8) -> ! {
        panic!("{}", a)
    }
    let (caught, span) = spanned_sync(|| std::panic::catch_unwind(|| f(1)));
    assert!(caught.is_err());
    assert_eq!(span.status, SpanStatus::Error("panic: 1".to_owned()));
}

#[test]
fn body_todo() {
    #[chain_span]
    async fn f(_a: u8) -> u8 {
        todo!()
    }
    #[chain_span]
    async fn of_nothing() {
        todo!()
    }
    #[chain_span]
    fn sync() -> Result<u8, String> {
        todo!()
    }
    let status = SpanStatus::Error("panic: not yet implemented".to_owned());
    assert_eq!(panics(f(1)), status);
    assert_eq!(panics(of_nothing()), status);
    assert_eq!(panics(async { sync() }), status);
}

#[test]
fn body_panic() {
    #[chain_span]
    async fn f(a: u8) -> String {
        panic!("{}", a)
    }
    assert_eq!(panics(f(1)), SpanStatus::Error("panic: 1".to_owned()));
}

#[test]
fn body_loop() {
    #[chain_span]
    async fn f(a: u8) -> u8 {
        loop {
            if a > 0 {
                return a;
            }
        }
    }
    #[chain_span]
    async fn endless() -> ! {
        loop {
            std::future::pending::<()>().await;
        }
    }
    assert_eq!(call(f(1)), 1);
    let (_, span) = spanned(async { futures_util::FutureExt::now_or_never(endless()).is_none() });
    assert_eq!(span.status, SpanStatus::Error("cancelled".to_owned()));
}

#[test]
fn body_exit() {
    #[chain_span]
    async fn f() -> ! {
        std::process::exit(0)
    }
    #[chain_span]
    fn sync(a: u8) -> u8 {
        if a > 0 {
            return a;
        }
        std::process::exit(0)
    }
    drop(f());
    assert_eq!(call_sync(|| sync(1)), 1);
}

#[test]
fn a_call_that_never_returns() {
    async fn never() -> ! {
        panic!("never")
    }
    #[chain_span]
    async fn f(a: u8) -> u8 {
        if a > 0 {
            return a;
        }
        never().await
    }
    assert_eq!(call(f(1)), 1);
}
