//! E03: `impl Trait` in the place of an argument's type. E16: many of them.

use std::fmt::Display;

use openinference_checklist::{call, spanned};
use openinference_runtime::{chain_span, tool_span};

#[test]
fn impl_trait() {
    #[chain_span]
    async fn f(a: impl Display + Send) -> String {
        a.to_string()
    }
    assert_eq!(call(f(1)), "1");
}

#[test]
fn reference_to_impl_trait() {
    #[chain_span]
    async fn f(a: &impl Display, b: &(impl Display + ?Sized)) -> String {
        format!("{a}{b}")
    }
    assert_eq!(call(f(&1, "b")), "1b");
}

#[test]
fn impl_trait_in_impl_trait() {
    #[chain_span]
    async fn f(a: impl IntoIterator<Item = impl Display>) -> String {
        a.into_iter().map(|b| b.to_string()).collect()
    }
    assert_eq!(call(f([1, 2])), "12");
}

#[test]
fn a_closure_that_is_mut() {
    #[chain_span]
    async fn f(mut a: impl FnMut(u8) -> u8) -> u8 {
        a(1) + a(2)
    }
    let mut sum = 0;
    let value = call(f(|b| {
        sum += b;
        sum
    }));
    assert_eq!((value, sum), (4, 3));
}

#[test]
fn an_async_closure() {
    #[chain_span]
    async fn f(a: impl AsyncFn(u8) -> u8) -> u8 {
        a(1).await + a(2).await
    }
    assert_eq!(call(f(async |b| b + 1)), 5);
}

#[test]
fn more_than_twelve() {
    #[tool_span]
    async fn f(
        a: u8,
        b: u8,
        c: u8,
        d: u8,
        e: u8,
        f: u8,
        g: u8,
        h: u8,
        i: u8,
        j: u8,
        k: u8,
        l: u8,
        m: u8,
        n: u8,
    ) -> u8 {
        a + b + c + d + e + f + g + h + i + j + k + l + m + n
    }
    let (value, span) = spanned(f(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14));
    assert_eq!(value, 105);
    let input = span.input().and_then(|input| input.json()).expect("arguments");
    assert_eq!(input.as_object().map(|arguments| arguments.len()), Some(14));
}
