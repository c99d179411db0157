//! E02: lifetimes.

use std::borrow::Cow;

use openinference_checklist::call;
use openinference_runtime::chain_span;

#[test]
fn elided() {
    #[chain_span]
    async fn f(a: &str) -> &str {
        a
    }
    assert_eq!(call(f("a")), "a");
}

#[test]
fn explicit() {
    #[chain_span]
    async fn f<'a>(a: &'a str, _b: &str) -> &'a str {
        a
    }
    assert_eq!(call(f("a", "b")), "a");
}

#[test]
fn of_the_program() {
    #[chain_span]
    async fn f(a: &'static str) -> &'static str {
        a
    }
    assert_eq!(call(f("a")), "a");
}

#[test]
fn in_brackets() {
    #[chain_span]
    async fn f(a: Cow<'_, str>) -> Cow<'_, str> {
        a
    }
    assert_eq!(call(f(Cow::Borrowed("a"))), "a");
}

#[test]
fn one_outlives_another() {
    #[chain_span]
    async fn f<'a, 'b: 'a>(a: &'a str, b: &'b str) -> &'a str {
        if a.is_empty() { b } else { a }
    }
    assert_eq!(call(f("", "b")), "b");
}

#[test]
fn two() {
    #[chain_span]
    async fn f<'a, 'b>(a: &'a str, b: &'b str) -> (&'b str, &'a str) {
        (b, a)
    }
    assert_eq!(call(f("a", "b")), ("b", "a"));
}
