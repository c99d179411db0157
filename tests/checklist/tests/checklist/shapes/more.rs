//! E15: recursion. E17: return types that are written in other ways.

use std::future::Future;
use std::pin::Pin;

use openinference_checklist::{call, spanned, traced};
use openinference_runtime::chain_span;
use openinference_runtime::testing::{Node, SpanStatus, capture_sync};

/// How deep the spans are nested.
fn depth(span: &Node) -> usize {
    1 + span.children.iter().map(depth).max().unwrap_or_default()
}

#[test]
fn direct_recursion() {
    #[chain_span]
    fn f(a: u8) -> u8 {
        if a == 0 { 0 } else { f(a - 1) }
    }
    let (value, trace) = capture_sync(|| f(3));
    assert_eq!((value, depth(&trace.roots[0])), (0, 4));
}

#[test]
fn mutual_recursion() {
    #[chain_span]
    fn even(a: u8) -> bool {
        a == 0 || odd(a - 1)
    }
    #[chain_span]
    fn odd(a: u8) -> bool {
        a != 0 && even(a - 1)
    }
    let (value, trace) = capture_sync(|| even(3));
    assert_eq!((value, depth(&trace.roots[0])), (false, 4));
}

#[test]
fn boxed_recursion() {
    #[chain_span]
    async fn pinned(a: u8) -> u8 {
        if a == 0 { 0 } else { Box::pin(pinned(a - 1)).await }
    }
    #[chain_span]
    fn boxed(a: u8) -> Pin<Box<dyn Future<Output = u8> + Send>> {
        Box::pin(async move { if a == 0 { 0 } else { boxed(a - 1).await } })
    }
    let (value, trace) = traced(pinned(3));
    assert_eq!((value, depth(&trace.roots[0])), (0, 4));
    let (value, trace) = traced(async { boxed(3).await });
    assert_eq!((value, depth(&trace.roots[0])), (0, 4));
}

macro_rules! answer {
    () => { Result<u8, String> };
}

type Answer = Result<u8, String>;

/// An `Err` is seen whatever the `Result` is called.
fn is_err((value, span): (Answer, Node)) {
    assert!(value.is_err());
    assert_eq!(span.status, SpanStatus::Error("no".to_owned()));
}

#[test]
fn return_type_by_macro() {
    #[chain_span]
    async fn f() -> answer!() {
        Err("no".to_owned())
    }
    is_err(spanned(f()));
}

#[test]
fn return_type_by_alias() {
    #[chain_span]
    async fn f() -> Answer {
        Err("no".to_owned())
    }
    is_err(spanned(f()));
}

#[test]
fn return_type_in_parentheses() {
    #[chain_span]
    #[allow(unused_parens, reason = "that is the case")]
    async fn f() -> (Answer) {
        Err("no".to_owned())
    }
    is_err(spanned(f()));
}

#[test]
fn return_type_unit() {
    #[chain_span]
    async fn f() -> () {}
    call(f());
}
