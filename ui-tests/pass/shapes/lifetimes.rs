//! E02: elided, explicit, `'static`, `<'_>`, `'b: 'a` and two lifetimes.
#![deny(warnings)]

use std::borrow::Cow;

use openinference_runtime::chain_span;

#[chain_span]
async fn elided(a: &str) -> &str {
    a.trim()
}

#[chain_span]
fn elided_sync(a: &str) -> &str {
    a.trim()
}

#[chain_span]
async fn explicit<'a>(a: &'a str, _b: &str) -> &'a str {
    a.trim()
}

#[chain_span]
fn explicit_sync<'a>(a: &'a str, _b: &str) -> &'a str {
    a.trim()
}

#[chain_span]
async fn of_the_program(a: &'static str) -> &'static str {
    a
}

#[chain_span]
async fn anonymous(a: Cow<'_, str>) -> Cow<'_, str> {
    a
}

#[chain_span]
fn anonymous_sync(a: Cow<'_, str>) -> Cow<'_, str> {
    a
}

#[chain_span]
async fn outlives<'a, 'b: 'a>(a: &'a str, b: &'b str) -> &'a str {
    if a.is_empty() { b } else { a }
}

#[chain_span]
fn outlives_sync<'a, 'b: 'a>(a: &'a str, b: &'b str) -> &'a str {
    if a.is_empty() { b } else { a }
}

#[chain_span]
async fn two<'a, 'b>(a: &'a str, b: &'b str) -> (&'a str, &'b str) {
    (a, b)
}

#[chain_span]
fn two_sync<'a, 'b>(a: &'a str, b: &'b str) -> (&'a str, &'b str) {
    (a, b)
}

struct Holder<'a>(&'a str);

impl<'a> Holder<'a> {
    #[chain_span]
    async fn of_the_impl(&self, b: &'a str) -> &'a str {
        if self.0.is_empty() { b } else { self.0 }
    }

    #[chain_span]
    fn of_the_impl_sync(&self) -> &'a str {
        self.0
    }
}

fn main() {
    let text = String::from(" x ");
    assert_eq!(elided_sync(&text), "x");
    assert_eq!(explicit_sync(&text, ""), "x");
    assert_eq!(anonymous_sync(Cow::Borrowed("x")), "x");
    assert_eq!(outlives_sync(&text, ""), " x ");
    assert_eq!(two_sync("a", "b"), ("a", "b"));
    assert_eq!(Holder("h").of_the_impl_sync(), "h");
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
        assert_eq!(elided(&text).await, "x");
        assert_eq!(explicit(&text, "").await, "x");
        assert_eq!(of_the_program("x").await, "x");
        assert_eq!(anonymous(Cow::Borrowed("x")).await, "x");
        assert_eq!(outlives(&text, "").await, " x ");
        assert_eq!(two("a", "b").await, ("a", "b"));
        assert_eq!(Holder("").of_the_impl("b").await, "b");
    });
}
