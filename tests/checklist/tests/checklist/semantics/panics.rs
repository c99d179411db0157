//! E32: a panic ends the span as an error and goes on as it was.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, panic_any};

use futures_util::FutureExt as _;
use openinference_checklist::{spanned, spanned_sync};
use openinference_runtime::chain_span;
use openinference_runtime::testing::{Node, SpanStatus};

#[chain_span]
async fn at_once(a: &str) -> u8 {
    panic!("out of {}", a)
}

#[chain_span]
async fn later(a: &str) -> u8 {
    tokio::task::yield_now().await;
    panic!("out of {}", a)
}

#[chain_span]
fn sync(a: &str) -> u8 {
    panic!("out of {}", a)
}

type Caught = (Result<u8, Box<dyn Any + Send>>, Node);

fn all() -> [Caught; 3] {
    [
        spanned(AssertUnwindSafe(at_once("tea")).catch_unwind()),
        spanned(AssertUnwindSafe(later("tea")).catch_unwind()),
        spanned_sync(|| catch_unwind(|| sync("tea"))),
    ]
}

#[test]
fn it_is_the_spans_error() {
    for (_, span) in all() {
        assert_eq!(span.status, SpanStatus::Error("panic: out of tea".to_owned()));
        let event = span.event("exception").expect("an exception");
        assert_eq!(event.attributes["exception.type"].as_str(), Some("panic"));
        assert_eq!(event.attributes["exception.message"].as_str(), Some("out of tea"));
    }
}

#[test]
fn its_payload_is_kept() {
    for (caught, _) in all() {
        let payload = caught.expect_err("it goes on");
        assert_eq!(payload.downcast_ref::<String>().map(String::as_str), Some("out of tea"));
    }
}

#[test]
fn a_payload_that_is_no_text_is_kept() {
    #[derive(Debug, PartialEq)]
    struct Own(u8);
    #[chain_span]
    fn f() -> u8 {
        panic_any(Own(7))
    }
    let (caught, span) = spanned_sync(|| catch_unwind(f));
    assert_eq!(caught.expect_err("it goes on").downcast_ref(), Some(&Own(7)));
    assert!(span.status.is_error());
}

#[test]
fn arguments_are_dropped_while_it_goes_on() {
    struct Argument<'a>(&'a std::cell::Cell<bool>);
    impl Drop for Argument<'_> {
        fn drop(&mut self) {
            self.0.set(std::thread::panicking());
        }
    }
    #[chain_span]
    async fn f(argument: Argument<'_>) {
        let _argument = &argument;
        panic!("now");
    }
    let dropped = std::cell::Cell::new(false);
    let (_, _) = spanned(AssertUnwindSafe(f(Argument(&dropped))).catch_unwind());
    assert!(dropped.get());
}
